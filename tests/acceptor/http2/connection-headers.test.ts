import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { okTrailers as ok } from "../../../src/acceptor/grpc/response-heads.ts";
import { HpackDecoder } from "../../../src/acceptor/http2/hpack/hpack-decoder.ts";
import * as h2 from "../../support/http2/frames.ts";
import {
  ConnectionBench,
  call,
  callFields,
  data,
  open,
  openEnded,
  ping,
  settings,
  windowUpdate,
} from "./connection-bench.ts";
import { integer, literal, sizeUpdate } from "./hpack/blocks.ts";

/** RFC 9113, sections 4.3, 6.2, 6.10 and 10.5.1. */
const block = h2.fields(callFields);
const { END_HEADERS, END_STREAM, PADDED, PRIORITY } = h2;

const headers = (stream: number, flags: number, payload: Uint8Array): Buffer =>
  h2.frame(h2.Type.HEADERS, flags, stream, payload);
const continuation = (stream: number, flags: number, payload: Uint8Array): Buffer =>
  h2.frame(h2.Type.CONTINUATION, flags, stream, payload);

/** Literals that the other side's table keeps. */
const KEPT = 0x40;

const refused: Readonly<Record<string, readonly [frames: readonly Buffer[], code: string]>> = {
  "a block whose padding is longer than it is": [
    [headers(1, END_HEADERS | PADDED, Buffer.of(3, 1, 2))],
    "PROTOCOL_ERROR",
  ],
  "a block that should be padded and is empty": [[headers(1, END_HEADERS | PADDED, Buffer.of())], "FRAME_SIZE_ERROR"],
  "a block that should have a priority and has none": [
    [headers(1, END_HEADERS | PRIORITY, Buffer.alloc(4))],
    "FRAME_SIZE_ERROR",
  ],
  "a block with an index of nothing": [[headers(1, END_HEADERS, Buffer.of(0x80))], "COMPRESSION_ERROR"],
  "a block with an index beyond the tables": [[headers(1, END_HEADERS, Buffer.of(0xbe))], "COMPRESSION_ERROR"],
  "a block that is cut off": [[headers(1, END_HEADERS, block.subarray(0, -1))], "COMPRESSION_ERROR"],
  "a block with a table over the limit": [
    [headers(1, END_HEADERS, Buffer.concat([sizeUpdate(4097), block]))],
    "COMPRESSION_ERROR",
  ],
  "trailers that make no sense": [
    [open(1), headers(1, END_HEADERS | END_STREAM, Buffer.of(0x80))],
    "COMPRESSION_ERROR",
  ],
  "CONTINUATION of nothing": [[continuation(1, END_HEADERS, block)], "PROTOCOL_ERROR"],
  "CONTINUATION of a block that was whole": [[open(1), continuation(1, END_HEADERS, block)], "PROTOCOL_ERROR"],
  "CONTINUATION on another stream": [
    [headers(1, 0, block), continuation(3, END_HEADERS, Buffer.of())],
    "PROTOCOL_ERROR",
  ],
  "CONTINUATION on stream 0": [[headers(1, 0, block), continuation(0, END_HEADERS, Buffer.of())], "PROTOCOL_ERROR"],
  "DATA within a block": [[headers(1, 0, block), data(1, 1)], "PROTOCOL_ERROR"],
  "HEADERS within a block": [[headers(1, 0, block), headers(1, END_HEADERS, block)], "PROTOCOL_ERROR"],
  "PING within a block": [[headers(1, 0, block), ping()], "PROTOCOL_ERROR"],
  "a frame of no known type within a block": [[headers(1, 0, block), h2.frame(99, 0, 1)], "PROTOCOL_ERROR"],
};

