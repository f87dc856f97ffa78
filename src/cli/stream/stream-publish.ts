import { createInterface } from "node:readline";
import { addAbortSignal } from "node:stream";
import { Command, Option } from "commander";
import type { Stream } from "../../client/stream.ts";
import type { MessageInput } from "../../client/stream-types.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { addKvOptions, type KvOptions } from "../kv-options.ts";
import { withStream } from "../kv-session.ts";
import { readValue } from "../read-value.ts";
import { renderRecord } from "../render-record.ts";
import { UsageError } from "../usage-error.ts";
import { headerArgument, USUAL_NAMESPACE } from "./stream-arguments.ts";

interface PublishOptions extends KvOptions {
  readonly key?: string;
  readonly header?: readonly [string, string][];
  readonly file?: string;
  readonly idempotencyKey?: string;
  readonly lines?: true;
  readonly ndjson?: true;
}

/** `prism stream publish [VALUE]`. */
export function streamPublishCommand(context: CliContext): Command {
  const command = new Command("publish")
    .description("Publish a message. Without VALUE, or with -, it is read from standard input, byte for byte.")
    .argument("[value]", "value of the message; - reads standard input")
    .option("-k, --key <key>", "key of the message; those of one key keep their order where the store orders by key")
    .addOption(new Option("-H, --header <name=value>", "a header; may be given again").argParser(headerArgument))
    .option("--file <path>", "read the value from a file")
    .option("--idempotency-key <key>", "makes it safe to repeat: published once, however often it is sent")
    .addOption(new Option("--lines", "publish each line of standard input as a message").conflicts(["file", "ndjson"]))
    .addOption(
      new Option(
        "--ndjson",
        "publish each line of standard input, an object with value, and key, headers, encoding, idempotencyKey if any",
      ).conflicts("file"),
    );
  addKvOptions(command, "table", USUAL_NAMESPACE).action((argument: string | undefined, options: PublishOptions) =>
    publish(context, argument, options),
  );
  addExamples(command, [
    ["a message with a key and a header", "prism stream publish paid --key order-7 --header ce-type=order.paid"],
    ["each line that another program prints", "seq 3 | prism stream publish --lines"],
    [
      "publish again what there is",
      "prism stream subscribe --start earliest --idle 1s -o json | prism stream publish --ndjson",
    ],
  ]);
  return command;
}

async function publish(context: CliContext, argument: string | undefined, options: PublishOptions): Promise<void> {
  const readsLines = options.lines === true || options.ndjson === true;
  if (argument !== undefined && (options.file !== undefined || readsLines)) {
    throw new UsageError("give VALUE, --file, --lines or --ndjson, not two of them");
  }
  if (readsLines && options.idempotencyKey !== undefined) {
    throw new UsageError("an idempotency key is of one message; with --ndjson each line may have its own");
  }
  if (readsLines) {
    await publishLines(context, options);
    return;
  }
  const value = await readValue(context, argument, options.file);
  await withStream(context, options, async (stream, call) => {
    const { key, header: headers, idempotencyKey } = options;
    const result = await stream.publish({ value, key, headers, idempotencyKey }, call);
    await context.stdout.write(renderRecord({ ...result }, options.output, result.position));
  });
}

async function publishLines(context: CliContext, options: PublishOptions): Promise<void> {
  await withStream(context, options, async (stream, call) => {
    const lines = createInterface({ input: addAbortSignal(context.interruption, context.stdin), crlfDelay: Infinity });
    let batch: MessageInput[] = [];
    let published = 0;
    const flush = async (): Promise<void> => {
      await publishBatch(stream, batch, call, published);
      published += batch.length;
      batch = [];
    };
    let number = 0;
    for await (const line of lines) {
      number++;
      if (options.ndjson === true) batch.push(parseLine(line, number));
      else batch.push({ value: line, key: options.key, headers: options.header });
      if (batch.length === BATCH_MESSAGES) await flush();
    }
    if (batch.length > 0) await flush();
    await context.stdout.write(renderRecord({ published }, options.output, published));
  });
}

async function publishBatch(
  stream: Stream,
  batch: readonly MessageInput[],
  call: Parameters<Stream["publishMany"]>[1],
  before: number,
): Promise<void> {
  const results = await stream.publishMany(batch, call);
  for (const [i, result] of results.entries()) {
    if (!(result instanceof PrismError)) continue;
    const { reason, message } = result.failure;
    const done = before + results.slice(0, i).filter((each) => !(each instanceof PrismError)).length;
    throw new CommandError(reason, `message ${before + i + 1}: ${message}; ${done} before it were published`);
  }
}

/** A line as `prism stream subscribe -o json` prints them. */
function parseLine(line: string, number: number): MessageInput {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch (error) {
    throw new CommandError("LINE_INVALID", `line ${number} is no JSON: ${(error as Error).message}`);
  }
  if (!isMessage(parsed)) {
    throw new CommandError("LINE_INVALID", `line ${number} is no object with a text as its value`);
  }
  const { value, encoding, key, headers, idempotencyKey } = parsed;
  return { value: encoding === "base64" ? Buffer.from(value, "base64") : value, key, headers, idempotencyKey };
}

interface Line extends Omit<MessageInput, "value"> {
  readonly value: string;
  readonly encoding?: string;
}

function isMessage(parsed: unknown): parsed is Line {
  return typeof parsed === "object" && parsed !== null && "value" in parsed && typeof parsed.value === "string";
}

/** Few enough to fit a frame at the usual sizes, many enough to share a commit. */
const BATCH_MESSAGES = 500;
