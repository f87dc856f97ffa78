import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { WebSocketClient } from "../acceptor/http/websocket-client.ts";
import { decodeResponse } from "../codec/protobuf-oracle.ts";
import { eventually } from "../support/eventually.ts";
import { frame, get } from "../support/frames.ts";
import { detailsOf, GrpcClient } from "../support/grpc-client.ts";
import { encodeMessage, type Field } from "../support/protobuf.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { Collector } from "../tracing/collector.ts";
import type { ReceivedSpan } from "../tracing/otlp.ts";

const SPAN = "00f067aa0ba902b7";
const NAMESPACES = `backends: { ram: { type: memory }, disk: { type: sqlite, path: ./data } }
namespaces:
- { name: cache, pattern: keyvalue, backend: ram }
- { name: events, pattern: stream, backend: ram }
`;

function traceId(number: number): string {
  return number.toString(16).padStart(32, "a");
}

/** A gateway that tells this collector everything that it is asked to. */
async function openTraced(
  t: TestContext,
  collector: Collector,
  more: Record<string, unknown> = {},
  folder = tempFolder(t),
) {
  const flags = {
    workers: 2,
    "tracing.mode": "on",
    "tracing.endpoint": `http://127.0.0.1:${collector.port}`,
    "tracing.exportInterval": "100ms",
    "tracing.sampleRatio": "0",
    ...more,
  };
  return StartedGateway.open(t, { yaml: NAMESPACES, flags, folder });
}

/** A request over frames with a traceparent. */
function traced(id: number, call: number, message: Buffer, traceparent: string): Buffer {
  return frame(encodeMessage([1, id], [4, traceparent], [call, message]));
}

const keyed = (key: string, ...more: Field[]) => encodeMessage([1, "cache"], [2, key], ...more);

interface Problem {
  readonly metadata: Readonly<Record<string, string>>;
}

function byName(spans: readonly ReceivedSpan[]): Map<string, ReceivedSpan> {
  return new Map(spans.map((span) => [span.name, span]));
}

