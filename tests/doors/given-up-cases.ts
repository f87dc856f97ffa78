import type { ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import { encodeMessage, type Field } from "../support/protobuf.ts";
import { answerOf, framed, type RawGrpc } from "../support/raw-grpc.ts";

/** Calls that end in any way but well, on one connection: each is made many times, and must leave nothing taken. */

/** A value of which two make a large one, and some dozens more than a connection has room for. */
const part = Buffer.alloc(600_000, "0123456789abcdef");

const message = (...fields: Field[]): Buffer => framed(encodeMessage(...fields));
const target = (...more: Field[]): Buffer => message([1, "memory"], [2, "given-up"], [3, part], ...more);
const rest = message([3, part]);
const put = target();
const read = (key: string): Buffer => message([1, "memory"], [2, key]);

interface Spoken {
  readonly service?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly messages: readonly Buffer[];
  /** The client says that it has said all. */
  readonly isWhole?: boolean;
  /** The client gives it up when something of the answer has come, or after so many milliseconds; else it waits for the answer. */
  readonly givenUp?: "answered" | number;
}

async function speak(client: RawGrpc, method: string, spoken: Spoken): Promise<number | null> {
  const { service = "KeyValueService", headers = {}, messages, isWhole = false, givenUp } = spoken;
  const stream = client.open(`/prism.v1.${service}/${method}`, headers);
  const answer = answerOf(stream);
  for (const each of messages) if (!stream.destroyed) stream.write(each);
  if (isWhole) stream.end();
  if (givenUp !== undefined) {
    await (givenUp === "answered" ? firstOf(stream) : new Promise((resolve) => setTimeout(resolve, givenUp)));
    stream.close(CANCEL);
  }
  return (await answer).status;
}

function firstOf(stream: ClientHttp2Stream): Promise<void> {
  return new Promise((resolve) => {
    stream.once("data", () => resolve());
    stream.once("close", () => resolve());
  });
}

type Case = (client: RawGrpc, i: number) => Promise<number | null>;

/** By what happens to them. The key `large` has a value of several chunks, `small` one that is a message. */
export const givenUpCalls: Readonly<Record<string, Case>> = {
  "a stream of a value for no namespace": (client) =>
    speak(client, "PutStream", { messages: [message([1, "nowhere"], [2, "k"], [3, part]), rest, rest] }),
  "a stream of a value that is not what it claims to be": (client) =>
    speak(client, "PutStream", { messages: [target(), message([3, part], [10, Buffer.alloc(32)])], isWhole: true }),
  "a stream of a value with another version": (client) =>
    speak(client, "PutStream", {
      messages: [message([1, "memory"], [2, "small"], [3, part], [8, 0]), rest],
      isWhole: true,
    }),
  "a stream whose second message is too large": (client) =>
    speak(client, "PutStream", { messages: [target(), Buffer.of(0, 0x7f, 0, 0, 0)] }),
  "a stream that is given up": (client, i) =>
    speak(client, "PutStream", { messages: [target(), rest, rest], givenUp: i % 12 }),
  "a stream that is out of time": (client, i) =>
    speak(client, "PutStream", { messages: [target(), rest, rest], headers: { "grpc-timeout": `${1 + (i % 12)}m` } }),
  "a stream that is compressed and is not": (client) =>
    speak(client, "PutStream", { messages: [framed(part, 1), framed(part, 1)], headers: { "grpc-encoding": "gzip" } }),
  "a message that is given up before it is whole": (client, i) =>
    speak(client, "Put", { messages: [put.subarray(0, 300_000)], givenUp: i % 3 }),
  "a message that is given up": (client, i) => speak(client, "Put", { messages: [put], isWhole: true, givenUp: i % 5 }),
  "a message that is out of time": (client, i) =>
    speak(client, "Put", { messages: [put.subarray(0, 400_000)], headers: { "grpc-timeout": `${1 + (i % 3)}m` } }),
  "a message that is compressed and is not": (client) =>
    speak(client, "Put", { messages: [framed(part, 1)], headers: { "grpc-encoding": "gzip" }, isWhole: true }),
  "two messages where one is due": (client) => speak(client, "Put", { messages: [put, put], isWhole: true }),
  "an answer that is given up": (client) =>
    speak(client, "Get", { messages: [read("small")], isWhole: true, givenUp: "answered" }),
  "a value's parts that are given up": (client, i) =>
    speak(client, "GetStream", { messages: [read("large")], isWhole: true, givenUp: i % 2 === 0 ? "answered" : i % 8 }),
  "a value's parts that are out of time": (client, i) =>
    speak(client, "GetStream", {
      messages: [read("large")],
      isWhole: true,
      headers: { "grpc-timeout": `${1 + (i % 8)}m` },
    }),
  "a scan that is given up": (client) =>
    speak(client, "ScanStream", { messages: [message([1, "memory"], [5, 1])], isWhole: true, givenUp: "answered" }),
  "a subscription that is given up": (client, i) =>
    speak(client, "Subscribe", {
      service: "StreamService",
      messages: [message([1, "events"])],
      isWhole: true,
      givenUp: i % 2 === 0 ? "answered" : i % 4,
    }),
};

const CANCEL = 8;
