import { Command } from "commander";
import { stringify } from "yaml";
import type { Stream } from "../../client/stream.ts";
import type { DeadLetter } from "../../client/stream-types.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions, type KvOptions, type OutputForm, positiveNumber } from "../kv-options.ts";
import { withStream } from "../kv-session.ts";
import { plainText } from "../plain-text.ts";
import { renderRecord } from "../render-record.ts";
import { Table } from "../table.ts";
import { UsageError } from "../usage-error.ts";
import { messageRecord } from "./message-record.ts";
import { USUAL_NAMESPACE } from "./stream-arguments.ts";

/** `prism stream dead-letter`. */
export function deadLetterCommand(context: CliContext): Command {
  const command = new Command("dead-letter").description("Look after the messages that groups could not do.");
  command.addCommand(listCommand(context));
  command.addCommand(idsCommand(context, "replay", "Deliver dead letters to their groups again."));
  command.addCommand(idsCommand(context, "remove", "Remove dead letters for good."));
  addExamples(command, [
    ["those of a group", "prism stream dead-letter list --group billing"],
    ["deliver all of them again", "prism stream dead-letter replay --all --group billing"],
  ]);
  return command;
}

interface ListOptions extends KvOptions {
  readonly group?: string;
  readonly limit?: number;
}

function listCommand(context: CliContext): Command {
  const command = new Command("list")
    .description("List dead letters in the order in which they died.")
    .option("--group <name>", "those of one group")
    .option("--limit <count>", "at most so many", positiveNumber);
  addKvOptions(command, "table", USUAL_NAMESPACE).action((options: ListOptions) => list(context, options));
  addExamples(command, [["as JSON, with the messages", "prism stream dead-letter list -o json"]]);
  return command;
}

async function list(context: CliContext, options: ListOptions): Promise<void> {
  await withStream(context, options, async (stream, call) => {
    const letters: DeadLetter[] = [];
    for await (const letter of stream.allDeadLetters({ ...call, group: options.group })) {
      if (letters.push(letter) === (options.limit ?? MOST_LISTED)) break;
    }
    await context.stdout.write(render(letters, options.output));
  });
}

function render(letters: readonly DeadLetter[], form: OutputForm): string {
  const records = letters.map(({ diedMs, message, ...letter }) => {
    return { ...letter, diedAt: new Date(diedMs).toISOString(), message: messageRecord(message) };
  });
  if (form === "json") return `${JSON.stringify(records, null, 2)}\n`;
  if (form === "yaml") return stringify(records);
  if (form === "raw") return letters.map(({ id }) => `${id}\n`).join("");
  return new Table().render(
    letters.map(({ id, group, reason, attempts, diedMs, message }) => ({
      id,
      group: plainText(group, MAX_CELL),
      reason: plainText(reason, MAX_CELL),
      attempts: String(attempts),
      died: new Date(diedMs).toISOString(),
      key: plainText(message.key, MAX_CELL),
    })),
  );
}

interface IdsOptions extends KvOptions {
  readonly all?: true;
  readonly group?: string;
}

function idsCommand(context: CliContext, verb: "replay" | "remove", description: string): Command {
  const command = new Command(verb)
    .description(description)
    .argument("[ids...]", "ids, as `list` shows them")
    .option("--all", "all of them, or of a group")
    .option("--group <name>", "with --all: those of one group");
  addKvOptions(command, "table", USUAL_NAMESPACE).action((ids: string[], options: IdsOptions) =>
    change(context, verb, ids, options),
  );
  addExamples(command, [[`${verb} those of a group`, `prism stream dead-letter ${verb} --all --group billing`]]);
  return command;
}

async function change(
  context: CliContext,
  verb: "replay" | "remove",
  ids: string[],
  options: IdsOptions,
): Promise<void> {
  if (ids.length > 0 === (options.all === true)) throw new UsageError("give ids, or --all");
  if (options.group !== undefined && options.all !== true) throw new UsageError("--group goes with --all");
  await withStream(context, options, async (stream, call) => {
    const wanted = options.all === true ? await idsOf(stream, options.group, call) : ids;
    let count = 0;
    for (let at = 0; at < wanted.length; at += MOST_AT_ONCE) {
      const part = wanted.slice(at, at + MOST_AT_ONCE);
      count += await (verb === "replay" ? stream.replayDeadLetters(part, call) : stream.removeDeadLetters(part, call));
    }
    await context.stdout.write(
      renderRecord({ [verb === "replay" ? "replayed" : "removed"]: count }, options.output, count),
    );
  });
}

/** First all ids: what is replayed may die again meanwhile, and is not to be replayed for ever. */
async function idsOf(stream: Stream, group: string | undefined, call: Parameters<Stream["lag"]>[1]): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of stream.allDeadLetters({ ...call, group })) ids.push(id);
  return ids;
}

const MAX_CELL = 40;
const MOST_AT_ONCE = 1_000;
/** A list is for people; whoever wants all uses --limit. */
const MOST_LISTED = 1_000;
