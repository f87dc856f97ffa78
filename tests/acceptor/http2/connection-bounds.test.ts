import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  FRAME_BURST,
  MAX_HELD_BYTES,
  MAX_REMEMBERED_STREAMS,
  MAX_UNSENT_CONTROL_BYTES,
  RESET_BURST,
} from "../../../src/acceptor/http2/http2-limits.ts";
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
  settings,
  turn,
  windowUpdate,
} from "./connection-bench.ts";
import { integer, literal } from "./hpack/blocks.ts";

/** RFC 9113, section 10.5: what a client may do that is no error, and not without end. */
const ok = [["grpc-status", "0"]] as const;
const CALM = /^GOAWAY \d+ ENHANCE_YOUR_CALM$/;
const { END_HEADERS, END_STREAM } = h2;
const block = h2.fields(callFields);

/** Sends the same until the connection ends; returns how often it was, and the reason. Fails after `most`. */
async function repeat(bench: ConnectionBench, most: number, frames: (i: number) => Buffer): Promise<[number, string]> {
  let said: string[] = [];
  let count = 0;
  while (!bench.connection.isDone && count < most) {
    bench.send(frames(count++));
    if (count % 100 === 0) said = (await bench.lines()).concat(said.slice(-1));
  }
  said.push(...(await bench.lines()));
  assert.equal(bench.connection.isDone, true, `it goes on after ${count}`);
  assert.ok(said.some((line) => CALM.test(line)));
  return [count, bench.news.find((each) => each.startsWith("broken")) ?? ""];
}

/** Frames that carry nothing, each of which takes one from what may come at once. */
const useless: Readonly<Record<string, { readonly before?: Buffer; readonly frame: Buffer }>> = {
  PING: { frame: ping() },
  "PING that answers": { frame: ping(h2.ACK) },
  SETTINGS: { frame: settings([4, 65_535]) },
  "SETTINGS that acknowledge": { frame: h2.frame(h2.Type.SETTINGS, h2.ACK, 0) },
  PRIORITY: { frame: h2.frame(h2.Type.PRIORITY, 0, 7, Buffer.alloc(5)) },
  "WINDOW_UPDATE of a connection": { frame: windowUpdate(0, 1) },
  "WINDOW_UPDATE of a stream": { before: open(1), frame: windowUpdate(1, 1) },
  "WINDOW_UPDATE of a stream that is over": { before: Buffer.concat([open(1), reset(1)]), frame: windowUpdate(1, 1) },
  "RST_STREAM of a stream that is over": { before: Buffer.concat([open(1), reset(1)]), frame: reset(1) },
  "frames of no known type": { frame: h2.frame(99, 0, 0) },
  "empty DATA": { before: open(1), frame: data(1, 0) },
};

describe("a client that sends what is of no use", () => {
  for (const [what, { before, frame }] of Object.entries(useless)) {
    it(`${what}: may send ${FRAME_BURST} at once, and then some in a second`, async () => {
      const bench = await ConnectionBench.open();
      if (before !== undefined) await bench.tell(before);
      for (let i = 0; i < FRAME_BURST - 10; i++) {
        bench.send(frame);
        if (i % 100 === 0) await bench.lines();
      }
      assert.equal(bench.connection.isDone, false);
      bench.clock.us += 1_000_000;
      const [count, reason] = await repeat(bench, 200, () => frame);
      assert.ok(count > 90 && count <= 120, `${count}`);
      assert.equal(reason, "broken FRAME_FLOOD");
    });
  }

  it("among calls may send more, for calls have them in their train", async () => {
    const bench = await ConnectionBench.open({ maxStreams: 20_000 });
    for (let i = 0; i < 5_000; i++) bench.send(openEnded(2 * i + 1), ping(), windowUpdate(0, 1), windowUpdate(0, 1));
    assert.equal(bench.connection.isDone, false);
  });

  it("of padding: each kibibyte of it counts as a frame", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(open(1));
    const [count, reason] = await repeat(bench, 21_000, () => paddedData(1, 1, 255));
    assert.equal(reason, "broken FRAME_FLOOD");
    assert.ok(Math.abs(count - FRAME_BURST * 4) < 200, `${count}`);
  });

  it("of padding around header blocks: it counts like that of data, though calls come with it", async () => {
    const bench = await ConnectionBench.open({ maxStreams: 1e6 });
    const padded = h2.padded(block, 255);
    for (let i = 0; i < 100; i++)
      bench.send(h2.frame(h2.Type.HEADERS, h2.PADDED | END_HEADERS | END_STREAM, 2 * i + 1, padded));
    assert.equal(bench.connection.isDone, false);
  });

  it("as header blocks on a stream that we have reset", async () => {
    const bench = await ConnectionBench.open();
    bench.send(open(1));
    bench.stream(1).reset(8);
    const frame = h2.frame(h2.Type.HEADERS, END_HEADERS, 1, block);
    const [count, reason] = await repeat(bench, FRAME_BURST + 100, () => frame);
    assert.ok(count > FRAME_BURST - 10);
    assert.equal(reason, "broken FRAME_FLOOD");
  });

  it("as requests behind our GOAWAY", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(call(1));
    bench.connection.goAwayNow();
    const [, reason] = await repeat(bench, FRAME_BURST + 100, (i) => openEnded(2 * i + 3));
    assert.equal(reason, "broken FRAME_FLOOD");
  });

  it("as a window that is opened by a byte again and again, for each of which it would have a frame", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([4, 0]), call(1));
    bench.stream(1).answer(Buffer.alloc(100_000), 0, 100_000, ok);
    await bench.lines();
    let bytes = 0;
    let frames = 0;
    while (!bench.connection.isDone && frames < FRAME_BURST + 100) {
      bench.send(windowUpdate(1, 1));
      frames++;
      for (const line of await bench.lines()) if (line.startsWith("DATA 1 ")) bytes++;
    }
    assert.ok(bench.news.includes("broken FRAME_FLOOD"), `${frames} frames, ${bytes} bytes`);
  });
});

