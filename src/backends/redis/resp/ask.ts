import type { CommandWriter } from "./command-writer.ts";
import type { Connection } from "./connection.ts";
import { type Reply, ReplyBuilder } from "./reply-taker.ts";
import type { Script } from "./script.ts";

/** A command whose arguments are byte strings. */
export async function ask(connection: Connection, parts: readonly string[], timeoutMs: number): Promise<Reply> {
  const taker = new ReplyBuilder();
  const write = (writer: CommandWriter): void => {
    writer.begin(parts.length);
    for (const part of parts) writer.text(part);
  };
  await connection.call({ write, taker }, timeoutMs);
  return taker.reply;
}

/** A script whose keys and other arguments are byte strings. */
export async function askScript(
  connection: Connection,
  script: Script,
  { keys, values }: { readonly keys: readonly string[]; readonly values: readonly string[] },
  timeoutMs: number,
): Promise<Reply> {
  const taker = new ReplyBuilder();
  const write = (writer: CommandWriter): void => {
    for (const key of keys) writer.text(key);
    for (const value of values) writer.text(value);
  };
  const call = { keyCount: keys.length, argumentCount: values.length, taker, write };
  await script.run(connection, call, timeoutMs);
  return taker.reply;
}
