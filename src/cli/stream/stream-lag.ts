import { Command } from "commander";
import { stringify } from "yaml";
import type { Stream } from "../../client/stream.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions, type KvOptions, type OutputForm } from "../kv-options.ts";
import { withStream } from "../kv-session.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";
import { USUAL_NAMESPACE } from "./stream-arguments.ts";

/** `prism stream lag [GROUP]`. */
export function streamLagCommand(context: CliContext): Command {
  const command = new Command("lag")
    .description("Show how far a group is behind, or every group of the stream.")
    .argument("[group]", "group; else all of them");
  addKvOptions(command, "table", USUAL_NAMESPACE).action((group: string | undefined, options: KvOptions) =>
    lag(context, group, options),
  );
  addExamples(command, [
    ["all groups", "prism stream lag"],
    ["how many messages one of them has not been given", "prism stream lag billing -o raw"],
  ]);
  return command;
}

interface Lag {
  readonly group: string;
  readonly consumers: number | null;
  readonly waiting: number;
  readonly pending: number;
}

async function lag(context: CliContext, group: string | undefined, options: KvOptions): Promise<void> {
  await withStream(context, options, async (stream, call) => {
    const lags = await lagsOf(stream, group, call);
    await context.stdout.write(render(lags, group !== undefined, options.output));
  });
}

async function lagsOf(
  stream: Stream,
  group: string | undefined,
  call: Parameters<Stream["lag"]>[1],
): Promise<(Lag & { readonly partitions: unknown })[]> {
  const groups = await stream.groups(call);
  const wanted =
    group === undefined ? groups : [groups.find(({ name }) => name === group) ?? { name: group, consumers: null }];
  const lags = [];
  for (const { name, consumers } of wanted) {
    const { waiting, pending, partitions } = await stream.lag(name, call);
    lags.push({ group: name, consumers, waiting, pending, partitions });
  }
  return lags;
}

function render(lags: readonly Lag[], isOne: boolean, form: OutputForm): string {
  const shown = isOne ? lags[0] : lags;
  if (form === "json") return `${JSON.stringify(shown, null, 2)}\n`;
  if (form === "yaml") return stringify(shown);
  if (form === "raw")
    return lags.map(({ group, waiting }) => (isOne ? `${waiting}\n` : `${group}\t${waiting}\n`)).join("");
  return new Table().render(
    lags.map(({ group, consumers, waiting, pending }) => ({
      group: plainText(group, MAX_CELL),
      consumers: consumers === null ? "" : String(consumers),
      waiting: String(waiting),
      pending: String(pending),
    })),
  );
}

const MAX_CELL = 60;