describe("a traced request", () => {
  for (const protocol of ["http/protobuf", "http/json", "grpc"] as const) {
    it(`has its spans at the collector, through every door, over ${protocol}`, async (t) => {
      const collector = protocol === "grpc" ? await Collector.grpc(t) : await Collector.http(t);
      const compression = protocol === "http/json" ? "gzip" : "none";
      const started = await openTraced(t, collector, {
        "tracing.protocol": protocol,
        "tracing.compression": compression,
      });
      const parentOf = (number: number): string => `00-${traceId(number)}-${SPAN}-01`;

      const tcp = await started.connect();
      await tcp.call(traced(7, 16, keyed("secret-key"), parentOf(1)));
      const ws = await WebSocketClient.open(t, started.httpPort);
      ws.send(traced(8, 16, keyed("secret-key"), parentOf(2)));
      await ws.answered(1);
      const client = GrpcClient.to(t, started.grpcPort);
      await client.call("Get", { namespace: "cache", key: "secret-key" }, { metadata: { traceparent: parentOf(3) } });
      const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/cache/keyvalue/secret-key`;
      await (await fetch(url, { headers: { traceparent: parentOf(4) } })).arrayBuffer();

      for (const [place, door] of ["tcp", "websocket", "grpc", "http"].entries()) {
        const spans = await collector.trace(traceId(place + 1), 4);
        const named = byName(spans);
        const server = named.get("prism.v1.KeyValueService/Get");
        assert.ok(server !== undefined, `${door} has ${[...named.keys()].join()}`);
        assert.deepEqual([server.kind, server.parentId, server.flags], ["SERVER", SPAN, 0x301]);
        assert.equal(server.attributes["prism.door"], door);
        assert.equal(server.attributes["rpc.system.name"], door === "grpc" ? "grpc" : "prism");
        assert.equal(server.attributes["rpc.response.status_code"], "OK");
        assert.equal(server.attributes["prism.namespace"], "cache");
        for (const child of spans) if (child !== server) assert.equal(child.parentId, server.spanId);
        const store = named.get("get cache");
        assert.equal(store?.kind, "INTERNAL");
        assert.equal(store?.attributes["db.system.name"], "prism.memory");
        assert.equal(store?.attributes["db.operation.name"], "get");
        assert.equal(store?.attributes["db.collection.name"], "cache");
        for (const name of ["prism.queue", "prism.admit"]) assert.equal(named.get(name)?.kind, "INTERNAL");
        inOrder(spans, server);
        assert.doesNotMatch(
          JSON.stringify(spans, (_, value) => (typeof value === "bigint" ? String(value) : value)),
          /secret/,
        );
        assert.equal(server.resource["service.name"], "prism");
        assert.match(String(server.resource["service.instance.id"]), /^[0-9a-f]{8}-[0-9a-f]{4}-4/);
      }
    });
  }

  /** Children lie within their parent, and the parent about now. */
  function inOrder(spans: readonly ReceivedSpan[], server: ReceivedSpan): void {
    for (const span of spans) {
      assert.ok(span.startNs >= server.startNs && span.endNs <= server.endNs && span.endNs >= span.startNs, span.name);
    }
    const nowNs = BigInt(Date.now()) * 1_000_000n;
    assert.ok(nowNs - server.startNs < 60_000_000_000n && server.startNs - nowNs < 1_000_000_000n);
  }

  it("that fails says why, and is an error where the gateway is at fault alone", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector);
    const client = await started.connect();
    const wrong = encodeMessage([1, "cache"], [2, "a"], [5, 9], [3, "value"]);
    await client.call(traced(1, 17, wrong, `00-${traceId(1)}-${SPAN}-01`));
    const [server] = (await collector.trace(traceId(1), 3)).filter(({ kind }) => kind === "SERVER");
    assert.equal(server?.attributes["error.type"], "VERSION_MISMATCH");
    assert.equal(server?.attributes["rpc.response.status_code"], "FAILED_PRECONDITION");
    assert.equal(server?.status.code, "STATUS_CODE_UNSET");
  });

  it("that fails tells its trace's id, through every door; others tell none", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector);
    const parentOf = (number: number): string => `00-${traceId(number)}-${SPAN}-01`;
    const told: unknown[] = [];
    const metadataOf = (payload: Buffer) => (decodeResponse(payload).error as { metadata?: object }).metadata;
    const tcp = await started.connect();
    told.push(metadataOf((await tcp.call(traced(1, 16, keyed(""), parentOf(1)))).payload));
    const ws = await WebSocketClient.open(t, started.httpPort);
    ws.send(traced(2, 16, keyed(""), parentOf(2)));
    told.push(metadataOf((await ws.answered(1))[0]?.payload as Buffer));
    const client = GrpcClient.to(t, started.grpcPort);
    const call = client.call("Get", { namespace: "cache", key: "" }, { metadata: { traceparent: parentOf(3) } });
    const error = await call.catch((error: unknown) => error);
    told.push(detailsOf(error).ErrorInfo?.metadata);
    const url = `http://127.0.0.1:${started.httpPort}/v1/KeyValueService/Get`;
    const body = JSON.stringify({ namespace: "cache", key: "" });
    const headers = { traceparent: parentOf(4), "Content-Type": "application/json" };
    told.push(((await (await fetch(url, { method: "POST", body, headers })).json()) as Problem).metadata);
    assert.deepEqual(
      told,
      [1, 2, 3, 4].map((number) => ({ field: "key", trace_id: traceId(number) })),
    );
    const untraced = await tcp.call(traced(5, 16, keyed(""), `${parentOf(5).slice(0, -2)}00`));
    assert.deepEqual(metadataOf(untraced.payload), { field: "key" });
  });

  it("keeps the tracestate of its caller, through every door, and in what it publishes", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector);
    const parentOf = (number: number): string => `00-${traceId(number)}-${SPAN}-01`;
    const state = "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE";
    const tcp = await started.connect();
    await tcp.call(frame(encodeMessage([1, 1], [4, parentOf(1)], [6, state], [16, keyed("a")])));
    const client = GrpcClient.to(t, started.grpcPort);
    const metadata = { traceparent: parentOf(2), tracestate: state };
    await client.call("Get", { namespace: "cache", key: "a" }, { metadata });
    const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/cache/keyvalue/a`;
    const headers = { traceparent: parentOf(3), tracestate: state };
    await (await fetch(url, { headers })).arrayBuffer();
    for (const number of [1, 2, 3]) {
      for (const span of await collector.trace(traceId(number), 4)) assert.equal(span.traceState, state, span.name);
    }
    await (
      await fetch(`http://127.0.0.1:${started.httpPort}/v1/namespaces/nowhere/keyvalue/a`, {
        headers: { traceparent: parentOf(4), tracestate: state },
      })
    ).arrayBuffer();
    for (const span of await collector.trace(traceId(4), 1)) assert.equal(span.traceState, state);

    const message = encodeMessage([2, "value"], [3, encodeMessage([1, "tracestate"], [2, "left=over"])]);
    const publish = encodeMessage([1, "events"], [2, message]);
    await tcp.call(frame(encodeMessage([1, 5], [4, parentOf(5)], [6, state], [32, publish])));
    const fetched = await tcp.call(traced(6, 34, encodeMessage([1, "events"], [5, encodeMessage([1, 1])], [6, 1]), ""));
    const told = fetched.payload.toString("latin1");
    assert.ok(told.includes(state) && !told.includes("left=over"), told);
  });

  it("that is refused before a worker has it has its span too, and its caller the trace", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector);
    const tcp = await started.connect();
    const strange = encodeMessage([1, "nowhere"], [2, "a"]);
    const answer = await tcp.call(traced(9, 16, strange, `00-${traceId(1)}-${SPAN}-01`));
    assert.equal(
      (decodeResponse(answer.payload).error as { metadata: Record<string, string> }).metadata.trace_id,
      traceId(1),
    );
    const [span, ...more] = await collector.trace(traceId(1), 1);
    assert.deepEqual(
      [span?.kind, span?.parentId, span?.name, more.length],
      ["SERVER", SPAN, "prism.v1.KeyValueService/Get", 0],
    );
    assert.equal(span?.attributes["error.type"], "NAMESPACE_NOT_FOUND");
    assert.equal(span?.attributes["prism.request.id"], 9);
    assert.equal(span?.attributes["prism.namespace"], undefined);
    const url = `http://127.0.0.1:${started.httpPort}/v1/nothing/here`;
    const problem = (await (
      await fetch(url, { headers: { traceparent: `00-${traceId(2)}-${SPAN}-01` } })
    ).json()) as Problem;
    assert.equal(problem.metadata.trace_id, traceId(2));
    assert.equal((await collector.trace(traceId(2), 1))[0]?.attributes["prism.door"], "http");
  });

  it("that shows no credentials has its span too, through every door", async (t) => {
    const collector = await Collector.http(t);
    const folder = tempFolder(t);
    writeFileSync(join(folder, "keys.jsonl"), "", { mode: 0o600 });
    const keys = { "auth.mode": "required", "auth.apiKeys.file": "keys.jsonl" };
    const started = await openTraced(t, collector, keys, folder);
    const parentOf = (number: number): string => `00-${traceId(number)}-${SPAN}-01`;
    const tcp = await started.connect();
    await tcp.call(traced(1, 16, keyed("a"), parentOf(1)));
    const client = GrpcClient.to(t, started.grpcPort);
    const call = client.call("Get", { namespace: "cache", key: "a" }, { metadata: { traceparent: parentOf(2) } });
    const refused = detailsOf(await call.catch((error: unknown) => error)).ErrorInfo?.metadata;
    assert.equal((refused as Problem["metadata"]).trace_id, traceId(2));
    const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/cache/keyvalue/a`;
    await (await fetch(url, { headers: { traceparent: parentOf(3) } })).arrayBuffer();
    for (const [place, door] of ["tcp", "grpc", "http"].entries()) {
      const [span] = await collector.trace(traceId(place + 1), 1);
      assert.equal(span?.attributes["prism.door"], door);
      assert.equal(span?.attributes["rpc.response.status_code"], "UNAUTHENTICATED");
      assert.equal(span?.status.code, "STATUS_CODE_UNSET");
    }
  });

  it("is none by a traceparent that is none, which is counted, whatever the door", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector);
    const tcp = await started.connect();
    await tcp.call(traced(1, 16, keyed("a"), "nonsense"));
    const client = GrpcClient.to(t, started.grpcPort);
    await client.call("Get", { namespace: "cache", key: "a" }, { metadata: { traceparent: "nonsense" } });
    const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/cache/keyvalue/a`;
    await (await fetch(url, { headers: { traceparent: "nonsense" } })).arrayBuffer();
    await eventually("all three are counted", () => started.gateway.tracing?.figures.invalid === 3);
    assert.equal(collector.exports, 0);
  });

  it("is one of those that the ratio takes, where the caller has not decided", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector, { "tracing.sampleRatio": "0.25" });
    const client = await started.connect();
    for (let id = 1; id <= 2_000; id++) client.send(get(id, "cache", "a"));
    await client.answered(2_000);
    client.socket.destroy();
    await started.close();
    const traces = new Set(collector.spans.map((span) => span.traceId));
    assert.ok(traces.size > 380 && traces.size < 620, `${traces.size} of 2000`);
    assert.ok(collector.spans.every(({ traceState }) => traceState === "ot=th:c"));
  });

  it("is the last one before a shutdown", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector, { "tracing.exportInterval": "60s" });
    const client = await started.connect();
    await client.call(traced(1, 16, keyed("a"), `00-${traceId(1)}-${SPAN}-01`));
    client.socket.destroy();
    await started.close();
    assert.equal(collector.spans.length, 4);
  });

  it("is told when the collector, which was away, is back", async (t) => {
    const collector = await Collector.http(t);
    collector.status = 503;
    const started = await openTraced(t, collector);
    const client = await started.connect();
    await client.call(traced(1, 16, keyed("a"), `00-${traceId(1)}-${SPAN}-01`));
    await started.logged(({ message }) => message === "spans cannot be exported");
    collector.status = 200;
    await collector.trace(traceId(1), 4);
    await started.logged(({ message }) => message === "spans are exported again");
  });

  it("is none where tracing is off, whatever its caller says", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector, { "tracing.mode": "off" });
    const client = await started.connect();
    await client.call(traced(1, 16, keyed("a"), `00-${traceId(1)}-${SPAN}-01`));
    client.socket.destroy();
    await started.close();
    assert.equal(collector.exports, 0);
  });

  it("that delivers messages refers to their publishers", async (t) => {
    const collector = await Collector.http(t);
    const started = await openTraced(t, collector);
    const client = await started.connect();
    const message = (...fields: Field[]) => encodeMessage([2, "value"], ...fields);
    const own = `00-${traceId(9)}-${SPAN}-01`;
    const header = encodeMessage([1, "traceparent"], [2, own]);
    await client.call(traced(1, 32, encodeMessage([1, "events"], [2, message()]), `00-${traceId(1)}-${SPAN}-01`));
    await client.call(
      traced(2, 32, encodeMessage([1, "events"], [2, message([3, header])]), `00-${traceId(2)}-${SPAN}-01`),
    );
    await client.call(
      traced(3, 34, encodeMessage([1, "events"], [2, "readers"], [6, 10]), `00-${traceId(3)}-${SPAN}-01`),
    );
    const publish = byName(await collector.trace(traceId(1), 4)).get("publish events");
    const fetch = byName(await collector.trace(traceId(3), 4)).get("fetch events");
    assert.equal(publish?.kind, "PRODUCER");
    assert.equal(publish?.attributes["messaging.operation.type"], "send");
    assert.equal(fetch?.attributes["messaging.operation.type"], "receive");
    assert.equal(fetch?.attributes["messaging.system"], "prism.memory");
    assert.equal(fetch?.attributes["messaging.destination.name"], "events");
    assert.deepEqual(
      fetch?.links.map((link) => [link.traceId, link.spanId]),
      [
        [traceId(1), publish?.spanId],
        [traceId(9), SPAN],
      ],
      JSON.stringify(fetch?.attributes),
    );
  });
});
