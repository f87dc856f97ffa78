import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { constants, createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { afterEach, test } from "node:test";
import type { ClientOptions } from "../../src/client/client-options.ts";
import type { KeyValue } from "../../src/client/key-value.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { Code } from "../../src/common/codes.ts";
import { failureOf } from "./failure-of.ts";
import { waitUntil } from "./wait-until.ts";

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function connectionsOf(client: PrismClient): number {
  return (client as unknown as { dispatcher: { pool: { connections: unknown[] } } }).dispatcher.pool.connections.length;
}

function clientOf(server: Server | Http2Server, options: ClientOptions): PrismClient {
  const client = new PrismClient(`grpc://127.0.0.1:${(server.address() as AddressInfo).port}`, options);
  closers.push(
    () => client.close({ timeoutMs: 1 }),
    () => void server.close(),
  );
  return client;
}

/** A bare HTTP/2 server: `onStream` is told how many streams there were before. */
async function start(
  onStream: (stream: ServerHttp2Stream, before: number) => void,
  options: ClientOptions = { maxAttempts: 1 },
): Promise<{
  client: PrismClient;
  kv: KeyValue;
  sessions: ServerHttp2Session[];
  streams: ServerHttp2Stream[];
  sockets: Socket[];
}> {
  const server = createServer();
  const sessions: ServerHttp2Session[] = [];
  const streams: ServerHttp2Stream[] = [];
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => sockets.push(socket));
  server.on("session", (session) => sessions.push(session));
  server.on("stream", (stream) => {
    stream.on("error", () => {});
    streams.push(stream);
    onStream(stream, streams.length - 1);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = clientOf(server, options);
  closers.unshift(() => {
    for (const session of sessions) session.destroy();
  });
  return { client, kv: client.keyValue("ns"), sessions, streams, sockets };
}

const head = { ":status": 200, "content-type": "application/grpc" };

/** Answers a get with "found". */
function answer(stream: ServerHttp2Stream): void {
  stream.respond(head, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(Buffer.of(0, 0, 0, 0, 2, 8, 1));
}

test("a stream that the gateway refuses to look at is tried again, whatever the call", async () => {
  const { kv, streams } = await start(
    (stream, before) => (before === 0 ? stream.close(constants.NGHTTP2_REFUSED_STREAM) : answer(stream)),
    { maxAttempts: 3 },
  );
  // A write without an idempotency key: only what was certainly not done is repeated.
  await kv.put("a", "");
  assert.equal(streams.length, 2);
});

test("a stream that is reset later is lost: only what may be done twice is tried again", async () => {
  const { kv, streams } = await start(
    (stream, before) => (before < 2 ? stream.close(constants.NGHTTP2_INTERNAL_ERROR) : answer(stream)),
    { maxAttempts: 3 },
  );
  const { failure, retry } = await failureOf(kv.put("a", ""));
  assert.equal(failure.reason, "CONNECTION_LOST");
  assert.equal(failure.metadata.outcome, "unknown");
  assert.equal(retry, "never");
  assert.notEqual(await kv.get("a"), null);
  assert.equal(streams.length, 3);
});

test("after GOAWAY new calls take a new connection, and those in flight are answered on the old one", async () => {
  const { kv, sessions, streams } = await start(
    (stream) => {
      if (stream.session !== sessions[0]) answer(stream);
    },
    { maxAttempts: 3 },
  );
  const first = kv.get("a");
  await waitUntil(() => streams.length === 1);
  sessions[0]?.goaway(constants.NGHTTP2_NO_ERROR, streams[0]?.id);
  // It may go out before the client has seen that; then the gateway has not looked at it.
  await kv.put("b", "");
  assert.equal(sessions.length, 2);
  answer(streams[0] as ServerHttp2Stream);
  assert.notEqual(await first, null);
});

test("what GOAWAY says was not looked at is tried again, whatever the call", async () => {
  const { kv, sessions } = await start(
    (stream) => {
      if (stream.session !== sessions[0]) answer(stream);
      else if (stream.id === 1) {
        stream.session?.goaway(constants.NGHTTP2_NO_ERROR, 1);
        answer(stream);
      }
    },
    { maxAttempts: 3 },
  );
  await Promise.all(["a", "b", "c"].map((key) => kv.put(key, "")));
  assert.equal(sessions.length, 2);
});

test("an HTTP status in place of gRPC's is told by the code it stands for", async () => {
  for (const [httpStatus, code] of [
    [404, Code.UNIMPLEMENTED],
    [503, Code.UNAVAILABLE],
    [401, Code.UNAUTHENTICATED],
    [418, Code.UNKNOWN],
  ] as const) {
    const { kv } = await start((stream) => {
      stream.respond({ ":status": httpStatus, "content-type": "text/html" });
      stream.end("<html>");
    });
    const { failure } = await failureOf(kv.get("a"));
    assert.equal(failure.code, code);
    assert.match(failure.message, new RegExp(`HTTP ${httpStatus} and not gRPC`));
  }
});

test("answers that make no sense are refused, each by itself", async () => {
  const end = (stream: ServerHttp2Stream, body: Buffer, trailers: Record<string, string>) => {
    stream.respond(head, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    stream.end(body);
  };
  const ok = { "grpc-status": "0" };
  const wrong: ((stream: ServerHttp2Stream) => void)[] = [
    (stream) => end(stream, Buffer.alloc(0), ok),
    (stream) => end(stream, Buffer.of(0, 0, 0), ok),
    (stream) => end(stream, Buffer.of(0, 0, 0, 0, 3, 8, 1), ok),
    (stream) => end(stream, Buffer.of(0, 0, 0, 0, 1, 8, 1), ok),
    (stream) => end(stream, Buffer.of(1, 0, 0, 0, 2, 8, 1), ok),
    (stream) => end(stream, Buffer.of(0, 0, 0, 0, 1, 8), ok),
    (stream) => end(stream, Buffer.of(0, 0, 0, 0, 2, 8, 1), {}),
    (stream) => end(stream, Buffer.of(0, 0, 0, 0, 2, 8, 1), { "grpc-status": "none" }),
    (stream) => {
      stream.respond({ ":status": 200, "content-type": "text/plain" });
      stream.end("hello");
    },
  ];
  const { kv, sessions } = await start((stream, before) => (wrong[before] ?? answer)(stream));
  for (const _ of wrong) assert.equal((await failureOf(kv.get("a"))).failure.reason, "MALFORMED_ANSWER");
  assert.notEqual(await kv.get("a"), null);
  assert.equal(sessions.length, 1);
});

test("a status that is no code is UNKNOWN, and a failure may come as headers alone", async () => {
  const { kv } = await start((stream, before) => {
    stream.respond(
      { ...head, "grpc-status": before === 0 ? "77" : "9", "grpc-message": "%C3%A4 %zz" },
      { endStream: true },
    );
  });
  assert.equal((await failureOf(kv.get("a"))).failure.code, Code.UNKNOWN);
  const { failure } = await failureOf(kv.get("a"));
  assert.equal(failure.code, Code.FAILED_PRECONDITION);
  assert.equal(failure.message, "%C3%A4 %zz", "what cannot be decoded is shown as it came");
});

test("a server that speaks something else is not taken for a gateway", async () => {
  const http = createHttpServer((_request, response) => response.end("hello"));
  await once(http.listen(0, "127.0.0.1"), "listening");
  const echo = createTcpServer((socket) => socket.on("error", () => {}).end("SSH-2.0-x\r\n"));
  await once(echo.listen(0, "127.0.0.1"), "listening");
  for (const server of [http, echo]) {
    const { failure } = await failureOf(clientOf(server, { maxAttempts: 2, timeoutMs: 5_000 }).keyValue("ns").get("a"));
    assert.equal(failure.reason, "CONNECTION_LOST");
  }
});

test("calls wait in the client while the gateway allows no more streams", async () => {
  const server = createServer({ settings: { maxConcurrentStreams: 3 } });
  const held: ServerHttp2Stream[] = [];
  let most = 0;
  let open = 0;
  server.on("stream", (stream) => {
    held.push(stream);
    most = Math.max(most, ++open);
    stream.on("close", () => open--);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const kv = clientOf(server, {}).keyValue("ns");
  const first = kv.get("first");
  await waitUntil(() => held.length === 1);
  answer(held[0] as ServerHttp2Stream);
  await first;
  const rest = Array.from({ length: 20 }, (_, i) => kv.get(`${i}`));
  for (let done = 1; done < 21; done++) {
    await waitUntil(() => held.length > done);
    answer(held[done] as ServerHttp2Stream);
  }
  await Promise.all(rest);
  assert.ok(most <= 3, `${most} at a time`);
});

test("a connection that ends while nothing is asked, in whatever way, makes room for the next one", async () => {
  const { client, kv, sessions, sockets } = await start(answer);
  const ends: ((session: ServerHttp2Session) => void)[] = [
    (session) => session.close(),
    (session) => session.destroy(),
    (session) => session.destroy(undefined, constants.NGHTTP2_ENHANCE_YOUR_CALM),
    () => void sockets.at(-1)?.destroy(),
    (session) => session.goaway(constants.NGHTTP2_PROTOCOL_ERROR),
    (session) => session.goaway(constants.NGHTTP2_NO_ERROR),
  ];
  for (const [n, end] of ends.entries()) {
    assert.notEqual(await kv.get("a"), null);
    assert.equal(sessions.length, n + 1);
    end(sessions[n] as ServerHttp2Session);
    // Also when the gateway leaves it to the client to hang up.
    await waitUntil(() => connectionsOf(client) === 0);
  }
  assert.notEqual(await kv.get("a"), null);
});
