import assert from "node:assert/strict";
import { once } from "node:events";
import { type OutgoingHttpHeaders, sensitiveHeaders } from "node:http2";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { HeaderPairs } from "../../../../src/acceptor/http2/header-pairs.ts";
import { DecodeResult, HpackDecoder } from "../../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import { HpackEncoder } from "../../../../src/acceptor/http2/hpack/hpack-encoder.ts";
import { decodeAll, encodeAll, fieldsOf, roomy } from "./blocks.ts";
import { ACK, END_HEADERS, END_STREAM, FrameType, Nghttp2Client } from "./nghttp2-client.ts";

/** Names and values that both sides of node:http2 let pass as they are. */
const name = fc.oneof(
  fc.constantFrom("user-agent", "authorization", "grpc-timeout", "traceparent", "grpc-message", "x-a", "x-b", "accept"),
  fc.stringMatching(/^x-[a-z0-9]{1,12}$/),
);
const value = fc.oneof(
  fc.constantFrom("0", "99m", "grpc-go/1.70.0", "a".repeat(1000), "!".repeat(3000)),
  fc.stringMatching(/^[!-~]{1,30}$/),
  fc.stringMatching(/^[!-~\x80-\xff]{1,30}$/),
);
const headers = fc.dictionary(name, value, { maxKeys: 12, noNullPrototype: true });
const tableBytes = fc.constantFrom(0, 50, 200, 1000, 4096, 65_536);

const requestLine = { ":method": "POST", ":scheme": "http", ":authority": "localhost", ":path": "/a.b/C" };

describe("header blocks of nghttp2", () => {
  it("are decoded to what went in, before and after it has heard of the table that we allow", async () => {
    const requests = fc.array(fc.record({ fields: headers, areSecret: fc.boolean() }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(tableBytes, requests, requests, async (bytes, before, after) => {
        const client = new Nghttp2Client();
        const decoder = new HpackDecoder({ ...roomy, maxTableBytes: bytes });
        for (const request of before) await checkRequest(client, decoder, request);
        client.sendTableBytes(bytes);
        await client.acknowledged();
        decoder.settingsAcknowledged();
        for (const request of after) await checkRequest(client, decoder, request);
        await client.close();
      }),
      { numRuns: 60 },
    );
  });

  async function checkRequest(
    client: Nghttp2Client,
    decoder: HpackDecoder,
    { fields, areSecret }: { fields: Record<string, string>; areSecret: boolean },
  ): Promise<void> {
    const sent: OutgoingHttpHeaders = { ...requestLine, ...fields };
    if (areSecret) Object.assign(sent, { [sensitiveHeaders]: Object.keys(fields) });
    client.session.request(sent).on("error", () => {});
    const { block } = await client.nextBlock();
    assert.equal(decodeAll(decoder, block), DecodeResult.OK);
    const expected = Object.entries({ ...requestLine, ...fields }).map(([name, value]) => `${name}: ${value}`);
    assert.deepEqual(fieldsOf(decoder).sort(), expected.sort());
  }
});

describe("header blocks of our encoder", () => {
  it("are decoded by nghttp2 to what went in, whatever table it allows from one to the next", async () => {
    const own = fc.constantFrom<HeaderPairs[]>(
      [],
      [["content-type", "application/grpc+proto"]],
      [
        ["content-type", "application/grpc+proto"],
        ["grpc-accept-encoding", "identity,deflate,gzip"],
        ["grpc-status", "0"],
      ],
      [
        ["grpc-status", "5"],
        ["set-cookie", "a=b"],
      ],
    );
    const answer = fc.record({
      own,
      fields: headers,
      sizes: fc.oneof(fc.constant<number[]>([]), fc.array(tableBytes, { maxLength: 3 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 10 }), async (answers) => {
        const client = new Nghttp2Client();
        const encoder = new HpackEncoder();
        client.send(FrameType.SETTINGS, 0, 0, Buffer.alloc(0));
        await client.nextTableBytes();
        client.send(FrameType.SETTINGS, ACK, 0, Buffer.alloc(0));
        for (const { own, fields, sizes } of answers) {
          for (const bytes of sizes) await allow(client, encoder, bytes);
          await checkAnswer(client, encoder, [[":status", "200"], ...own, ...Object.entries(fields)]);
        }
        await client.close();
      }),
      { numRuns: 60 },
    );
  });

  async function allow(client: Nghttp2Client, encoder: HpackEncoder, bytes: number): Promise<void> {
    client.session.settings({ headerTableSize: bytes });
    encoder.setMaxTableBytes((await client.nextTableBytes()) ?? 4096);
    client.send(FrameType.SETTINGS, ACK, 0, Buffer.alloc(0));
  }

  async function checkAnswer(client: Nghttp2Client, encoder: HpackEncoder, pairs: HeaderPairs): Promise<void> {
    const stream = client.session.request(requestLine, { endStream: true });
    const { streamId } = await client.nextBlock();
    const response = once(stream, "response");
    client.send(FrameType.HEADERS, END_HEADERS | END_STREAM, streamId, encodeAll(encoder, pairs));
    const raw = (await response)[2] as string[];
    assert.deepEqual(raw, pairs.flat());
    stream.resume();
  }
});
