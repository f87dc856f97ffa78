import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as h2 from "../../support/http2/frames.ts";
import { ConnectionBench, call, callFields, greeting, open, openEnded, ping, settings } from "./connection-bench.ts";

/** RFC 9113, sections 3.4 and 6.5. */
const HEADER_TABLE_SIZE = 1;
const ENABLE_PUSH = 2;
const INITIAL_WINDOW_SIZE = 4;
const MAX_FRAME_SIZE = 5;

const broken = (code: string): string[] => [`GOAWAY 0 ${code}`];

describe("the greeting of an HTTP/2 connection", () => {
  it("is said by the server at once, with its limits and a window of a mebibyte", async () => {
    const bench = new ConnectionBench({ isSilent: true, maxStreams: 7 });
    assert.deepEqual(await bench.lines(), ["SETTINGS 3=7 6=16384", "WINDOW_UPDATE 0 983041"]);
  });

  it("is acknowledged, whether it comes whole or byte by byte", async () => {
    const bench = new ConnectionBench({ isSilent: true });
    await bench.lines();
    for (const byte of greeting) {
      assert.equal(bench.connection.incoming.hasGreeted, false);
      bench.send(Buffer.of(byte));
    }
    assert.equal(bench.connection.incoming.hasGreeted, true);
    assert.deepEqual(await bench.lines(), ["SETTINGS ACK"]);
  });

  for (const [what, frame] of Object.entries({
    PING: ping(),
    HEADERS: openEnded(1),
    "a frame of no known type": h2.frame(99, 0, 0),
    "SETTINGS that acknowledge": h2.frame(h2.Type.SETTINGS, h2.ACK, 0),
  })) {
    it(`does not begin with ${what}`, async () => {
      const bench = new ConnectionBench({ isSilent: true });
      await bench.lines();
      assert.deepEqual(await bench.tell(h2.preface, frame), broken("PROTOCOL_ERROR"));
      assert.equal(bench.socket.isEnded, true);
    });
  }

  it("is no greeting of HTTP/1.1", async () => {
    const bench = new ConnectionBench({ isSilent: true });
    await bench.lines();
    assert.deepEqual(await bench.tell(Buffer.from("GET / HTTP/1.1\r\n\r\n")), broken("PROTOCOL_ERROR"));
    assert.deepEqual(bench.news, ["broken PROTOCOL_VIOLATED"]);
  });
});

