import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { okTrailers as ok } from "../../../src/acceptor/grpc/response-heads.ts";
import { Ping } from "../../../src/acceptor/http2/control-writer.ts";
import * as h2 from "../../support/http2/frames.ts";
import {
  ConnectionBench,
  call,
  data,
  open,
  openEnded,
  ping,
  reset,
  settings,
  turn,
  windowUpdate,
} from "./connection-bench.ts";

/** RFC 9113, sections 5.4.1, 6.7 and 6.8. */
const LAST = 2 ** 31 - 1;

function goAway(lastStream = 0): Buffer {
  return h2.frame(h2.Type.GOAWAY, 0, 0, h2.words(lastStream, 0));
}

function answer(bench: ConnectionBench, stream: number): void {
  bench.stream(stream).answer(Buffer.alloc(1), 0, 1, ok);
}

describe("PING", () => {
  it("is answered with its own bytes", async () => {
    const bench = await ConnectionBench.open();
    bench.send(
      h2.frame(h2.Type.PING, 0, 0, Buffer.from("8 bytes.")),
      h2.frame(h2.Type.PING, 0, 0, Buffer.from("another.")),
    );
    const frames = await bench.frameList();
    assert.deepEqual(
      frames.map(({ flags, payload }) => [flags, payload.toString()]),
      [
        [h2.ACK, "8 bytes."],
        [h2.ACK, "another."],
      ],
    );
  });

  it("of ours that is answered is heard, and not answered", async () => {
    const bench = await ConnectionBench.open();
    bench.connection.ping();
    assert.deepEqual(await bench.lines(), ["PING"]);
    assert.deepEqual(await bench.tell(pong(0, Ping.KEEP_ALIVE)), []);
    assert.deepEqual(bench.news, [`pong ${Ping.KEEP_ALIVE}`]);
  });

  it("of ours says in its answer what it was for, and an answer to none of ours says nothing", async () => {
    const bench = await ConnectionBench.open();
    bench.connection.ping();
    bench.connection.goAway();
    const sent = (await bench.frameList()).filter(({ type }) => type === h2.Type.PING);
    bench.send(pong(0, 0), pong(0, 3), pong(1, Ping.GOODBYE), pong(1, Ping.KEEP_ALIVE));
    for (const { payload } of sent) bench.send(h2.frame(h2.Type.PING, h2.ACK, 0, payload));
    assert.deepEqual(bench.news, [`pong ${Ping.KEEP_ALIVE}`, `pong ${Ping.GOODBYE}`]);
  });

  for (const [what, frame, code] of [
    ["on a stream", h2.frame(h2.Type.PING, 0, 1, Buffer.alloc(8)), "PROTOCOL_ERROR"],
    ["of another length", h2.frame(h2.Type.PING, 0, 0, Buffer.alloc(7)), "FRAME_SIZE_ERROR"],
    ["that answers, of another length", h2.frame(h2.Type.PING, h2.ACK, 0, Buffer.alloc(9)), "FRAME_SIZE_ERROR"],
  ] as const) {
    it(`${what} ends the connection`, async () => {
      const bench = await ConnectionBench.open();
      assert.deepEqual(await bench.tell(frame), [`GOAWAY 0 ${code}`]);
    });
  }
});

