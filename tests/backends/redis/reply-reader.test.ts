import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RedisError } from "../../../src/backends/redis/resp/redis-error.ts";
import { ReplyReader } from "../../../src/backends/redis/resp/reply-reader.ts";
import { type Reply, ReplyBuilder } from "../../../src/backends/redis/resp/reply-taker.ts";

/** Reads a stream of replies that comes in these chunks. */
function read(chunks: readonly Buffer[]): Reply[] {
  const replies: Reply[] = [];
  let builder = new ReplyBuilder();
  const reader = new ReplyReader({
    nextTaker: () => (builder = new ReplyBuilder()),
    endReply: (error) => void replies.push(error ?? builder.reply),
  });
  for (const chunk of chunks) {
    // A socket may use its memory again.
    const borrowed = Buffer.from(chunk);
    reader.push(borrowed);
    borrowed.fill(0x3f);
  }
  return replies;
}

const stream = Buffer.from(
  "+OK\r\n:-12\r\n$5\r\nab\r\nc\r\n$0\r\n\r\n$-1\r\n*-1\r\n*0\r\n*3\r\n$1\r\nx\r\n*2\r\n:1\r\n$-1\r\n-ERR in it\r\n-OOM no room\r\n:9007199254740991\r\n",
  "latin1",
);
const expected = [
  "OK",
  -12,
  "ab\r\nc",
  "",
  null,
  null,
  [],
  ["x", [1, null], new RedisError("ERR in it")],
  new RedisError("OOM no room"),
  9007199254740991,
];

test("reads replies of every kind, split at any two bytes", () => {
  assert.deepEqual(read([stream]), expected);
  for (let first = 0; first <= stream.length; first++) {
    for (let second = first; second <= stream.length; second++) {
      const chunks = [stream.subarray(0, first), stream.subarray(first, second), stream.subarray(second)];
      assert.deepEqual(read(chunks), expected, `split at ${first} and ${second}`);
    }
  }
});

test("reads replies that come byte by byte", () => {
  assert.deepEqual(read([...stream].map((byte) => Buffer.from([byte]))), expected);
});

test("reads any replies, cut anywhere", () => {
  const { reply } = fc.letrec<{ reply: Reply; array: readonly Reply[] }>((tie) => ({
    reply: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: "binary-ascii", maxLength: 40 }),
      fc.maxSafeInteger(),
      fc.constant(null),
      tie("array"),
    ),
    array: fc.array(tie("reply"), { maxLength: 5 }),
  }));
  fc.assert(
    fc.property(fc.array(reply, { maxLength: 6 }), fc.array(fc.nat(200), { maxLength: 6 }), (replies, cuts) => {
      const bytes = Buffer.from(replies.map(encode).join(""), "latin1");
      const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
      assert.deepEqual(read(chunks), replies);
    }),
  );
});

test("reads a large value that comes in many chunks without copying it anew for each", () => {
  const value = "v".repeat(8 * 1024 * 1024);
  const bytes = Buffer.from(`$${value.length}\r\n${value}\r\n:7\r\n`, "latin1");
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 1000) chunks.push(bytes.subarray(at, at + 1000));
  const startedMs = performance.now();
  const [first, second] = read(chunks);
  assert.equal((first as string).length, value.length);
  assert.equal(second, 7);
  // Quadratic copying of 8 MiB in 8,389 chunks would move 35 GB.
  assert.ok(performance.now() - startedMs < 5_000);
});

test("refuses what is not RESP", () => {
  assert.throws(() => read([Buffer.from("HTTP/1.1 400 Bad Request\r\n")]), /not of RESP2|no number/);
  assert.throws(() => read([Buffer.from("$1x\r\n")]), /no number/);
});

function encode(reply: Reply): string {
  if (reply === null) return "$-1\r\n";
  if (typeof reply === "number") return `:${reply}\r\n`;
  if (typeof reply === "string") return `$${reply.length}\r\n${reply}\r\n`;
  if (reply instanceof RedisError) return `-${reply.message}\r\n`;
  return `*${reply.length}\r\n${reply.map(encode).join("")}`;
}
