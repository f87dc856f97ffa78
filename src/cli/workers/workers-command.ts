import { setTimeout as pause } from "node:timers/promises";
import { Command, Option } from "commander";
import { stringify } from "yaml";
import type { AdminClient } from "../../client/admin-client.ts";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { Table } from "../table.ts";
import { UsageError } from "../usage-error.ts";
import { readWorkers, type ShownWorkers, workerRows } from "./shown-workers.ts";

interface WorkersOptions extends AdminOptions {
  readonly output: "table" | "json" | "yaml";
}

const PATH = "/v1/workers";
/** Between the two looks that rates come from. */
const RATE_MS = 1_000;

/** `prism workers`: the worker threads of a running gateway. */
export function workersCommand(context: CliContext): Command {
  const command = new Command("workers").description(
    "The worker threads of a running gateway: what each owns and does, and how many there are.",
  );
  command.addCommand(listCommand(context), { isDefault: true });
  command.addCommand(setCommand(context));
  return addExamples(command, [
    ["what each worker owns, its rate over a second, its batches and queue", "prism workers"],
    ["three of them from now on, without losing a request", "prism workers set 3"],
  ]);
}

function listCommand(context: CliContext): Command {
  const command = withOutput(new Command("list"))
    .description("Show what each worker owns, its requests a second, batch sizes, queue and load.")
    .action(async (options: WorkersOptions) => {
      const client = await adminClient(context, options);
      const first = await list(client);
      await pause(RATE_MS, undefined, { signal: context.interruption });
      await print(context, await list(client), first, options);
    });
  return addExamples(addAdminOptions(command), [["for programs", "prism workers list -o json"]]);
}

function setCommand(context: CliContext): Command {
  const command = withOutput(new Command("set"))
    .description(
      "Have so many workers serve until the gateway is restarted. What is in a worker's memory alone keeps that worker.",
    )
    .argument("<count>", "how many, from 1 to 64")
    .action(async (text: string, options: WorkersOptions) => {
      if (!/^\d{1,3}$/.test(text)) throw new UsageError(`"${text}" is no number of workers; give one such as 3`);
      const client = await adminClient(context, options);
      const { body } = await client.call("PUT", PATH, { body: { count: Number(text) } });
      await print(context, readWorkers(body), null, options);
    });
  return addExamples(addAdminOptions(command), [["three workers", "prism workers set 3"]]);
}

function withOutput(command: Command): Command {
  return command.addOption(
    new Option("-o, --output <form>", "form of the result").choices(["table", "json", "yaml"]).default("table"),
  );
}

async function list(client: AdminClient): Promise<ShownWorkers> {
  const { body } = await client.call("GET", PATH);
  return readWorkers(body);
}

async function print(
  context: CliContext,
  now: ShownWorkers,
  before: ShownWorkers | null,
  { output }: WorkersOptions,
): Promise<void> {
  const text =
    output === "json"
      ? `${JSON.stringify(now, null, 2)}\n`
      : output === "yaml"
        ? stringify(now)
        : new Table().render(workerRows(now, before));
  await context.stdout.write(text);
}