describe("a header block", () => {
  for (const [what, [frames, code]] of Object.entries(refused)) {
    it(`${what} ends the connection`, async () => {
      const bench = await ConnectionBench.open();
      const lines = await bench.tell(...frames);
      assert.match(lines.join(), new RegExp(`^GOAWAY [01] ${code}$`));
      assert.ok(bench.news.includes("broken PROTOCOL_VIOLATED"));
    });
  }

  it("is read the same wherever it is cut into two frames", async () => {
    const bench = await ConnectionBench.open({ maxStreams: 1000 });
    for (let at = 0; at <= block.length; at++) {
      const stream = 2 * at + 1;
      bench.send(headers(stream, END_STREAM, block.subarray(0, at)));
      assert.equal(bench.arrivals.has(stream), false);
      bench.send(continuation(stream, END_HEADERS, block.subarray(at)));
      const { head, hasEnded } = bench.arrival(stream);
      assert.deepEqual([head.path, head.field("te"), hasEnded], ["/prism.v1.KeyValueService/Get", "trailers", true]);
    }
  });

  it("may be cut into 17 frames, some of them empty", async () => {
    const bench = await ConnectionBench.open();
    const parts = Array.from({ length: 15 }, (_, i) => continuation(1, 0, i === 7 ? block.subarray(3) : Buffer.of()));
    bench.send(headers(1, 0, block.subarray(0, 3)), ...parts, continuation(1, END_HEADERS, Buffer.of()));
    assert.equal(bench.arrival(1).head.method, "POST");
  });

  it("is read behind a priority and before padding", async () => {
    const bench = await ConnectionBench.open();
    const payload = h2.padded(Buffer.concat([h2.words(3), Buffer.of(9), block]), 11);
    assert.deepEqual(await bench.tell(headers(1, END_HEADERS | PADDED | PRIORITY, payload)), []);
    assert.equal(bench.arrival(1).head.path, "/prism.v1.KeyValueService/Get");
  });

  it("that is all padding is read as an empty one", async () => {
    const bench = await ConnectionBench.open();
    assert.deepEqual(await bench.tell(headers(1, END_HEADERS | PADDED, Buffer.of(2, 0, 0))), [
      "RST_STREAM 1 PROTOCOL_ERROR",
    ]);
  });

  it("whose fields count more than 16 KiB is answered, and those behind it are read right", async () => {
    const bench = await ConnectionBench.open();
    const kept = literal(KEPT, "x-kept", "v".repeat(100));
    const large = Buffer.concat([block, ...Array(5).fill(literal(0, "x", "v".repeat(3500))), kept]);
    const cut = [headers(1, END_STREAM, large.subarray(0, 9000)), continuation(1, END_HEADERS, large.subarray(9000))];
    assert.deepEqual(await bench.tell(...cut), ["HEADERS 1 200 grpc 3 END"]);
    assert.deepEqual(bench.news.at(0), "head too large 1");
    await bench.tell(headers(3, END_HEADERS, Buffer.concat([block, integer(0x80, 0x7f, 62)])));
    assert.equal(bench.arrival(3).head.field("x-kept"), "v".repeat(100));
  });

  it("of a stream that is refused, or malformed, or over, is read for the sake of those behind it", async () => {
    const bench = await ConnectionBench.open({ maxStreams: 1 });
    await bench.tell(open(1));
    const refusedOne = Buffer.concat([block, literal(KEPT, "x-a", "1")]);
    assert.deepEqual(await bench.tell(headers(3, END_HEADERS, refusedOne)), ["RST_STREAM 3 REFUSED_STREAM"]);
    await bench.tell(headers(5, END_HEADERS, literal(KEPT, "x-b", "2")));
    bench.stream(1).reset(8);
    await bench.tell(headers(1, END_HEADERS | END_STREAM, literal(KEPT, "x-c", "3")));
    await bench.tell(headers(7, END_HEADERS, Buffer.concat([block, Buffer.of(0xbe, 0xbf, 0xc0)])));
    const { head } = bench.arrival(7);
    assert.deepEqual([head.field("x-a"), head.field("x-b"), head.field("x-c")], ["1", "2", "3"]);
  });

  it("that repeats is decoded once, and is the same head again", async (t) => {
    const decode = t.mock.method(HpackDecoder.prototype, "decode");
    const bench = await ConnectionBench.open();
    const before = decode.mock.callCount();
    bench.send(call(1), call(3), open(5), openEnded(7));
    assert.equal(decode.mock.callCount() - before, 1);
    assert.equal(bench.arrival(1).head, bench.arrival(7).head);
    bench.arrival(1).head.memo = "kept";
    await bench.tell(call(9));
    assert.equal(bench.arrival(9).head.memo, "kept");
  });

  it("that repeats is decoded again when the table has changed in between", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(headers(1, END_HEADERS, Buffer.concat([block, literal(KEPT, "x", "old")])));
    const byIndex = Buffer.concat([block, Buffer.of(0xbe)]);
    await bench.tell(headers(3, END_HEADERS, byIndex), headers(5, END_HEADERS, byIndex));
    await bench.tell(headers(7, END_HEADERS, Buffer.concat([block, literal(KEPT, "x", "new")])));
    await bench.tell(headers(9, END_HEADERS, byIndex));
    const values = [3, 5, 9].map((stream) => bench.arrival(stream).head.field("x"));
    assert.deepEqual(values, ["old", "old", "new"]);
  });

  it("that changes the table is not taken for one that repeats", async () => {
    const bench = await ConnectionBench.open();
    const keeping = Buffer.concat([block, literal(KEPT, "x", "1")]);
    for (const stream of [1, 3, 5]) await bench.tell(headers(stream, END_HEADERS, keeping));
    // Three entries, the one like the other: the third is there.
    await bench.tell(headers(7, END_HEADERS, Buffer.concat([block, Buffer.of(0xc0)])));
    assert.equal(bench.arrival(7).head.field("x"), "1");
  });
});

