import { type Command, InvalidArgumentError, Option } from "commander";
import { guessDuration, parseDuration } from "../config/units.ts";
import { addGatewayOptions, type GatewayOptions } from "./gateway-options.ts";

/** The forms that a command can print its result in. */
export type OutputForm = "json" | "yaml" | "table" | "raw";

/** The options of every `prism kv` and `prism stream` command. */
export interface KvOptions extends GatewayOptions {
  readonly namespace: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly output: OutputForm;
  readonly traceparent?: string;
}

/** Adds the options that every such command has; `form` is what it prints unless told otherwise. */
export function addKvOptions(command: Command, form: OutputForm, namespace = "default"): Command {
  command
    .option("-n, --namespace <name>", "namespace to use", namespace)
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["json", "yaml", "table", "raw"]).default(form),
    )
    .addOption(
      new Option("--timeout <duration>", "time for each call, for example 500ms or 30s")
        .argParser(duration)
        .default(10_000, "10s"),
    )
    .option("--traceparent <context>", "trace that the calls belong to, by W3C Trace Context");
  return addGatewayOptions(command);
}

/** A duration of at least a millisecond, in milliseconds. */
export function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms !== null && ms > 0) return ms;
  const guess = guessDuration(text);
  throw new InvalidArgumentError(
    guess === null ? "Give a duration such as 500ms, 30s, 5m, 12h or 30d." : `Did you mean ${guess}?`,
  );
}

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError("Give a whole number.");
}

export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError("Give a whole number from 1.");
}
