import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as h2 from "../../support/http2/frames.ts";
import {
  type Arrival,
  ConnectionBench,
  call,
  data,
  open,
  openEnded,
  paddedData,
  reset,
  settings,
  windowUpdate,
} from "./connection-bench.ts";

/** RFC 9113, sections 5.2 and 6.9. */
const INITIAL_WINDOW_SIZE = 4;
const STREAM_WINDOW = 65_535;

const ok = [["grpc-status", "0"]] as const;

/** Sends a message of so many bytes with its prefix, and the trailers. */
function answer({ stream }: Arrival, bytes: number): void {
  stream.answer(Buffer.alloc(bytes - 5), 0, bytes - 5, ok);
}

describe("what a server sends", () => {
  it("goes in frames of 16384 bytes at most, until the window of the stream is used up", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(windowUpdate(0, 1 << 20), call(1));
    answer(bench.arrival(1), 100_000);
    const full = "DATA 1 16384";
    assert.deepEqual(await bench.lines(), ["HEADERS 1 200", full, full, full, "DATA 1 16383"]);
    assert.deepEqual(await bench.tell(windowUpdate(1, 34_464)), [full, full, "DATA 1 1696"]);
    assert.deepEqual(await bench.tell(windowUpdate(1, 1)), ["DATA 1 1", "HEADERS 1 grpc 0 END"]);
  });

  it("goes on by as much as the window of the stream is widened, and ends with the trailers", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(windowUpdate(0, 1 << 20), call(1));
    answer(bench.arrival(1), STREAM_WINDOW + 20);
    await bench.lines();
    assert.deepEqual(await bench.tell(windowUpdate(1, 5)), ["DATA 1 5"]);
    assert.deepEqual(await bench.tell(windowUpdate(1, 5), windowUpdate(1, 5)), ["DATA 1 10"]);
    assert.deepEqual(await bench.tell(windowUpdate(1, 1000)), ["DATA 1 5", "HEADERS 1 grpc 0 END"]);
    assert.deepEqual([bench.open, bench.arrival(1).closed], [[], 1]);
  });

  it("waits for the window of the connection, whatever those of the streams are", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1), call(3));
    answer(bench.arrival(1), 60_000);
    answer(bench.arrival(3), 60_000);
    const sent = (await bench.frameList()).filter(({ type }) => type === h2.Type.DATA);
    assert.equal(
      sent.reduce((sum, { payload }) => sum + payload.length, 0),
      STREAM_WINDOW,
    );
    assert.deepEqual(bench.open, [1, 3]);
    assert.deepEqual(await bench.tell(windowUpdate(1, 60_000), windowUpdate(3, 60_000)), []);
    const lines = await bench.tell(windowUpdate(0, 54_465));
    assert.deepEqual([lines.at(-1), bench.connection.sendWindow], ["HEADERS 3 grpc 0 END", 0]);
    assert.deepEqual(bench.open, []);
  });

  it("waits when it would fit and others wait before it", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([INITIAL_WINDOW_SIZE, 0]), call(1), call(3));
    bench.stream(1).write(Buffer.alloc(5), 0, 5, null);
    bench.stream(1).write(Buffer.alloc(1), 0, 1, null);
    bench.stream(1).end(ok);
    assert.deepEqual(await bench.lines(), ["HEADERS 1 200"]);
    assert.deepEqual(await bench.tell(windowUpdate(1, 10)), ["DATA 1 10"]);
    assert.deepEqual(await bench.tell(windowUpdate(1, 6)), ["DATA 1 6", "HEADERS 1 grpc 0 END"]);
  });

  it("does not overtake what waits on its stream, though there is room at last", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([INITIAL_WINDOW_SIZE, 0]), call(1));
    bench.stream(1).write(Buffer.alloc(5), 0, 5, null);
    bench.send(windowUpdate(1, 100));
    bench.stream(1).write(Buffer.alloc(1), 0, 1, null);
    assert.deepEqual(await bench.lines(), ["HEADERS 1 200", "DATA 1 10", "DATA 1 6"]);
  });

  it("waits for the window of the connection, however little it is", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1), call(3));
    answer(bench.arrival(1), STREAM_WINDOW);
    await bench.lines();
    answer(bench.arrival(3), 6);
    assert.deepEqual(await bench.lines(), ["HEADERS 3 200"]);
    assert.deepEqual(await bench.tell(windowUpdate(0, 6)), ["DATA 3 6", "HEADERS 3 grpc 0 END"]);
  });

  it("is a frame of each stream in turn, so that none waits for the whole of another", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([INITIAL_WINDOW_SIZE, 1 << 20]), call(1), call(3), call(5));
    for (const stream of [1, 3, 5]) answer(bench.arrival(stream), 100_000);
    await bench.lines();
    const lines = await bench.tell(windowUpdate(0, 6 * 16_384));
    const streams = lines.filter((line) => line.startsWith("DATA")).map((line) => Number(line.split(" ")[1]));
    assert.equal(streams.length >= 6, true, lines.join());
    for (let i = 3; i < streams.length; i++) assert.equal(streams[i], streams[i - 3], lines.join());
    assert.equal(new Set(streams).size, 3);
  });

  it("of a small answer is not kept waiting by a large one whose window is used up", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(windowUpdate(0, 1 << 20), call(1), call(3));
    answer(bench.arrival(1), 1 << 20);
    await bench.lines();
    answer(bench.arrival(3), 6);
    assert.deepEqual(await bench.lines(), ["HEADERS 3 200", "DATA 3 6", "HEADERS 3 grpc 0 END"]);
  });

  it("is never more than both windows let it, whatever they are", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([INITIAL_WINDOW_SIZE, 100]), call(1), call(3));
    answer(bench.arrival(1), 300);
    answer(bench.arrival(3), 300);
    let windows = new Map([
      [0, STREAM_WINDOW],
      [1, 100],
      [3, 100],
    ]);
    const take = async (): Promise<void> => {
      for (const { type, stream, payload } of await bench.frameList()) {
        if (type !== h2.Type.DATA) continue;
        for (const id of [0, stream]) windows.set(id, (windows.get(id) ?? 0) - payload.length);
      }
      for (const left of windows.values()) assert.ok(left >= 0, JSON.stringify([...windows]));
    };
    await take();
    for (let i = 1; i <= 60 && bench.open.length > 0; i++) {
      const stream = i % 2 === 0 ? 1 : 3;
      windows = windows.set(stream, (windows.get(stream) ?? 0) + (i % 17));
      bench.send(windowUpdate(stream, i % 17 || 1));
      if (i % 17 === 0) windows.set(stream, (windows.get(stream) ?? 0) + 1);
      await take();
    }
    assert.deepEqual(bench.open, []);
  });

  it("has a callback when it has left, and not before", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([INITIAL_WINDOW_SIZE, 10]), call(1));
    const left: string[] = [];
    bench.stream(1).write(Buffer.alloc(5), 0, 5, () => left.push("first"));
    bench.stream(1).write(Buffer.alloc(5), 0, 5, () => left.push("second"));
    assert.deepEqual(left, []);
    await bench.lines();
    assert.deepEqual(left, ["first"]);
    bench.socket.isSlow = true;
    await bench.tell(windowUpdate(1, 10));
    assert.deepEqual(left, ["first"]);
    bench.drain();
    assert.deepEqual(left, ["first", "second"]);
  });

  for (const [what, frames, said] of [
    ["of 0 on a stream resets it", [call(1), windowUpdate(1, 0)], ["RST_STREAM 1 PROTOCOL_ERROR"]],
    ["of 0 on the connection ends it", [windowUpdate(0, 0)], ["GOAWAY 0 PROTOCOL_ERROR"]],
    [
      "over 2^31 - 1 on a stream resets it",
      [call(1), windowUpdate(1, 2 ** 31 - 1)],
      ["RST_STREAM 1 FLOW_CONTROL_ERROR"],
    ],
    ["over 2^31 - 1 on the connection ends it", [windowUpdate(0, 2 ** 31 - 1)], ["GOAWAY 0 FLOW_CONTROL_ERROR"]],
    ["on an idle stream ends the connection", [windowUpdate(3, 1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
    ["on a stream of the server's ends the connection", [windowUpdate(2, 1)], ["GOAWAY 0 PROTOCOL_ERROR"]],
    ["on a stream that was reset is passed over", [call(1), reset(1), windowUpdate(1, 1), windowUpdate(1, 0)], []],
    [
      "of another length ends the connection",
      [h2.frame(h2.Type.WINDOW_UPDATE, 0, 0, Buffer.alloc(5))],
      ["GOAWAY 0 FRAME_SIZE_ERROR"],
    ],
    ["to exactly 2^31 - 1 is taken", [windowUpdate(0, 2 ** 31 - 1 - STREAM_WINDOW)], []],
    // The first bit is reserved.
    ["has its first bit passed over", [windowUpdate(0, 2 ** 31 + 1)], []],
  ] as const) {
    it(`WINDOW_UPDATE ${what}`, async () => {
      const bench = await ConnectionBench.open();
      assert.deepEqual(await bench.tell(...frames), said);
    });
  }
});

describe("what a client sends", () => {
  it("is followed by room for as much when it was read, on its stream from half a window on", async () => {
    const bench = await ConnectionBench.open();
    assert.deepEqual(await bench.tell(open(1), data(1, 16_384)), []);
    assert.deepEqual(await bench.tell(data(1, 16_384)), ["WINDOW_UPDATE 1 32768"]);
    assert.deepEqual(await bench.tell(data(1, 100, h2.END_STREAM)), []);
    assert.equal(bench.arrival(1).bytes.length, 32_868);
  });

  it("is followed by room on the connection from half a mebibyte on, whoever it was for", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined });
    for (let stream = 1; stream < 17; stream += 2)
      assert.deepEqual(
        await bench.tell(open(stream), data(stream, 16_384), data(stream, 16_384), data(stream, 16_384)),
        [],
      );
    assert.deepEqual(await bench.tell(open(17), ...Array(3).fill(data(17, 16_384))), []);
    assert.deepEqual(await bench.tell(open(19), ...Array(3).fill(data(19, 16_384))), []);
    assert.deepEqual(await bench.tell(open(21), ...Array(3).fill(data(21, 16_384))), ["WINDOW_UPDATE 0 524288"]);
  });

  it("over the window of its stream resets the stream", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined });
    await bench.tell(open(1), ...Array(3).fill(data(1, 16_384)), data(1, 16_383));
    assert.deepEqual(await bench.tell(data(1, 1)), ["RST_STREAM 1 FLOW_CONTROL_ERROR"]);
    assert.deepEqual(bench.open, []);
  });

  it("over the window of its connection ends the connection", async () => {
    // No more is asked for than came: so it takes a connection that gives nothing back.
    const bench = await ConnectionBench.open({ onRequest: () => undefined });
    bench.connection.sendWindowUpdate = () => undefined;
    Object.assign(bench.connection.incoming, { receiveLeft: 100 });
    assert.deepEqual(await bench.tell(open(1), data(1, 101)), ["GOAWAY 1 FLOW_CONTROL_ERROR"]);
  });

  it("of padding counts in both windows, and is given back at once, even when nobody reads", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined });
    await bench.tell(open(1));
    const lines: string[] = [];
    for (let i = 0; i < 129; i++) lines.push(...(await bench.tell(paddedData(1, 0, 255))));
    assert.deepEqual(lines, ["WINDOW_UPDATE 1 32768"]);
    assert.deepEqual(await bench.tell(...Array(3).fill(data(1, 16_384)), data(1, 16_000)), []);
    assert.deepEqual(await bench.tell(data(1, 512)), ["RST_STREAM 1 FLOW_CONTROL_ERROR"]);
  });

  it("on streams that are over is given back on the connection", async () => {
    const bench = await ConnectionBench.open();
    bench.send(open(1));
    bench.stream(1).reset(8);
    await bench.lines();
    const lines: string[] = [];
    for (let i = 0; i < 32; i++) lines.push(...(await bench.tell(data(1, 16_384))));
    assert.deepEqual(lines, ["WINDOW_UPDATE 0 524288"]);
  });

  it("on a paused stream holds that stream up alone", async () => {
    const bench = await ConnectionBench.open();
    bench.send(open(1), open(3));
    bench.stream(1).pause();
    const three = Array(3).fill(data(1, 16_384));
    assert.deepEqual(await bench.tell(...three), []);
    const lines: string[] = [];
    for (let i = 0; i < 64; i++) lines.push(...(await bench.tell(data(3, 16_384))));
    assert.equal(bench.arrival(3).bytes.length, 64 * 16_384);
    assert.equal(lines.filter((line) => line === "WINDOW_UPDATE 3 32768").length, 32);
    assert.equal(bench.arrival(1).bytes.length, 0);
    bench.stream(1).resume();
    assert.deepEqual(await bench.lines(), ["WINDOW_UPDATE 1 49152"]);
    assert.equal(bench.arrival(1).bytes.length, 3 * 16_384);
  });

  it("while nobody reads comes whole and in its order when somebody does, its end behind it", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined });
    bench.send(open(1));
    const sent: Buffer[] = [];
    for (let i = 0; i < 500; i++) {
      const bytes = Buffer.alloc(i % 100, i);
      sent.push(bytes);
      bench.send(data(1, bytes, i === 499 ? h2.END_STREAM : 0));
    }
    const arrival = bench.arrival(1);
    assert.deepEqual([arrival.chunks.length, arrival.hasEnded], [0, false]);
    arrival.stream.read(arrival);
    assert.deepEqual(arrival.bytes, Buffer.concat(sent));
    assert.equal(arrival.hasEnded, true);
  });

  it("has an end that is heard once, after all that was held", async () => {
    const bench = await ConnectionBench.open();
    bench.send(open(1));
    const { stream } = bench.arrival(1);
    stream.pause();
    bench.send(data(1, 7), data(1, 0, h2.END_STREAM));
    assert.deepEqual([bench.arrival(1).hasEnded, stream.isReadToEnd], [false, false]);
    stream.resume();
    stream.pause();
    stream.resume();
    assert.deepEqual([bench.arrival(1).hasEnded, bench.arrival(1).bytes.length, stream.isReadToEnd], [true, 7, true]);
  });

  it("is not held when its stream is over", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined });
    await bench.tell(open(1), data(1, 1000));
    const arrival = bench.arrival(1);
    bench.send(reset(1));
    arrival.stream.read(arrival);
    assert.deepEqual([arrival.bytes.length, arrival.hasEnded], [0, false]);
  });

  it("in one frame with its end needs no room after it", async () => {
    const bench = await ConnectionBench.open();
    bench.send(open(1), data(1, 16_384), data(1, 16_384, h2.END_STREAM));
    assert.deepEqual(await bench.lines(), []);
    assert.deepEqual(await bench.tell(openEnded(3)), []);
  });
});
