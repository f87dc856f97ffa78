import { Command, Option } from "commander";
import { stringify } from "yaml";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { Table } from "../table.ts";
import { UsageError } from "../usage-error.ts";

interface PoolOptions extends AdminOptions {
  readonly output: "table" | "json" | "yaml";
}

/** What the admin API says of a pool. */
interface ShownPool {
  readonly backend: string;
  readonly type: string;
  readonly connections: number;
  readonly workers: number;
  readonly open: number;
  readonly calls: number;
  readonly underWay: number;
}

const PATH = "/v1/pools";

/** `prism pool`: the connections of a running gateway to its stores. */
export function poolCommand(context: CliContext): Command {
  const command = new Command("pool").description(
    "The connections of a running gateway to its stores: how many each worker keeps, and how many are open.",
  );
  command.addCommand(listCommand(context), { isDefault: true });
  command.addCommand(setCommand(context));
  return addExamples(command, [
    ["what there is", "prism pool"],
    ["eight of each worker to the backend pg from now on, without losing a request", "prism pool set pg 8"],
  ]);
}

function listCommand(context: CliContext): Command {
  const command = withOutput(new Command("list"))
    .description("Show how many connections each worker may keep to a backend, and how many are open.")
    .action(async (options: PoolOptions) => {
      const client = await adminClient(context, options);
      await print(context, (await client.call("GET", PATH)).body, options);
    });
  return addExamples(addAdminOptions(command), [["for programs", "prism pool list -o json"]]);
}

function setCommand(context: CliContext): Command {
  const command = withOutput(new Command("set"))
    .description(
      "Have each worker keep so many connections to a backend until the gateway is restarted. Those that are too many answer what they carry first.",
    )
    .argument("<backend>", "its name, as in prism.yaml; one of type postgres or redis")
    .argument("<connections>", "how many of each worker, from 1 to 64")
    .action(async (backend: string, text: string, options: PoolOptions) => {
      if (!/^\d{1,3}$/.test(text)) throw new UsageError(`"${text}" is no number of connections; give one such as 8`);
      const client = await adminClient(context, options);
      const path = `${PATH}/${encodeURIComponent(backend)}`;
      const { body } = await client.call("PUT", path, { body: { connections: Number(text) } });
      await print(context, body, options);
    });
  return addExamples(addAdminOptions(command), [["eight connections of each worker", "prism pool set pg 8"]]);
}

function withOutput(command: Command): Command {
  return command.addOption(
    new Option("-o, --output <form>", "form of the result").choices(["table", "json", "yaml"]).default("table"),
  );
}

async function print(
  context: CliContext,
  body: Readonly<Record<string, unknown>>,
  { output }: PoolOptions,
): Promise<void> {
  if (!Array.isArray(body.pools)) {
    throw new CommandError("MALFORMED_ANSWER", "the admin door gave no list of pools; is its gateway an older one?");
  }
  const text =
    output === "json"
      ? `${JSON.stringify(body, null, 2)}\n`
      : output === "yaml"
        ? stringify(body)
        : new Table().render((body.pools as ShownPool[]).map(rowOf));
  await context.stdout.write(text);
}

function rowOf(pool: ShownPool): Record<string, string> {
  const { backend, type, connections, workers, open, calls, underWay } = pool;
  return {
    ...{ backend, type, "each worker": String(connections), workers: String(workers), open: String(open) },
    ...{ calls: String(calls), "under way": String(underWay) },
  };
}
