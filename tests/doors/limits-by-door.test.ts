import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { StartedGateway } from "../support/started-gateway.ts";
import type { DoorCall, DoorCaller, DoorError } from "./door-caller.ts";
import { grpcCaller } from "./grpc-caller.ts";
import { httpCaller } from "./http-caller.ts";
import { tcpCaller } from "./tcp-caller.ts";

const YAML = `backends: { ram: { type: memory } }
namespaces:
- { name: few, pattern: keyvalue, backend: ram, limits: [{ principal: "*", requestsPerSecond: 1, requestBurst: 2 }] }
- { name: small, pattern: keyvalue, backend: ram, limits: [{ principal: "*", bytesPerSecond: 1KiB }] }
`;

async function start(t: TestContext): Promise<{ gateway: StartedGateway; callers: DoorCaller[] }> {
  const gateway = await StartedGateway.open(t, { yaml: YAML, flags: { workers: 1 } });
  return {
    gateway,
    callers: [tcpCaller(t, gateway.port), grpcCaller(t, gateway.grpcPort), httpCaller(gateway.httpPort)],
  };
}

function get(namespace: string): DoorCall {
  return { method: "Get", message: { namespace, key: "k" } };
}

async function refusal(caller: DoorCaller, call: DoorCall): Promise<DoorError> {
  for (let i = 0; i < 20; i++) {
    const answer = await caller.call(call);
    if (!answer.ok) return answer.error;
  }
  assert.fail(`${caller.name} was never refused`);
}

describe("limits of a principal", () => {
  it("count what comes by any door, and are told by every door with the time to wait", async (t) => {
    const { gateway, callers } = await start(t);
    // What the first door has used up is used up for the others.
    await refusal(callers[0] as DoorCaller, get("few"));
    for (const caller of callers) {
      const { reason, code, retryAfterMs, metadata } = await refusal(caller, get("few"));
      assert.deepEqual([reason, code, metadata.limit], ["RATE_LIMITED", 8, "requestsPerSecond"], caller.name);
      assert.ok(retryAfterMs > 0 && retryAfterMs <= 1_000, `${caller.name}: ${retryAfterMs} ms`);
    }
    const response = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/namespaces/few/keyvalue/k`);
    assert.deepEqual([response.status, response.headers.get("retry-after")], [429, "1"]);
  });

  it("count the bytes of answers by every door", async (t) => {
    const { callers } = await start(t);
    const value = Buffer.alloc(4_000).toString("base64");
    await (callers[0] as DoorCaller).call({ method: "Put", message: { namespace: "small", key: "k", value } });
    for (const caller of callers) {
      const { reason, retryAfterMs } = await refusal(caller, get("small"));
      assert.equal(reason, "BYTE_RATE_LIMITED", caller.name);
      assert.ok(retryAfterMs > 1_000 && retryAfterMs <= 5_000, `${caller.name}: ${retryAfterMs} ms`);
    }
  });
});
