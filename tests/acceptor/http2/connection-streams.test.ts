import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { okTrailers as ok } from "../../../src/acceptor/grpc/response-heads.ts";
import * as h2 from "../../support/http2/frames.ts";
import {
  ConnectionBench,
  call,
  callFields,
  data,
  open,
  openEnded,
  paddedData,
  ping,
  reset,
  windowUpdate,
} from "./connection-bench.ts";

/** RFC 9113, sections 4.1, 5.1, 6.1, 6.3, 6.4 and 8.1. */
const whole = h2.END_HEADERS | h2.END_STREAM;

function priority(stream: number, dependsOn: number): Buffer {
  return h2.frame(h2.Type.PRIORITY, 0, stream, Buffer.concat([h2.words(dependsOn), Buffer.of(16)]));
}

function trailers(stream: number, flags: number = whole, fields = [["x-sum", "1"]] as const): Buffer {
  return h2.frame(h2.Type.HEADERS, flags, stream, h2.fields(fields));
}

/** A bench on which stream 1 was answered to its end, by both. */
async function answered(): Promise<ConnectionBench> {
  const bench = await ConnectionBench.open();
  await bench.tell(call(1));
  bench.stream(1).answer(Buffer.alloc(1), 0, 1, ok);
  await bench.lines();
  return bench;
}

/** … that we have reset, with its client under way. */
async function resetByUs(): Promise<ConnectionBench> {
  const bench = await ConnectionBench.open();
  await bench.tell(open(1));
  bench.stream(1).reset(8);
  assert.deepEqual(await bench.lines(), ["RST_STREAM 1 CANCEL"]);
  return bench;
}

/** … that its client has given up. */
async function givenUp(): Promise<ConnectionBench> {
  const bench = await ConnectionBench.open();
  await bench.tell(open(1), reset(1));
  return bench;
}

/** … of which the client has said all, and which waits for its answer. */
async function halfClosed(): Promise<ConnectionBench> {
  const bench = await ConnectionBench.open();
  await bench.tell(call(1));
  return bench;
}

async function fresh(): Promise<ConnectionBench> {
  return await ConnectionBench.open();
}

type Case = readonly [make: () => Promise<ConnectionBench>, frames: readonly Buffer[], said: readonly string[]];