describe("SETTINGS", () => {
  it("are acknowledged one by one, and those that nobody knows are passed over", async () => {
    const bench = await ConnectionBench.open();
    assert.deepEqual(await bench.tell(settings(), settings([0xff, 1], [3, 0], [6, 0])), [
      "SETTINGS ACK",
      "SETTINGS ACK",
    ]);
  });

  it("that acknowledge ours are not answered", async () => {
    const bench = await ConnectionBench.open();
    assert.deepEqual(await bench.tell(h2.frame(h2.Type.SETTINGS, h2.ACK, 0)), []);
  });

  for (const [what, frame, code] of [
    ["on a stream", h2.frame(h2.Type.SETTINGS, 0, 1), "PROTOCOL_ERROR"],
    ["cut off within a setting", h2.frame(h2.Type.SETTINGS, 0, 0, Buffer.alloc(5)), "FRAME_SIZE_ERROR"],
    ["that acknowledge and set", h2.frame(h2.Type.SETTINGS, h2.ACK, 0, Buffer.alloc(6)), "FRAME_SIZE_ERROR"],
    ["with a window over 2^31 - 1", settings([INITIAL_WINDOW_SIZE, 2 ** 31]), "FLOW_CONTROL_ERROR"],
    ["with frames under 2^14", settings([MAX_FRAME_SIZE, 16_383]), "PROTOCOL_ERROR"],
    ["with frames over 2^24 - 1", settings([MAX_FRAME_SIZE, 2 ** 24]), "PROTOCOL_ERROR"],
    ["with a push that is neither on nor off", settings([ENABLE_PUSH, 2]), "PROTOCOL_ERROR"],
  ] as const) {
    it(`${what} end the connection`, async () => {
      const bench = await ConnectionBench.open();
      assert.deepEqual(await bench.tell(frame), broken(code));
      assert.deepEqual([bench.socket.isEnded, bench.news.at(-1)], [true, "broken PROTOCOL_VIOLATED"]);
    });
  }

  it("at the edge of what they may be are taken", async () => {
    const bench = await ConnectionBench.open();
    const edge = settings([ENABLE_PUSH, 0], [ENABLE_PUSH, 1], [MAX_FRAME_SIZE, 16_384], [MAX_FRAME_SIZE, 2 ** 24 - 1]);
    assert.deepEqual(await bench.tell(edge, settings([INITIAL_WINDOW_SIZE, 2 ** 31 - 1])), [
      "SETTINGS ACK",
      "SETTINGS ACK",
    ]);
  });

  it("with larger frames change none of ours, for others have their turn", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([MAX_FRAME_SIZE, 2 ** 20]), open(1));
    bench.stream(1).answer(Buffer.alloc(40_000), 0, 40_000, [["grpc-status", "0"]]);
    const lengths = (await bench.lines()).filter((line) => line.startsWith("DATA"));
    assert.deepEqual(lengths, ["DATA 1 16384", "DATA 1 16384", "DATA 1 7237"]);
  });

  it("with another initial window change the streams that there are by the difference", async () => {
    const bench = await ConnectionBench.open();
    bench.send(call(1), settings([INITIAL_WINDOW_SIZE, 10]));
    await bench.lines();
    assert.equal(bench.stream(1).sendWindow, 10);
    bench.stream(1).write(Buffer.alloc(10), 0, 10, null);
    assert.deepEqual(await bench.lines(), ["HEADERS 1 200", "DATA 1 10"]);
    // What has been sent is taken from the smaller window too: it is below zero until there is as much again.
    assert.deepEqual(await bench.tell(settings([INITIAL_WINDOW_SIZE, 0])), ["SETTINGS ACK"]);
    assert.equal(bench.stream(1).sendWindow, -10);
    assert.deepEqual(await bench.tell(settings([INITIAL_WINDOW_SIZE, 10])), ["SETTINGS ACK"]);
    assert.deepEqual(await bench.tell(settings([INITIAL_WINDOW_SIZE, 12])), ["SETTINGS ACK", "DATA 1 2"]);
    assert.deepEqual(await bench.tell(settings([INITIAL_WINDOW_SIZE, 1000])), ["SETTINGS ACK", "DATA 1 3"]);
  });

  it("with another initial window hold for streams that are opened afterwards", async () => {
    const bench = await ConnectionBench.open();
    bench.send(settings([INITIAL_WINDOW_SIZE, 1], [INITIAL_WINDOW_SIZE, 3]), call(1));
    assert.equal(bench.stream(1).sendWindow, 3);
  });

  it("that would make the window of a stream too large end the connection", async () => {
    const bench = await ConnectionBench.open();
    bench.send(call(1), h2.frame(h2.Type.WINDOW_UPDATE, 0, 1, h2.words(1)));
    await bench.lines();
    assert.deepEqual(await bench.tell(settings([INITIAL_WINDOW_SIZE, 2 ** 31 - 1])), ["GOAWAY 1 FLOW_CONTROL_ERROR"]);
  });

  it("without a header table have every answer spell its fields out", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(settings([HEADER_TABLE_SIZE, 0]));
    for (const stream of [1, 3, 5]) {
      await bench.tell(call(stream));
      bench.stream(stream).answer(Buffer.alloc(1), 0, 1, [["grpc-status", "0"]]);
      const [head] = await bench.frameList();
      assert.deepEqual(head?.fields, {
        ":status": "200",
        "content-type": "application/grpc+proto",
        "grpc-accept-encoding": "identity,deflate,gzip",
      });
      // The first says that the table is empty; none is shorter for the fields of the one before.
      assert.ok((head?.payload.length ?? 0) > 40, `${head?.payload.length}`);
    }
  });

  for (const [what, frames] of [
    ["in two frames", [settings([HEADER_TABLE_SIZE, 0]), settings([HEADER_TABLE_SIZE, 4096])]],
    ["in one frame", [settings([HEADER_TABLE_SIZE, 0], [HEADER_TABLE_SIZE, 4096])]],
  ] as const) {
    it(`that have the header table shrink for a while, ${what}, are heard, though it is as large as before`, async () => {
      const bench = await ConnectionBench.open();
      await bench.tell(call(1));
      bench.stream(1).answer(Buffer.alloc(1), 0, 1, [["grpc-status", "0"]]);
      await bench.lines();
      bench.send(...frames, call(3));
      bench.stream(3).answer(Buffer.alloc(1), 0, 1, [["grpc-status", "0"]]);
      const head = (await bench.frameList()).find(({ type }) => type === h2.Type.HEADERS);
      // Size updates to 0 and to 4096, and then the fields anew. Source: RFC 7541, section 4.2
      assert.equal(head?.payload.toString("hex", 0, 4), "203fe11f");
      assert.equal(head?.fields?.["content-type"], "application/grpc+proto");
    });
  }

  it("are refused within a header block", async () => {
    const bench = await ConnectionBench.open();
    const begun = h2.frame(h2.Type.HEADERS, 0, 1, h2.fields(callFields));
    assert.deepEqual(await bench.tell(begun, settings()), broken("PROTOCOL_ERROR"));
  });
});
