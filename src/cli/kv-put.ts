import { Command, Option } from "commander";
import type { CliContext } from "./cli-context.ts";
import { addExamples } from "./examples.ts";
import { addKvOptions, duration, type KvOptions, wholeNumber } from "./kv-options.ts";
import { withKeyValue } from "./kv-session.ts";
import { openValue } from "./open-value.ts";
import { readValue } from "./read-value.ts";
import { renderRecord } from "./render-record.ts";
import { UsageError } from "./usage-error.ts";

interface PutOptions extends KvOptions {
  readonly file?: string;
  /** Milliseconds. */
  readonly ttl?: number;
  readonly ifVersion?: number;
  readonly ifAbsent?: true;
  readonly idempotencyKey?: string;
  readonly encoding?: string;
}

/** `prism kv put KEY [VALUE]`. */
export function kvPutCommand(context: CliContext): Command {
  const command = new Command("put")
    .description(
      "Write a value, of up to 1 GiB. Without VALUE, or with -, it is read from standard input, byte for byte.",
    )
    .argument("<key>", "key to write")
    .argument("[value]", "value to write; - reads standard input")
    .option("--file <path>", "read the value from a file")
    .addOption(
      new Option("--ttl <duration>", "time until the item is gone, for example 30s or 12h").argParser(duration),
    )
    .addOption(new Option("--if-version <version>", "write only if the item has this version").argParser(wholeNumber))
    .addOption(new Option("--if-absent", "write only if there is no item").conflicts("ifVersion"))
    .option(
      "--idempotency-key <key>",
      "makes it safe to repeat: done once, however often it is sent; for values in one piece",
    )
    .addOption(
      new Option("--encoding <encoding>", "how a value over 1 MiB is kept").choices(["identity", "gzip", "zstd"]),
    );
  addKvOptions(command, "table").action((key: string, argument: string | undefined, options: PutOptions) =>
    put(context, key, argument, options),
  );
  addExamples(command, [
    ["put a value", "prism kv put greeting hello"],
    ["put what another program prints", "date | prism kv put now"],
    ["put a file that is gone after an hour", "prism kv put licence --file LICENSE --ttl 1h"],
    ["put a value unless there is one, and print its version alone", "prism kv put lock mine --if-absent -o raw"],
  ]);
  return command;
}

async function put(context: CliContext, key: string, argument: string | undefined, options: PutOptions): Promise<void> {
  if (argument !== undefined && options.file !== undefined) throw new UsageError("give VALUE or --file, not both");
  const { ttl: ttlMs, idempotencyKey, encoding } = options;
  const ifVersion = options.ifAbsent === true ? 0 : options.ifVersion;
  // What is remembered under an idempotency key is a write in one piece.
  const whole = idempotencyKey === undefined ? null : await readValue(context, argument, options.file);
  const { parts, size } =
    whole === null ? await openValue(context, argument, options.file) : { parts: [whole], size: 0 };
  await withKeyValue(context, options, async (kv, call) => {
    const result =
      whole === null
        ? await kv.putStream(key, parts, { ...call, ttlMs, ifVersion, encoding, size })
        : await kv.put(key, whole, { ...call, ttlMs, ifVersion, idempotencyKey });
    await context.stdout.write(
      renderRecord({ version: result.version, replayed: result.replayed }, options.output, result.version),
    );
  });
}
