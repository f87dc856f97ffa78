import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import * as h2 from "../../support/http2/frames.ts";
import { openLeanServer } from "../../support/http2/lean-server.ts";
import { outcomeOf } from "../../support/http2/outcome.ts";

const STREAM_CLOSED = 5;

const call = h2.fields([
  [":method", "POST"],
  [":scheme", "http"],
  [":path", "/a.B/C"],
  ["content-type", "application/grpc"],
]);
const visit = h2.fields([
  [":method", "GET"],
  [":scheme", "http"],
  [":path", "/"],
]);

function head(fields: Buffer, flags = 0): Buffer {
  return h2.frame(h2.Type.HEADERS, flags | h2.END_HEADERS, 1, fields);
}

function data(flags = 0): Buffer {
  return h2.frame(h2.Type.DATA, flags, 1, Buffer.alloc(4));
}

const cancel = h2.frame(h2.Type.RST_STREAM, 0, 1, h2.words(8));

async function outcome(t: TestContext, ...frames: Buffer[]) {
  return await outcomeOf(await openLeanServer(t), Buffer.concat(frames));
}

it("tells a client that goes on with a call it has reset, once", async (t) => {
  for (const more of [data(), head(call, h2.END_STREAM)]) {
    const { connection, streams } = await outcome(t, head(call), cancel, more, more);
    assert.deepEqual([connection, streams], ["open", { 1: STREAM_CLOSED }]);
  }
});

it("ends the connection of a client that begins a call anew which both have ended", async (t) => {
  const port = await openLeanServer(t);
  const { connection } = await outcomeOf(port, Buffer.concat([head(call, h2.END_STREAM)]), head(call, h2.END_STREAM));
  assert.deepEqual(connection, { ended: STREAM_CLOSED });
});

it("answers whoever is at the wrong door when it has said its last", async (t) => {
  const half = await outcome(t, head(visit), data());
  assert.deepEqual(half, { connection: "open", streams: {} });
  const whole = await outcome(t, head(visit), data(), data(h2.END_STREAM));
  assert.deepEqual(whole, { connection: "open", streams: { 1: "answered" } });
});

it("answers whoever is at the wrong door before, when it says much", async (t) => {
  const much = h2.frame(h2.Type.DATA, 0, 1, Buffer.alloc(16_000));
  const { streams } = await outcome(t, head(visit), much, much, much);
  assert.deepEqual(streams, { 1: "answered" });
});

it("answers a gRPC that it does not serve at once, for its client may wait for that", async (t) => {
  const json = h2.fields([
    [":method", "POST"],
    [":scheme", "http"],
    [":path", "/a.B/C"],
    ["content-type", "application/grpc+json"],
  ]);
  assert.deepEqual((await outcome(t, head(json))).streams, { 1: "answered" });
});
