import { Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { addKvOptions, duration, type KvOptions, wholeNumber } from "./kv-options.ts";
import { withKeyValue } from "./kv-session.ts";
import { renderRecord } from "./render-record.ts";

interface IncrementOptions extends KvOptions {
  readonly by: bigint;
  /** Milliseconds. */
  readonly ttl?: number;
  readonly ifVersion?: number;
  readonly idempotencyKey?: string;
}

/** `prism kv increment KEY`. */
export function kvIncrementCommand(context: CliContext): Command {
  const command = new Command("increment")
    .description("Add to a counter, and print the sum. A counter that is not there counts as 0.")
    .argument("<key>", "key of the counter")
    .addOption(new Option("--by <number>", "what to add; may be negative").argParser(integer).default(1n, "1"))
    .addOption(
      new Option("--ttl <duration>", "time until the counter is gone; else it keeps its end").argParser(duration),
    )
    .addOption(new Option("--if-version <version>", "add only if the item has this version").argParser(wholeNumber))
    .option("--idempotency-key <key>", "makes it safe to repeat: done once, however often it is sent");
  addKvOptions(command, "table").action((key: string, options: IncrementOptions) => increment(context, key, options));
  addExamples(command, [
    ["count one more", "prism kv increment views"],
    ["take five away, and print the sum alone", "prism kv increment stock --by -5 -o raw"],
  ]);
  return command;
}

async function increment(context: CliContext, key: string, options: IncrementOptions): Promise<void> {
  const { by, ttl: ttlMs, ifVersion, idempotencyKey } = options;
  await withKeyValue(context, options, async (kv, call) => {
    const { value, version, replayed } = await kv.increment(key, by, { ...call, ttlMs, ifVersion, idempotencyKey });
    // As text: JSON's readers round what is beyond 2^53.
    const record = { value: value.toString(), version, replayed };
    await context.stdout.write(renderRecord(record, options.output, value));
  });
}

function integer(text: string): bigint {
  if (/^[+-]?\d{1,19}$/.test(text)) return BigInt(text.replace("+", ""));
  throw new InvalidArgumentError("Give a whole number of 64 bits.");
}