/** What makes a stream end before its time: each is counted, whoever resets it. */
const givenUp: Readonly<Record<string, (stream: number) => Buffer>> = {
  "its own RST_STREAM": (stream) => Buffer.concat([call(stream), reset(stream)]),
  "malformed requests": (stream) => openEnded(stream, [...callFields, ["X", "1"]]),
  "a length that is not kept": (stream) => openEnded(stream, [...callFields, ["content-length", "1"]]),
  "windows of 0": (stream) => Buffer.concat([call(stream), windowUpdate(stream, 0)]),
  "windows that are too large": (stream) => Buffer.concat([call(stream), windowUpdate(stream, 2 ** 31 - 1)]),
  "DATA behind the last": (stream) => Buffer.concat([call(stream), data(stream, 1)]),
  "HEADERS behind the last": (stream) =>
    Buffer.concat([call(stream), h2.frame(h2.Type.HEADERS, END_HEADERS | END_STREAM, stream, h2.fields([["x", "1"]]))]),
  "a priority on itself": (stream) =>
    Buffer.concat([
      call(stream),
      h2.frame(h2.Type.PRIORITY, 0, stream, Buffer.concat([h2.words(stream), Buffer.of(0)])),
    ]),
  "a priority of another length": (stream) =>
    Buffer.concat([call(stream), h2.frame(h2.Type.PRIORITY, 0, stream, Buffer.alloc(4))]),
  "trailers with a pseudo-field": (stream) =>
    Buffer.concat([
      open(stream),
      h2.frame(h2.Type.HEADERS, END_HEADERS | END_STREAM, stream, h2.fields([[":path", "/"]])),
    ]),
};

describe("a client that has its calls given up", () => {
  for (const [what, frames] of Object.entries(givenUp)) {
    it(`by ${what}: may do so ${RESET_BURST} times at once`, async () => {
      const bench = await ConnectionBench.open();
      const [count, reason] = await repeat(bench, RESET_BURST + 50, (i) => frames(2 * i + 1));
      assert.deepEqual([count, reason], [RESET_BURST + 1, "broken RESET_FLOOD"]);
      assert.deepEqual(bench.open, []);
    });
  }

  it("by going over the number of streams: it is refused as often", async () => {
    const bench = await ConnectionBench.open({ maxStreams: 1 });
    const [count, reason] = await repeat(bench, RESET_BURST + 50, (i) => open(2 * i + 1));
    assert.deepEqual([count, reason], [RESET_BURST + 2, "broken RESET_FLOOD"]);
  });

  it("may do so 30 times a second for ever", async () => {
    const bench = await ConnectionBench.open();
    for (let second = 0; second < 100; second++) {
      for (let i = 0; i < 30; i++) bench.send(...[call, reset].map((make) => make(60 * second + 2 * i + 1)));
      bench.clock.us += 1_000_000;
      await turn();
    }
    assert.equal(bench.connection.isDone, false);
  });
});

