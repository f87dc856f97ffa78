import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { StartedGateway } from "../support/started-gateway.ts";
import type { DoorCall, DoorCaller, DoorError } from "./door-caller.ts";
import { requestErrors } from "./error-cases.ts";
import { grpcCaller } from "./grpc-caller.ts";
import { httpCaller } from "./http-caller.ts";
import { tcpCaller } from "./tcp-caller.ts";
import { websocketCaller } from "./websocket-caller.ts";

function callersOf(t: TestContext, gateway: StartedGateway): DoorCaller[] {
  return [
    tcpCaller(t, gateway.port),
    grpcCaller(t, gateway.grpcPort),
    httpCaller(gateway.httpPort),
    websocketCaller(t, gateway.httpPort),
  ];
}

/** The error that every door answers the call with; fails when two doors differ. */
async function errorOf(callers: readonly DoorCaller[], call: DoorCall): Promise<DoorError> {
  const errors: DoorError[] = [];
  for (const caller of callers) {
    const answer = await caller.call(call);
    if (answer.ok) assert.fail(`${caller.name} answered ${JSON.stringify(answer.message)}`);
    if (errors[0] !== undefined)
      assert.deepEqual(answer.error, errors[0], `${caller.name} and ${callers[0]?.name} differ`);
    errors.push(answer.error);
  }
  return errors[0] as DoorError;
}

describe("the one error model", () => {
  it("says the same through every door of what is wrong with a request", async (t) => {
    const callers = callersOf(t, await StartedGateway.open(t));
    for (const { reason, code, field, call } of requestErrors) {
      const error = await errorOf(callers, call);
      assert.deepEqual([error.reason, error.code, error.metadata.field], [reason, code, field]);
      assert.notEqual(error.message, "");
    }
  });

  it("says the same of an idempotency key that was used for another request", async (t) => {
    const callers = callersOf(t, await StartedGateway.open(t));
    const put = (value: string): DoorCall => ({
      method: "Put",
      message: { namespace: "memory", key: "k", value },
      idempotencyKey: "one",
    });
    assert.equal((await (callers[0] as DoorCaller).call(put("AAAA"))).ok, true);
    assert.equal((await errorOf(callers, put("BBBB"))).reason, "IDEMPOTENCY_KEY_REUSED");
  });

  it("says the same of a store that is full", async (t) => {
    const yaml =
      "backends: { ram: { type: memory, maxBytes: 4MiB } }\nnamespaces: [{ name: memory, pattern: keyvalue, backend: ram }]";
    const callers = callersOf(t, await StartedGateway.open(t, { yaml, flags: { workers: 1 } }));
    const value = Buffer.alloc(1024 * 1024).toString("base64");
    for (let i = 0; i < 3; i++) {
      await (callers[0] as DoorCaller).call({ method: "Put", message: { namespace: "memory", key: `k${i}`, value } });
    }
    const error = await errorOf(callers, { method: "Put", message: { namespace: "memory", key: "one more", value } });
    assert.equal(error.reason, "STORE_FULL");
  });

  it("says the same of a worker that is being started, with the time after which to try again", async (t) => {
    const gateway = await StartedGateway.open(t, { flags: { workers: 1 } });
    const callers = callersOf(t, gateway);
    gateway.gateway.acceptor.detach(0);
    const error = await errorOf(callers, { method: "Get", message: { namespace: "memory", key: "k" } });
    assert.deepEqual([error.reason, error.retryAfterMs], ["WORKER_RESTARTING", 100]);
  });

  it("says the same of a gateway that is shutting down", async (t) => {
    const gateway = await StartedGateway.open(t);
    const callers = callersOf(t, gateway);
    gateway.gateway.acceptor.drain();
    const error = await errorOf(callers, { method: "Get", message: { namespace: "memory", key: "k" } });
    assert.deepEqual([error.reason, error.retryAfterMs], ["SHUTTING_DOWN", 1_000]);
  });
});
