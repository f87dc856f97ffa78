import { Command, Option } from "commander";
import type { StartInput } from "../../client/stream-types.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions, duration, type KvOptions, positiveNumber } from "../kv-options.ts";
import { withStream } from "../kv-session.ts";
import { messagePrinter } from "./message-record.ts";
import { headerArgument, START_HELP, startArgument, USUAL_NAMESPACE } from "./stream-arguments.ts";

interface SubscribeOptions extends KvOptions {
  readonly group?: string;
  readonly consumer?: string;
  readonly start?: StartInput;
  readonly keyPrefix?: string;
  readonly header?: readonly [string, string][];
  readonly limit?: number;
  /** Milliseconds. */
  readonly idle?: number;
  /** Milliseconds. */
  readonly ackTimeout?: number;
  readonly ack: boolean;
}

/** `prism stream subscribe`. */
export function streamSubscribeCommand(context: CliContext): Command {
  const command = new Command("subscribe")
    .description("Print messages as they come, until Ctrl-C. With a group, each is acknowledged once it is printed.")
    .option("--group <name>", "share the messages with the other consumers of a group")
    .option("--consumer <name>", "name of this consumer in its group")
    .addOption(new Option("--start <place>", `where to begin: ${START_HELP}`).argParser(startArgument))
    .option("--key-prefix <text>", "only messages whose key begins with this")
    .addOption(new Option("-H, --header <name=value>", "only messages with this header").argParser(headerArgument))
    .addOption(new Option("--limit <count>", "end after so many messages").argParser(positiveNumber))
    .addOption(new Option("--idle <duration>", "end when nothing has come for so long").argParser(duration))
    .addOption(new Option("--ack-timeout <duration>", "how long a message is leased").argParser(duration))
    .option("--no-ack", "acknowledge nothing: what is printed goes to others afterwards");
  addKvOptions(command, "table", USUAL_NAMESPACE).action((options: SubscribeOptions) => subscribe(context, options));
  addExamples(command, [
    ["what is published from now on", "prism stream subscribe"],
    ["everything there is, one JSON object on a line", "prism stream subscribe --start earliest --idle 1s -o json"],
    ["work off ten messages of a group", "prism stream subscribe --group billing --limit 10 -o raw"],
  ]);
  return command;
}

async function subscribe(context: CliContext, options: SubscribeOptions): Promise<void> {
  const { group, consumer, start, keyPrefix, header: headers, limit, ackTimeout: ackTimeoutMs } = options;
  const print = messagePrinter(options.output);
  await withStream(context, options, async (stream) => {
    const subscription = stream.subscribe({
      group,
      consumer,
      start,
      ackTimeoutMs,
      filter: keyPrefix === undefined && headers === undefined ? undefined : { keyPrefix, headers },
      prefetch: Math.min(limit ?? PREFETCH, PREFETCH),
      idleMs: options.idle,
      signal: context.interruption,
      onProblem: ({ failure }) => context.stderr.post(`prism: ${failure.reason}: ${failure.message}; trying again\n`),
    });
    let left = limit ?? Number.POSITIVE_INFINITY;
    try {
      while (left > 0) {
        const { value: message } = await subscription.next();
        if (message === undefined) break;
        await context.stdout.write(print(message));
        if (message.lease !== "" && options.ack) await message.ack();
        left--;
      }
    } finally {
      await subscription.close();
    }
  });
}

/** A terminal and a pipe take some hundred thousand a second; a group's are leased while they wait here. */
const PREFETCH = 100;
