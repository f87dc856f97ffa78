import assert from "node:assert/strict";
import { test } from "node:test";
import { runSuite } from "../../../../src/bench/suite/run-suite.ts";
import { StartedGateway } from "../../../support/started-gateway.ts";
import { scenarioOf } from "../../tune/fake-tuning.ts";

test("errors over gRPC are counted by their code and reason, as over TCP", { timeout: 300_000 }, async (t) => {
  const { port: tcp, grpcPort: grpc, httpPort: http } = await StartedGateway.open(t, { flags: { workers: 1 } });
  const target = { kind: "gateway", host: "127.0.0.1", ports: { tcp, grpc, http, websocket: http }, authorization: "" };
  const errorsOver = async (door: string): Promise<readonly string[]> => {
    const read = scenarioOf({ door, namespace: "nowhere", depth: 2, keys: { preload: false } });
    const options = { scale: 0.2, rounds: 1, seed: 1, serverPid: null, say: () => undefined };
    const { rounds, faults } = await runSuite(read, { ...options, target: target as never });
    assert.deepEqual(faults, []);
    const errors = rounds[0]?.flows[0]?.operations.flatMap((operation) => operation.errors) ?? [];
    assert.ok(errors.every(({ count }) => count > 0));
    return errors.map(({ code, reason }) => `${code} ${reason}`);
  };
  const overTcp = await errorsOver("tcp");
  assert.match(String(overTcp), /^NOT_FOUND NAMESPACE_/);
  assert.deepEqual(await errorsOver("grpc"), overTcp);
});
