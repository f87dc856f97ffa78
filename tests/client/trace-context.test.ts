import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { describe, it, type TestContext } from "node:test";
import { PrismClient } from "../../src/client/prism-client.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { afterwards } from "../support/afterwards.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { Collector } from "../tracing/collector.ts";

const SPAN = "00f067aa0ba902b7";

function traceId(number: number): string {
  return number.toString(16).padStart(32, "b");
}

async function open(t: TestContext) {
  const collector = await Collector.http(t);
  const started = await StartedGateway.open(t, {
    flags: {
      "tracing.mode": "on",
      "tracing.endpoint": `http://127.0.0.1:${collector.port}`,
      "tracing.exportInterval": "100ms",
      "tracing.sampleRatio": "0",
    },
  });
  const connect = async (address: string): Promise<PrismClient> => {
    const client = await PrismClient.connect(address);
    afterwards(t, () => client.close());
    return client;
  };
  const addresses = [`prism://127.0.0.1:${started.port}`, `grpc://127.0.0.1:${started.grpcPort}`];
  return { collector, clients: await Promise.all(addresses.map(connect)) };
}

/** What `@opentelemetry/api` 1 registers, with a context manager of `AsyncLocalStorage`. */
class Registry {
  private readonly spans = new AsyncLocalStorage<{ traceId: string; spanId: string; traceFlags: number }>();
  private readonly symbol = Symbol.for("opentelemetry.js.api.1");

  constructor(t: TestContext) {
    const active = () => ({ getValue: (key: symbol) => this.valueOf(key) });
    Object.defineProperty(globalThis, this.symbol, {
      value: { version: "1.9.0", context: { active } },
      configurable: true,
    });
    t.after(() => Reflect.deleteProperty(globalThis, this.symbol));
  }

  run<T>(span: { traceId: string; spanId: string; traceFlags: number }, body: () => T): T {
    return this.spans.run(span, body);
  }

  private valueOf(key: symbol) {
    const span = this.spans.getStore();
    if (key !== Symbol.for("OpenTelemetry Context Key SPAN") || span === undefined) return undefined;
    return { spanContext: () => span };
  }
}

describe("the trace of a client's call", () => {
  it("is the one that its options give, over frames and over gRPC", async (t) => {
    const { collector, clients } = await open(t);
    for (const [place, client] of clients.entries()) {
      const id = traceId(place + 1);
      await client.keyValue("memory").get("a", { traceparent: `00-${id}-${SPAN}-01` });
      const server = (await collector.trace(id, 4)).find(({ kind }) => kind === "SERVER");
      assert.deepEqual([server?.parentId, server?.attributes["prism.door"]], [SPAN, place === 0 ? "tcp" : "grpc"]);
    }
  });

  it("is that of the active span of OpenTelemetry, where the application has it", async (t) => {
    const { collector, clients } = await open(t);
    const registry = new Registry(t);
    const [client] = clients;
    const kv = client?.keyValue("memory");
    await registry.run({ traceId: traceId(7), spanId: SPAN, traceFlags: 1 }, async () => {
      await Promise.resolve();
      await kv?.put("a", "b");
    });
    const named = (await collector.trace(traceId(7), 4)).map(({ name }) => name);
    assert.ok(named.includes("prism.v1.KeyValueService/Put"), named.join());
    // Neither a span that is not recorded nor none at all is a trace.
    await registry.run({ traceId: "0".repeat(32), spanId: "0".repeat(16), traceFlags: 0 }, () => kv?.get("a"));
    await kv?.get("a");
    await kv?.get("a", { traceparent: `00-${traceId(8)}-${SPAN}-01` });
    await collector.trace(traceId(8), 4);
    assert.equal(collector.spans.length, 8);
  });

  it("is refused when it is none", async (t) => {
    const { clients } = await open(t);
    const kv = clients[0]?.keyValue("memory");
    for (const traceparent of ["", "00-a-b-01", `00-${"0".repeat(32)}-${SPAN}-01`, `01-${traceId(1)}-${SPAN}-01`]) {
      await assert.rejects(
        async () => kv?.get("a", { traceparent }),
        (error) => {
          assert.ok(error instanceof PrismError);
          return error.failure.reason === "TRACEPARENT_INVALID" && error.failure.metadata.field === "traceparent";
        },
      );
    }
  });
});