describe("a header block without end", () => {
  const first = h2.frame(h2.Type.HEADERS, 0, 1, Buffer.of());

  it("over 32 KiB ends the connection, however it is cut", async () => {
    for (const bytes of [4_000, 16_384]) {
      const bench = await ConnectionBench.open();
      const part = h2.frame(h2.Type.CONTINUATION, 0, 1, Buffer.alloc(bytes));
      bench.send(first);
      for (let sent = 0; sent + bytes <= 32_768; sent += bytes) bench.send(part);
      assert.equal(bench.connection.isDone, false);
      assert.deepEqual(await bench.tell(part), ["GOAWAY 0 ENHANCE_YOUR_CALM"]);
      assert.ok(bench.news.includes("broken HEADER_FLOOD"));
    }
  });

  it("in more than 16 CONTINUATION frames ends the connection, though they are empty", async () => {
    const bench = await ConnectionBench.open();
    const part = h2.frame(h2.Type.CONTINUATION, 0, 1);
    bench.send(first, ...Array(16).fill(part));
    assert.equal(bench.connection.isDone, false);
    assert.deepEqual(await bench.tell(part), ["GOAWAY 0 ENHANCE_YOUR_CALM"]);
    assert.ok(bench.news.includes("broken HEADER_FLOOD"));
  });

  it("is none by a long field that is named again and again: no more is made of it than may be", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(
      h2.frame(h2.Type.HEADERS, END_HEADERS, 1, Buffer.concat([block, literal(0x40, "x", "v".repeat(4000))])),
    );
    const bomb = Buffer.alloc(16_000, integer(0x80, 0x7f, 62));
    for (let i = 1; i <= 50; i++)
      assert.deepEqual(await bench.tell(h2.frame(h2.Type.HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, bomb)), [
        `HEADERS ${2 * i + 1} 200 grpc 3 END`,
      ]);
  });

  it("is none by fields of nothing: more than 200 are too many", async () => {
    const bench = await ConnectionBench.open();
    const fields = (count: number): Buffer => Buffer.concat([block, Buffer.alloc(count, integer(0x80, 0x7f, 16))]);
    bench.send(h2.frame(h2.Type.HEADERS, END_HEADERS, 1, fields(200 - callFields.length)));
    assert.equal(bench.arrivals.has(1), true);
    bench.send(h2.frame(h2.Type.HEADERS, END_HEADERS, 3, fields(201 - callFields.length)));
    assert.deepEqual(bench.news.slice(-1), ["head too large 3"]);
  });
});

describe("a client that does not read", () => {
  for (const [what, frame] of [
    ["PING", ping()],
    ["SETTINGS", settings()],
  ] as const) {
    it(`has ${what} answered up to 64 KiB, for which not much more is kept`, async () => {
      const bench = await ConnectionBench.open();
      bench.socket.isSlow = true;
      bench.clock.us += 1e9;
      // One before them, so that they come behind others.
      await bench.tell(ping());
      let most = 0;
      let count = 0;
      while (!bench.connection.isDone && count < 20_000) {
        bench.send(frame, windowUpdate(0, 1), call(2 * count + 1));
        bench.connection.streams.get(2 * count + 1)?.reset(8);
        count++;
        await turn();
        if (count % 100 === 0) most = Math.max(most, bench.socket.keptBytes);
      }
      assert.ok(bench.news.includes("broken FRAME_FLOOD"), `${count}`);
      assert.ok(bench.socket.writableLength < 2 * MAX_UNSENT_CONTROL_BYTES, `${bench.socket.writableLength}`);
      // Each lies in a pool with others; with an output buffer of its own for each it would be some 90 MiB.
      assert.ok(most < 4 << 20, `${most}`);
    });
  }

  it("has its DATA acknowledged as far", async () => {
    const bench = await ConnectionBench.open();
    bench.socket.isSlow = true;
    await bench.tell(ping(), open(1));
    const chunk = data(1, 16_384);
    let count = 0;
    for (; !bench.connection.isDone && count < 20_000; count++) {
      bench.send(chunk);
      if (count % 4 === 0) await turn();
    }
    assert.ok(bench.news.includes("broken FRAME_FLOOD"));
    // A frame of 13 bytes for every other one, and now and then one for the connection.
    assert.ok(count > 9_000, `${count}`);
  });

  it("for a while, and then does, goes on for ever", async () => {
    const bench = await ConnectionBench.open();
    for (let round = 0; round < 60; round++) {
      bench.socket.isSlow = true;
      bench.send(ping());
      await turn();
      for (let i = 0; i < 20; i++) bench.send(ping());
      await turn();
      bench.clock.us += 1_000_000;
      bench.socket.isSlow = false;
      bench.drain();
    }
    // One that downloads without pause: its socket is never empty.
    bench.socket.isSlow = true;
    for (let round = 0; round < 8_000; round++) {
      bench.send(ping());
      await turn();
      bench.clock.us += 20_000;
      bench.socket.writableLength = Math.min(bench.socket.writableLength, 500) + 1;
    }
    assert.equal(bench.connection.isDone, false);
  });
});