describe("the header blocks of answers", () => {
  it("leave in the order in which they are coded, though messages before them wait for the window", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([4, 0]), call(1), call(3), call(5));
    // Each has a field that the others do not have, and the trailers of those that wait are coded when they leave.
    for (const id of [1, 3]) bench.stream(id).answer(Buffer.alloc(1), 0, 1, [...ok, ["x-of", `${id}`]]);
    bench.stream(5).end([
      ["grpc-status", "5"],
      ["x-of", "5"],
    ]);
    const fieldsOf = async (): Promise<(string | undefined)[]> =>
      (await bench.frameList()).filter(({ fields }) => fields !== null).map(({ fields }) => fields?.["x-of"]);
    assert.deepEqual(await fieldsOf(), [undefined, undefined, "5"]);
    bench.send(windowUpdate(3, 100), windowUpdate(1, 100));
    assert.deepEqual(await fieldsOf(), ["3", "1"]);
  });

  it("are the usual ones, or say what is said besides, as it comes", async () => {
    const bench = await ConnectionBench.open();
    const trailers = [ok, [...ok, ["prism-missed", "latency"]], ok, [["grpc-status", "5"]]] as const;
    for (const [i, fields] of trailers.entries()) {
      const stream = 2 * i + 1;
      await bench.tell(call(stream));
      bench.stream(stream).answer(Buffer.alloc(1), 0, 1, fields);
      const frames = await bench.frameList();
      assert.deepEqual(
        frames.map(({ type }) => type),
        [h2.Type.HEADERS, h2.Type.DATA, h2.Type.HEADERS],
      );
      assert.deepEqual(frames[2]?.fields, Object.fromEntries(fields));
    }
  });

  it("refer to what they repeat", async () => {
    const bench = await ConnectionBench.open();
    const bytes: number[] = [];
    for (const stream of [1, 3, 5]) {
      await bench.tell(call(stream));
      bench.stream(stream).answer(Buffer.alloc(1), 0, 1, ok);
      await bench.lines();
      bytes.push(bench.socket.writes.at(-1)?.length ?? 0);
    }
    assert.ok((bytes[1] ?? 0) < (bytes[0] ?? 0) && (bytes[1] ?? 0) < 50, bytes.join());
    assert.equal(bytes[1], bytes[2]);
  });

  it("that do not fit into a frame go on in CONTINUATION", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1));
    const long = "z".repeat(30_000);
    bench.stream(1).sendHead([["x-long", long]]);
    const frames = await bench.frameList();
    assert.deepEqual(
      frames.map(({ type }) => type),
      [h2.Type.HEADERS, ...Array(frames.length - 1).fill(h2.Type.CONTINUATION)],
    );
    assert.ok(frames.length > 1 && frames.every(({ payload }) => payload.length <= 16_384));
    assert.equal(frames.at(-1)?.fields?.["x-long"], long);
  });
});
