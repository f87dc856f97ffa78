import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { MessageStream } from "../../../src/acceptor/grpc/message-stream.ts";
import { UploadBudget } from "../../../src/acceptor/upload-budget.ts";
import { FakeCallStream } from "../../support/fake-call-stream.ts";
import { framed } from "../../support/raw-grpc.ts";

function open(maxMessageBytes = 1_000, encoding = "identity") {
  const stream = new FakeCallStream();
  const uploads = new UploadBudget(maxMessageBytes);
  const incoming = new MessageStream(stream, {
    encoding,
    maxMessageBytes,
    uploads,
    onBytes: () => undefined,
    onClosed: () => undefined,
  });
  return { stream, uploads, messages: incoming.messages() };
}

async function collected(messages: AsyncIterable<Buffer>): Promise<string[]> {
  const texts: string[] = [];
  for await (const message of messages) texts.push(message.toString());
  return texts;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("the messages of a call", () => {
  it("are found however their bytes are cut, in memory that the transport uses again", async () => {
    const bytes = Buffer.concat(["one", "", "and two"].map((text) => framed(Buffer.from(text))));
    for (let cut = 0; cut <= bytes.length; cut++) {
      const { stream, messages } = open();
      const coming = collected(messages);
      stream.give(bytes.subarray(0, cut), bytes.subarray(cut));
      stream.giveEnd();
      assert.deepEqual(await coming, ["one", "", "and two"], `cut at ${cut}`);
    }
  });

  it("are read no further than whoever takes them has come", async () => {
    const { stream, messages } = open();
    const first = messages.next();
    stream.give(framed(Buffer.from("one")));
    assert.equal(String((await first).value), "one");
    await turn();
    assert.equal(stream.isPaused, true);
    const second = messages.next();
    await turn();
    assert.equal(stream.isPaused, false);
    stream.give(framed(Buffer.from("two")));
    assert.equal(String((await second).value), "two");
  });

  it("wait for room, and give it back", async () => {
    const { stream, uploads, messages } = open(100);
    assert.equal(uploads.tryReserve(80), true);
    const first = messages.next();
    stream.give(framed(Buffer.alloc(50, "x")));
    await turn();
    assert.equal(stream.isPaused, true);
    uploads.release(80);
    assert.equal(((await first).value as Buffer).length, 50);
    assert.equal(uploads.tryReserve(51), false);
    stream.giveEnd();
    assert.equal((await messages.next()).done, true);
    assert.equal(uploads.tryReserve(100), true);
  });

  it("end in a failure when the last one is not whole, too large or not what it says", async () => {
    for (const [bytes, reason] of [
      [framed(Buffer.from("cut off")).subarray(0, -1), "MESSAGE_INCOMPLETE"],
      [Buffer.from([0, 0]), "MESSAGE_INCOMPLETE"],
      [Buffer.from([7, 0, 0, 0, 0]), "MESSAGE_MALFORMED"],
      [framed(Buffer.alloc(1_001)), "MESSAGE_TOO_LARGE"],
      [framed(Buffer.from("not gzip"), 1), "ENCODING_MISSING"],
    ] as const) {
      const { stream, uploads, messages } = open();
      const coming = collected(messages);
      stream.give(bytes);
      stream.giveEnd();
      await assert.rejects(coming, ({ failure }) => failure.reason === reason, reason);
      assert.equal(uploads.tryReserve(1_000), true, reason);
    }
  });

  it("are inflated", async () => {
    const { stream, messages } = open(1_000, "gzip");
    const coming = collected(messages);
    stream.give(framed(gzipSync("small"), 1));
    stream.giveEnd();
    assert.deepEqual(await coming, ["small"]);
  });

  it("end in a failure when the client is gone, also when it seemed to have said its last", async () => {
    for (const saysEnd of [false, true]) {
      const { stream, messages } = open();
      const coming = collected(messages);
      stream.give(framed(Buffer.from("one")));
      await turn();
      if (saysEnd) stream.giveEnd();
      stream.close();
      await assert.rejects(coming, ({ failure }) => failure.reason === "CALLER_GONE");
    }
  });
});
