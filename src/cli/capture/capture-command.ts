import { Command, InvalidArgumentError, Option } from "commander";
import { stringify } from "yaml";
import { VALUE_MODES } from "../../capture/segment-layout.ts";
import { MAX_CAPTURE_SECONDS } from "../../common/limits.ts";
import { parseBytes } from "../../config/units.ts";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { duration } from "../kv-options.ts";
import { Table } from "../table.ts";
import { captureRow, describeCapture, readCapture, readCaptures, type ShownCapture } from "./shown-captures.ts";

interface OutputOptions extends AdminOptions {
  readonly output: "table" | "json" | "yaml";
}

interface StartOptions extends OutputOptions {
  readonly namespace: string;
  readonly seconds: number;
  readonly maxBytes?: number;
  readonly maxAge?: number;
  readonly sample?: number;
  readonly values?: string;
  readonly keySeparator?: string;
}

const PATH = "/v1/captures";

/** `prism capture`: recordings of the traffic of a running gateway. */
export function captureCommand(context: CliContext): Command {
  const command = new Command("capture").description(
    "Record the traffic of a namespace, scrubbed of keys and values, for `prism bench replay`. For administrators.",
  );
  command.addCommand(startCommand(context));
  command.addCommand(stopCommand(context));
  command.addCommand(listCommand(context));
  return addExamples(command, [
    ["a minute of a namespace's traffic", "prism capture start -n orders --seconds 60 --max-bytes 64MiB"],
    ["what there is", "prism capture list"],
  ]);
}

function startCommand(context: CliContext): Command {
  const command = withOutput(new Command("start"))
    .description(
      "Begin a recording of a bounded time and size. What is left out is as the namespace's `capture` declares it.",
    )
    .requiredOption("-n, --namespace <name>", "namespace to record")
    .addOption(
      new Option("--seconds <number>", `how long, up to ${MAX_CAPTURE_SECONDS}`)
        .argParser(numberUpTo(MAX_CAPTURE_SECONDS))
        .default(60),
    )
    .addOption(
      new Option("--max-bytes <size>", "bytes it may have; what is over it is counted, and not recorded").argParser(
        bytes,
      ),
    )
    .addOption(new Option("--max-age <duration>", "how long it is kept, for example 3d").argParser(duration))
    .addOption(new Option("--sample <share>", "share of connections, for example 0.1").argParser(numberUpTo(1)))
    .addOption(new Option("--values <what>", "what is written down of values").choices(VALUE_MODES))
    .option("--key-separator <character>", "keys are scrubbed part by part, so that those that begin alike still do")
    .action(async ({ namespace, seconds, maxBytes, maxAge, sample, values, keySeparator, ...rest }: StartOptions) => {
      const client = await adminClient(context, rest);
      const body = {
        ...{ namespace, seconds, maxBytes, sample, values, keySeparator },
        maxAgeMs: maxAge,
      };
      const answer = await client.call("POST", PATH, { body });
      await print(context, [readCapture(answer.body)], rest.output);
    });
  return addExamples(addAdminOptions(command), [
    ["a minute, 64 MiB at most", "prism capture start -n orders --seconds 60 --max-bytes 64MiB"],
    [
      "a tenth of the connections, with keys such as tenant/cart/17",
      "prism capture start -n orders --seconds 600 --sample 0.1 --key-separator /",
    ],
  ]);
}

function stopCommand(context: CliContext): Command {
  const command = withOutput(new Command("stop"))
    .description("End a recording before its time; what it has is kept.")
    .argument("<recording>", "its name, as start and list show it")
    .action(async (recording: string, options: OutputOptions) => {
      const client = await adminClient(context, options);
      const { body } = await client.call("POST", `${PATH}/${encodeURIComponent(recording)}/stop`);
      await print(context, [readCapture(body)], options.output);
    });
  return addExamples(addAdminOptions(command), [["end one", "prism capture stop 1790000000000-orders-5f3a91c2"]]);
}

function listCommand(context: CliContext): Command {
  const command = withOutput(new Command("list"))
    .description("Show the recordings that go on and those that are kept, with what they could not record.")
    .action(async (options: OutputOptions) => {
      const client = await adminClient(context, options);
      const { body } = await client.call("GET", PATH);
      await print(context, readCaptures(body), options.output, true);
    });
  return addExamples(addAdminOptions(command), [["for programs", "prism capture list -o json"]]);
}

function withOutput(command: Command): Command {
  return command.addOption(
    new Option("-o, --output <form>", "form of the result").choices(["table", "json", "yaml"]).default("table"),
  );
}

async function print(
  context: CliContext,
  captures: readonly ShownCapture[],
  output: OutputOptions["output"],
  isList = false,
): Promise<void> {
  const data = isList ? { captures } : captures[0];
  if (output === "json") await context.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
  else if (output === "yaml") await context.stdout.write(stringify(data));
  else if (!isList) await context.stdout.write(captures.map(describeCapture).join(""));
  else if (captures.length === 0) await context.stdout.write("there is no recording\n");
  else await context.stdout.write(new Table().render(captures.map(captureRow)));
}

function bytes(text: string): number {
  const value = parseBytes(text);
  if (value === null) throw new InvalidArgumentError("Give bytes, or a size such as 64MiB.");
  return value;
}

function numberUpTo(max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value > 0 && value <= max) return value;
    throw new InvalidArgumentError(`Give a number over 0, up to ${max}.`);
  };
}
