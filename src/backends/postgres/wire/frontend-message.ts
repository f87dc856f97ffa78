import type { Parameter, Statement } from "../sql.ts";
import { sizeOfParameter, writeParameter } from "./binary-parameter.ts";

/**
 * What is sent: a type byte, then the length of the rest as an int32 that counts itself. A statement is
 *
 *     Parse 'P': name · text · no parameter types          when the connection has not prepared it yet
 *     Bind 'B': portal "" · name · all parameters binary · parameters · all columns binary
 *     Execute 'E': portal "" · all rows
 *     Sync 'S': ends the transaction
 *
 * Source: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
const PARSE = 0x50;
const BIND = 0x42;
const EXECUTE = 0x45;
const SYNC = 0x53;
const QUERY = 0x51;
const TERMINATE = 0x58;
const BINARY = 1;
/** Execute and Sync. */
const TAIL_BYTES = 10 + 5;

/** The messages that run a statement. */
export function encodeRun(statement: Statement, isPrepared: boolean, parameters: readonly Parameter[]): Buffer {
  const { name, text } = statement;
  let bindBytes = 4 + 1 + name.length + 1 + 4 + 2 + 4;
  for (const parameter of parameters) bindBytes += sizeOfParameter(parameter);
  const parseBytes = isPrepared ? 0 : 4 + name.length + 1 + Buffer.byteLength(text) + 1 + 2;
  const messages = Buffer.allocUnsafe((isPrepared ? 0 : 1 + parseBytes) + 1 + bindBytes + TAIL_BYTES);
  let at = isPrepared ? 0 : writeParse(statement, messages, parseBytes);
  messages[at] = BIND;
  at = messages.writeInt32BE(bindBytes, at + 1);
  messages[at] = 0;
  at = writeText(name, messages, at + 1);
  at = messages.writeInt16BE(1, at);
  at = messages.writeInt16BE(BINARY, at);
  at = messages.writeInt16BE(parameters.length, at);
  for (const parameter of parameters) at = writeParameter(parameter, messages, at);
  at = messages.writeInt16BE(1, at);
  at = messages.writeInt16BE(BINARY, at);
  writeTail(messages, at);
  return messages;
}

/** The message of the simple protocol. */
export function encodeScript(text: string): Buffer {
  const bytes = 4 + Buffer.byteLength(text) + 1;
  const message = Buffer.allocUnsafe(1 + bytes);
  message[0] = QUERY;
  writeText(text, message, message.writeInt32BE(bytes, 1));
  return message;
}

/** Says goodbye. */
export const terminate = Buffer.from([TERMINATE, 0, 0, 0, 4]);

function writeParse({ name, text }: Statement, into: Buffer, bytes: number): number {
  into[0] = PARSE;
  let at = into.writeInt32BE(bytes, 1);
  at = writeText(name, into, at);
  at = writeText(text, into, at);
  return into.writeInt16BE(0, at);
}

function writeTail(into: Buffer, start: number): void {
  into[start] = EXECUTE;
  let at = into.writeInt32BE(9, start + 1);
  into[at] = 0;
  at = into.writeInt32BE(0, at + 1);
  into[at] = SYNC;
  into.writeInt32BE(4, at + 1);
}

/** A text and the zero byte that ends it. */
function writeText(text: string, into: Buffer, at: number): number {
  const end = at + into.write(text, at, "utf8");
  into[end] = 0;
  return end + 1;
}