describe("data that nobody reads", () => {
  it("takes no more than twice its length, and is read at once, though each byte came in a frame", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined });
    await bench.tell(open(1));
    const before = process.memoryUsage();
    for (let i = 0; i < 65_000; i++) bench.send(data(1, Buffer.of(i)));
    const after = process.memoryUsage();
    const held = after.external + after.arrayBuffers - before.external - before.arrayBuffers;
    assert.ok(held < 20 << 20, `${held}`);
    const arrival = bench.arrival(1);
    arrival.stream.read(arrival);
    assert.deepEqual([arrival.chunks.length, arrival.bytes.length, arrival.bytes[300]], [1, 65_000, 300 & 0xff]);
  });

  it("on 256 streams holds up none of the others", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined, maxStreams: 256 });
    let credit = 1 << 20;
    for (let stream = 1; stream < 512; stream += 2) {
      for (const bytes of [16_384, 16_384, 16_384, 16_383]) {
        credit -= bytes;
        bench.send(...(bench.arrivals.has(stream) ? [] : [open(stream)]), data(stream, bytes));
      }
      for (const line of await bench.lines()) {
        if (line.startsWith("WINDOW_UPDATE 0 ")) credit += Number(line.split(" ")[2]);
      }
    }
    assert.equal(bench.connection.heldBytes, 256 * 65_535);
    assert.ok(credit >= 1 << 19, `${credit}`);
  });

  it("is no more than 17 MiB on a connection of more, and what is read makes room again", async () => {
    const bench = await ConnectionBench.open({ onRequest: () => undefined, maxStreams: 1_000 });
    const frame = (stream: number): Buffer => data(stream, 16_000);
    let credit = 1 << 20;
    let sent = 0;
    const push = async (stream: number): Promise<boolean> => {
      if (credit < 16_000) return false;
      credit -= 16_000;
      sent += 16_000;
      for (const line of await bench.tell(frame(stream))) {
        const [type, id, bytes] = line.split(" ");
        if (type === "WINDOW_UPDATE" && id === "0") credit += Number(bytes);
      }
      return true;
    };
    for (let stream = 1; stream < 2_000; stream += 2) {
      bench.send(open(stream));
      for (let i = 0; i < 4; i++) if (!(await push(stream))) break;
    }
    assert.ok(sent > MAX_HELD_BYTES && sent <= MAX_HELD_BYTES + (1 << 20), `${sent}`);
    assert.equal(bench.connection.heldBytes, sent);
    for (const stream of [1, 3, 5]) bench.send(reset(stream));
    for (let stream = 7; stream < 80; stream += 2) bench.stream(stream).read(bench.arrival(stream));
    const lines = await bench.lines();
    assert.equal(lines.filter((line) => line.startsWith("WINDOW_UPDATE 0 ")).length, 1);
    bench.connection.close();
    assert.equal(bench.connection.heldBytes, 0);
  });
});

describe("streams that are over", () => {
  it("are remembered, the last 256 of them, and those before are none that ever were", async () => {
    const bench = await ConnectionBench.open();
    const trailers = (stream: number): Buffer =>
      h2.frame(h2.Type.HEADERS, END_HEADERS | END_STREAM, stream, h2.fields([["x", "1"]]));
    const last = 2 * MAX_REMEMBERED_STREAMS + 1;
    for (let stream = 1; stream <= last; stream += 2) {
      bench.send(open(stream));
      bench.stream(stream).reset(8);
    }
    await bench.lines();
    for (let stream = 3; stream <= last; stream += 2) assert.deepEqual(await bench.tell(trailers(stream)), []);
    assert.deepEqual(await bench.tell(trailers(1)), [`GOAWAY ${last} PROTOCOL_ERROR`]);
  });
});