describe("GOAWAY", () => {
  it("is said twice: first nothing is refused, and streams behind the second are not served", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1));
    bench.connection.goAway();
    assert.deepEqual(await bench.lines(), [`GOAWAY ${LAST} NO_ERROR`, "PING"]);
    // Opened before the client has heard of it.
    await bench.tell(call(3));
    assert.equal(bench.arrivals.has(3), true);
    bench.connection.goAwayNow();
    assert.deepEqual(await bench.lines(), ["GOAWAY 3 NO_ERROR"]);
    assert.deepEqual(await bench.tell(call(5)), []);
    assert.equal(bench.arrivals.has(5), false);
    answer(bench, 1);
    await bench.lines();
    assert.equal(bench.socket.isEnded, false);
    answer(bench, 3);
    assert.deepEqual(await bench.lines(), ["HEADERS 3 200", "DATA 3 6", "HEADERS 3 grpc 0 END"]);
    await turn();
    assert.deepEqual([bench.socket.isEnded, bench.news.at(-1)], [true, "left"]);
  });

  it("has streams behind it passed over whole: DATA, trailers, resets and all", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1));
    bench.connection.goAway();
    bench.connection.goAwayNow();
    await bench.lines();
    const trailers = h2.frame(h2.Type.HEADERS, h2.END_HEADERS | h2.END_STREAM, 5, h2.fields([["x", "1"]]));
    assert.deepEqual(await bench.tell(open(3), open(5), data(3, 9), data(5, 9), trailers), []);
    assert.deepEqual(await bench.tell(windowUpdate(3, 9), reset(3), openEnded(7), ping()), ["PING ACK"]);
    assert.deepEqual(bench.open, [1]);
  });

  it("never names a later stream than the one before it", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1));
    bench.connection.goAway();
    bench.connection.goAwayNow();
    await bench.tell(call(3), call(5));
    assert.deepEqual(await bench.tell(data(0, 1)), ["GOAWAY 1 PROTOCOL_ERROR"]);
  });

  it("is said again with an error, after which nothing is served and nothing said", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1), call(3));
    bench.connection.goAway();
    await bench.lines();
    assert.deepEqual(await bench.tell(h2.frame(h2.Type.SETTINGS, 0, 3)), ["GOAWAY 3 PROTOCOL_ERROR"]);
    assert.deepEqual([bench.arrival(1).closed, bench.arrival(3).closed, bench.open], [1, 1, []]);
    answer(bench, 1);
    bench.connection.ping();
    bench.connection.goAwayNow();
    bench.connection.cut();
    assert.deepEqual(await bench.tell(call(5)), []);
    assert.deepEqual(
      bench.news.filter((each) => each.startsWith("broken")),
      ["broken PROTOCOL_VIOLATED"],
    );
  });

  it("of the client has its streams answered, and then the connection ended with one of ours", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1));
    assert.deepEqual(await bench.tell(goAway()), ["GOAWAY 1 NO_ERROR"]);
    assert.equal(bench.socket.isEnded, false);
    answer(bench, 1);
    assert.deepEqual(await bench.lines(), ["HEADERS 1 200", "DATA 1 6", "HEADERS 1 grpc 0 END"]);
    assert.deepEqual([bench.socket.isEnded, bench.news.at(-1)], [true, "left"]);
  });

  it("of a client that has no streams ends the connection at once", async () => {
    const bench = await ConnectionBench.open();
    assert.deepEqual(await bench.tell(goAway(), goAway()), ["GOAWAY 0 NO_ERROR"]);
    assert.deepEqual([bench.socket.isEnded, bench.news.at(-1)], [true, "left"]);
  });

  it("with a debt of data to send waits for the window", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([4, 3]), call(1));
    answer(bench, 1);
    await bench.lines();
    await bench.tell(goAway());
    assert.equal(bench.socket.isEnded, false);
    assert.deepEqual(await bench.tell(windowUpdate(1, 3)), ["DATA 1 3", "HEADERS 1 grpc 0 END"]);
    assert.equal(bench.socket.isEnded, true);
  });

  for (const [what, frame, code] of [
    ["on a stream", h2.frame(h2.Type.GOAWAY, 0, 1, Buffer.alloc(8)), "PROTOCOL_ERROR"],
    ["that is cut off", h2.frame(h2.Type.GOAWAY, 0, 0, Buffer.alloc(7)), "FRAME_SIZE_ERROR"],
  ] as const) {
    it(`${what} ends the connection with an error`, async () => {
      const bench = await ConnectionBench.open();
      assert.deepEqual(await bench.tell(frame), [`GOAWAY 0 ${code}`]);
    });
  }

  it("may carry a text", async () => {
    const bench = await ConnectionBench.open();
    const frame = h2.frame(h2.Type.GOAWAY, 0, 0, Buffer.concat([h2.words(0, 11), Buffer.from("too many pings")]));
    assert.deepEqual(await bench.tell(frame), ["GOAWAY 0 NO_ERROR"]);
  });
});

describe("what a turn of the event loop has for a client", () => {
  it("leaves with one write, however many streams and frames it is", async () => {
    const bench = await ConnectionBench.open();
    const before = bench.socket.writes.length;
    bench.send(...[1, 3, 5, 7].map((stream) => call(stream)), ping(), settings());
    for (const stream of [5, 1, 7, 3]) answer(bench, stream);
    assert.equal(bench.socket.writes.length, before);
    const lines = await bench.lines();
    assert.deepEqual([bench.socket.writes.length - before, lines.length], [1, 2 + 4 * 3]);
  });

  it("leaves in as many writes as it has buffers when it is much, in order", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([4, 2 ** 24]), windowUpdate(0, 2 ** 24), call(1), call(3));
    const message = Buffer.alloc(200_000, "0123456789");
    bench.stream(1).answer(message, 0, message.length, ok);
    answer(bench, 3);
    const sent = (await bench.frameList()).filter(({ type, stream }) => type === h2.Type.DATA && stream === 1);
    assert.deepEqual(Buffer.concat(sent.map(({ payload }) => payload)).subarray(5), message);
  });

  it("waits at a client that does not read, from 256 KiB on, and goes on when it does", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([4, 2 ** 24]), windowUpdate(0, 2 ** 24), call(1));
    bench.socket.isSlow = true;
    bench.stream(1).answer(Buffer.alloc(1 << 20), 0, 1 << 20, ok);
    await bench.lines();
    assert.ok(bench.socket.writableLength >= 256 * 1024 && bench.socket.writableLength < 320 * 1024);
    let turns = 0;
    for (; bench.open.length > 0 && turns < 10; turns++) {
      bench.drain();
      await bench.lines();
      assert.ok(bench.socket.writableLength < 320 * 1024);
    }
    assert.equal(turns, 4);
  });
});

function pong(...bytes: readonly [number, number]): Buffer {
  return h2.frame(h2.Type.PING, h2.ACK, 0, h2.words(...bytes));
}
