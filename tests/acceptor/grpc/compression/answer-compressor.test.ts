import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it } from "node:test";
import { gunzipSync } from "node:zlib";
import {
  AnswerCompressor,
  LEAST_BYTES,
  MAX_COMPRESSING_BYTES,
} from "../../../../src/acceptor/grpc/compression/answer-compressor.ts";
import { CompressionCounters } from "../../../../src/acceptor/grpc/compression/compression-counters.ts";
import { framed } from "../../../support/raw-grpc.ts";

const MIB = 1024 * 1024;

/** Has messages compressed, and what became of each in the order in which it did. */
class Client {
  isClosed = false;
  readonly heard: (Buffer | null)[] = [];
  private wake: () => void = () => undefined;

  onCompressed(bytes: Buffer | null): void {
    this.heard.push(bytes);
    this.wake();
  }

  async hears(count: number): Promise<(Buffer | null)[]> {
    while (this.heard.length < count) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.heard;
  }
}

describe("compressing answers", () => {
  it("frames what comes out as compressed", async () => {
    const client = new Client();
    const message = Buffer.alloc(100_000, "to be or not to be ");
    assert.ok(new AnswerCompressor(1, new CompressionCounters()).tryCompress(framed(message), client));
    assert.deepEqual(client.heard, [], "it is done later");
    const [compressed] = (await client.hears(1)) as [Buffer];
    assert.deepEqual([compressed[0], compressed.readUInt32BE(1)], [1, compressed.length - 5]);
    assert.ok(compressed.length < message.length / 8);
    assert.deepEqual(gunzipSync(compressed.subarray(5)), message);
  });

  it("gives nothing where it would not get smaller by an eighth", async () => {
    const client = new Client();
    const counters = new CompressionCounters();
    const compressor = new AnswerCompressor(1, counters);
    // Of the second, nine tenths are noise.
    for (const noise of [100_000, 90_000, 60_000])
      compressor.tryCompress(framed(Buffer.concat([randomBytes(noise), Buffer.alloc(100_000 - noise)])), client);
    const results = await client.hears(3);
    assert.deepEqual(results.map((result) => result !== null).sort(), [false, false, true]);
    const bytesAfter = results.find((result) => result !== null)?.length;
    assert.deepEqual(
      { ...counters },
      { messages: 1, bytesBefore: 100_005, bytesAfter },
      "what left as it was is not counted",
    );
  });

  it("takes so many bytes at a time, and one message whatever its size", async () => {
    const client = new Client();
    const compressor = new AnswerCompressor(1, new CompressionCounters());
    const huge = framed(Buffer.alloc(MAX_COMPRESSING_BYTES + 1));
    assert.ok(compressor.tryCompress(huge, client));
    assert.equal(compressor.tryCompress(framed(Buffer.alloc(1)), client), false);
    await client.hears(1);
    const four = framed(Buffer.alloc(4 * MIB - 5));
    for (let i = 0; i < 4; i++) assert.ok(compressor.tryCompress(four, client));
    assert.equal(compressor.tryCompress(framed(Buffer.alloc(0)), client), false);
    await client.hears(2);
    assert.ok(compressor.tryCompress(four, client), "there is room for as much as is done");
    await client.hears(6);
  });

  it("takes so many short ones at a time as are done soon", async () => {
    const client = new Client();
    const compressor = new AnswerCompressor(1, new CompressionCounters());
    const short = framed(Buffer.alloc(1_000));
    const room = MAX_COMPRESSING_BYTES / LEAST_BYTES;
    for (let i = 0; i < room; i++) assert.ok(compressor.tryCompress(short, client));
    assert.equal(compressor.tryCompress(short, client), false);
    await client.hears(room);
    for (let i = 0; i < room; i++) assert.ok(compressor.tryCompress(short, client));
    await client.hears(2 * room);
  });

  it("does nothing for whoever is gone", async () => {
    const [gone, there] = [new Client(), new Client()];
    const compressor = new AnswerCompressor(1, new CompressionCounters());
    const message = framed(Buffer.alloc(100_000));
    // The first two are at work at once.
    for (let i = 0; i < 2; i++) compressor.tryCompress(message, there);
    compressor.tryCompress(message, gone);
    gone.isClosed = true;
    compressor.tryCompress(message, there);
    assert.deepEqual(await gone.hears(1), [null]);
    assert.ok((await there.hears(3)).every((result) => result !== null));
  });
});