const cases: Readonly<Record<string, Case>> = {
  "DATA on stream 0": [fresh, [data(0, 1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "DATA on an idle stream": [fresh, [data(1, 1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "DATA on a stream that was skipped": [answered, [openEnded(5), data(3, 1)], []],
  "DATA on a stream of the server's": [fresh, [data(2, 1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "DATA behind the last": [halfClosed, [data(1, 1)], ["RST_STREAM 1 STREAM_CLOSED"]],
  "DATA on a stream that both have ended": [answered, [data(1, 1)], ["RST_STREAM 1 STREAM_CLOSED"]],
  "DATA on a stream that its client has given up": [givenUp, [data(1, 1)], ["RST_STREAM 1 STREAM_CLOSED"]],
  "DATA, HEADERS and all else on a stream that we have reset": [
    resetByUs,
    [data(1, 1), trailers(1), reset(1), windowUpdate(1, 1), priority(1, 0)],
    [],
  ],
  "HEADERS on stream 0": [fresh, [openEnded(0)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "HEADERS on a stream of the server's": [fresh, [openEnded(2)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "HEADERS on a stream that was skipped": [fresh, [openEnded(3), openEnded(1)], ["GOAWAY 3 PROTOCOL_ERROR"]],
  "HEADERS behind the last": [halfClosed, [trailers(1)], ["RST_STREAM 1 STREAM_CLOSED"]],
  "HEADERS on a stream that both have ended": [answered, [trailers(1)], ["GOAWAY 1 STREAM_CLOSED"]],
  "HEADERS on a stream that its client has given up": [givenUp, [trailers(1)], ["RST_STREAM 1 STREAM_CLOSED"]],
  "HEADERS that continue a request and do not end it": [
    fresh,
    [open(1), trailers(1, h2.END_HEADERS)],
    ["RST_STREAM 1 PROTOCOL_ERROR"],
  ],
  "trailers with a pseudo-field": [
    fresh,
    [open(1), h2.frame(h2.Type.HEADERS, whole, 1, h2.fields([[":path", "/"]]))],
    ["RST_STREAM 1 PROTOCOL_ERROR"],
  ],
  "RST_STREAM on stream 0": [fresh, [reset(0)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "RST_STREAM on an idle stream": [fresh, [reset(1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "RST_STREAM on a stream of the server's": [fresh, [reset(2)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "RST_STREAM of another length": [
    fresh,
    [open(1), h2.frame(h2.Type.RST_STREAM, 0, 1, Buffer.alloc(3))],
    ["GOAWAY 1 FRAME_SIZE_ERROR"],
  ],
  "RST_STREAM on streams that are over": [answered, [reset(1), reset(1)], []],
  "RST_STREAM with an error code that nobody knows": [fresh, [open(1), reset(1, 0xdead)], []],
  "PRIORITY on stream 0": [fresh, [priority(0, 1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "PRIORITY on streams in whatever state": [answered, [priority(1, 3), priority(3, 1), priority(99, 0)], []],
  "PRIORITY of another length, on a stream": [
    fresh,
    [open(1), h2.frame(h2.Type.PRIORITY, 0, 1, Buffer.alloc(4))],
    ["RST_STREAM 1 FRAME_SIZE_ERROR"],
  ],
  // A stream that is idle must not be reset.
  "PRIORITY of another length, on an idle stream": [
    fresh,
    [h2.frame(h2.Type.PRIORITY, 0, 1, Buffer.alloc(6))],
    ["GOAWAY 0 FRAME_SIZE_ERROR"],
  ],
  "PRIORITY of a stream on itself": [fresh, [open(1), priority(1, 1)], ["RST_STREAM 1 PROTOCOL_ERROR"]],
  "PRIORITY of an idle stream on itself": [fresh, [priority(1, 1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
  "HEADERS that depend on themselves": [
    fresh,
    [
      h2.frame(
        h2.Type.HEADERS,
        h2.PRIORITY | whole,
        1,
        Buffer.concat([h2.words(1), Buffer.of(0), h2.fields(callFields)]),
      ),
    ],
    ["RST_STREAM 1 PROTOCOL_ERROR"],
  ],
  PUSH_PROMISE: [
    fresh,
    [open(1), h2.frame(h2.Type.PUSH_PROMISE, h2.END_HEADERS, 1, h2.words(2))],
    ["GOAWAY 1 PROTOCOL_ERROR"],
  ],
  "frames of no known type, on any stream and of any length": [
    answered,
    [h2.frame(0x77, 0xff, 0), h2.frame(0xff, 0xff, 1, Buffer.alloc(100)), h2.frame(10, 0, 99, Buffer.alloc(16_384))],
    [],
  ],
  "a frame of no known type that is too long": [
    fresh,
    [h2.frame(0x77, 0, 0, Buffer.alloc(16_385))],
    ["GOAWAY 0 FRAME_SIZE_ERROR"],
  ],
  "DATA whose padding is all of it": [fresh, [open(1), paddedData(1, 0, 9)], []],
  "DATA whose padding is longer than it is": [
    fresh,
    [open(1), h2.frame(h2.Type.DATA, h2.PADDED, 1, Buffer.of(4, 1, 2, 3))],
    ["GOAWAY 1 PROTOCOL_ERROR"],
  ],
  "DATA that should be padded and is empty": [
    fresh,
    [open(1), h2.frame(h2.Type.DATA, h2.PADDED, 1)],
    ["GOAWAY 1 FRAME_SIZE_ERROR"],
  ],
  "flags that a frame does not have": [
    fresh,
    [ping(0xfe), h2.frame(h2.Type.SETTINGS, 0xfe, 0), h2.frame(h2.Type.DATA, 0, 2 ** 31 + 1)],
    ["PING ACK", "SETTINGS ACK", "GOAWAY 0 PROTOCOL_ERROR"],
  ],
};

const length = (bytes: number): HeaderPairs => [...callFields, ["content-length", String(bytes)]];
type HeaderPairs = typeof callFields;

const lengths: Readonly<Record<string, readonly [frames: readonly Buffer[], isSound: boolean]>> = {
  "as long as it says": [[open(1, length(7)), data(1, 3), data(1, 4, h2.END_STREAM)], true],
  "as long as it says, with padding": [
    [open(1, length(7)), paddedData(1, 3, 9), paddedData(1, 4, 9, h2.END_STREAM)],
    true,
  ],
  "as long as it says, with trailers": [[open(1, length(7)), data(1, 7), trailers(1)], true],
  "empty as it says": [[openEnded(1, length(0))], true],
  "longer than it says": [[open(1, length(7)), data(1, 8)], false],
  "longer than it says, by its last frame": [[open(1, length(7)), data(1, 7), data(1, 1, h2.END_STREAM)], false],
  "shorter than it says": [[open(1, length(7)), data(1, 6, h2.END_STREAM)], false],
  "shorter than it says, with trailers": [[open(1, length(7)), data(1, 6), trailers(1)], false],
  "empty though it says otherwise": [[openEnded(1, length(1))], false],
};

describe("a stream, or what comes on none", () => {
  for (const [what, [make, frames, said]] of Object.entries(cases)) {
    it(`${what}: ${said.join(", ") || "nothing is said"}`, async () => {
      const bench = await make();
      assert.deepEqual(await bench.tell(...frames), said);
      const isEnded = said.some((line) => line.startsWith("GOAWAY"));
      assert.equal(bench.socket.isEnded, isEnded);
      if (!isEnded) assert.deepEqual(await bench.tell(ping()), ["PING ACK"]);
      if (isEnded) assert.deepEqual(await bench.tell(ping(), call(101)), [], "nothing is taken behind the end");
    });
  }

  for (const [what, [frames, isSound]] of Object.entries(lengths)) {
    it(`whose request is ${what} is ${isSound ? "read" : "reset"}`, async () => {
      const bench = await ConnectionBench.open();
      assert.deepEqual(await bench.tell(...frames), isSound ? [] : ["RST_STREAM 1 PROTOCOL_ERROR"]);
      if (isSound) assert.equal(bench.arrival(1).hasEnded, true);
      assert.deepEqual(bench.open, isSound ? [1] : []);
    });
  }

  it("ends with trailers as with its last DATA, and nobody reads them", async () => {
    const bench = await ConnectionBench.open();
    assert.deepEqual(await bench.tell(open(1), data(1, 5), trailers(1)), []);
    assert.deepEqual([bench.arrival(1).bytes.length, bench.arrival(1).hasEnded], [5, true]);
    bench.stream(1).answer(Buffer.alloc(1), 0, 1, ok);
    assert.deepEqual(await bench.lines(), ["HEADERS 1 200", "DATA 1 6", "HEADERS 1 grpc 0 END"]);
  });

  it("that is answered before its client has said all is reset behind the answer, without an error", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(open(1), data(1, 5));
    bench.stream(1).end([["grpc-status", "3"]]);
    assert.deepEqual(await bench.lines(), ["HEADERS 1 200 grpc 3 END", "RST_STREAM 1 NO_ERROR"]);
    // What was under way is passed over.
    assert.deepEqual(await bench.tell(data(1, 5), data(1, 5, h2.END_STREAM), windowUpdate(1, 5)), []);
    assert.deepEqual([bench.arrival(1).bytes.length, bench.arrival(1).closed], [5, 1]);
  });

  it("that is given up hears of it once, and nothing is sent on it", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(windowUpdate(0, 1 << 20), call(1));
    const { stream } = bench.arrival(1);
    stream.write(Buffer.alloc(100_000), 0, 100_000, null);
    await bench.lines();
    bench.send(reset(1));
    assert.deepEqual([stream.isClosed, stream.hasParts], [true, false], "what waited is forgotten");
    stream.write(Buffer.alloc(1), 0, 1, null);
    stream.end(ok);
    stream.reset(8);
    assert.deepEqual(await bench.tell(windowUpdate(1, 100_000)), []);
    assert.deepEqual([bench.arrival(1).closed, bench.open], [1, []]);
  });

  it("over the limit is refused, and one is taken as soon as another is over", async () => {
    const bench = await ConnectionBench.open({ maxStreams: 2 });
    assert.deepEqual(await bench.tell(open(1), open(3), open(5)), ["RST_STREAM 5 REFUSED_STREAM"]);
    assert.deepEqual(bench.open, [1, 3]);
    assert.deepEqual(await bench.tell(reset(3), open(7)), []);
    assert.deepEqual(bench.open, [1, 7]);
    // A malformed one is malformed, whether there is room or not.
    assert.deepEqual(await bench.tell(openEnded(9, [])), ["RST_STREAM 9 PROTOCOL_ERROR"]);
  });

  it("counts as long as its answer has not been written to its end", async () => {
    const bench = await ConnectionBench.open({ maxStreams: 1 });
    await bench.tell(call(1));
    bench.stream(1).answer(Buffer.alloc(70_000), 0, 70_000, ok);
    await bench.lines();
    assert.deepEqual(await bench.tell(call(3)), ["RST_STREAM 3 REFUSED_STREAM"]);
    await bench.tell(windowUpdate(0, 70_000), windowUpdate(1, 70_000));
    assert.deepEqual(await bench.tell(call(5)), []);
    assert.deepEqual(bench.open, [5]);
  });

  it("hears of the connection's end when it is gone", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1), open(3));
    bench.connection.close();
    assert.deepEqual([bench.arrival(1).closed, bench.arrival(3).closed, bench.open], [1, 1, []]);
    assert.deepEqual(bench.news.slice(-2), ["drain", "closed"]);
  });
});
