import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { type CallFault, CallFaults } from "../../src/acceptor/call-faults.ts";
import { callerGone } from "../../src/acceptor/large/refusals.ts";
import { gatewayFailed, unreadableAnswer } from "../../src/acceptor/refusals.ts";
import { Code } from "../../src/common/codes.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { eventually } from "../support/eventually.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { detailsOf, GrpcClient } from "../support/grpc-client.ts";
import { tempFolder } from "../support/temp-folder.ts";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const TRACEPARENT = `00-${TRACE_ID}-00f067aa0ba902b7-01`;
const call = { operation: "PUT", namespace: "orders", traceparent: TRACEPARENT };

describe("what fails in a door itself", () => {
  function start() {
    const clock = { nowUs: 0, monotonicUs: () => clock.nowUs | 0, wallMs: () => 0 };
    const told: CallFault[] = [];
    return { faults: new CallFaults("http", clock, (fault) => told.push(fault)), told, clock };
  }

  it("is told with its cause, and what it happened to; the caller hears that it was the gateway's fault", () => {
    const { faults, told } = start();
    const failure = faults.failureOf(new TypeError("outer", { cause: new Error("inner") }), call);
    assert.equal(failure, gatewayFailed);
    const [{ problem, ...rest }] = told as [CallFault];
    assert.match(problem, /TypeError: outer.*call-faults\.test.*inner/s);
    assert.deepEqual(rest, { door: "http", operation: "PUT", namespace: "orders", traceId: TRACE_ID, leftOut: 0 });
  });

  it("is told of answers that cannot be read, too, but not of what the gateway refuses", () => {
    const { faults, told } = start();
    assert.equal(faults.failureOf(new PrismError(callerGone), call), callerGone);
    assert.deepEqual(told, []);
    assert.equal(faults.failureOf(new PrismError(unreadableAnswer), call), unreadableAnswer);
    assert.equal(told.length, 1);
  });

  it("is told once a second, with the number of those left out, and without what is not known", () => {
    const { faults, told, clock } = start();
    for (let i = 0; i < 4; i++) {
      faults.failureOf(i, { operation: "PutStream", namespace: "", traceparent: "nonsense" });
      clock.nowUs += 400_000;
    }
    assert.deepEqual(told, [
      { door: "http", operation: "PutStream", problem: "0", leftOut: 0 },
      { door: "http", operation: "PutStream", problem: "3", leftOut: 2 },
    ]);
  });
});

/** Loaded before all else in each of the gateway's threads: from then on no door can make the calls of a large value. */
const breaking = (module: string): string => `
  const { ValueCalls } = await import(${JSON.stringify(module)});
  ValueCalls.prototype.perform = async () => { throw new TypeError("broken by a test"); };
`;

it("each door's log tells what was thrown while it wrote or read a large value, and its caller hears GATEWAY_FAILED", async (t) => {
  const folder = tempFolder(t);
  const file = join(folder, "break.mjs");
  writeFileSync(file, breaking(new URL("../../src/acceptor/large/value-calls.js", import.meta.url).href));
  const env = { NODE_OPTIONS: `--import ${pathToFileURL(file).href}` };
  const gateway = await GatewayProcess.serving(t, { folder, env });
  const logged = async (operation: string): Promise<Record<string, unknown>> => {
    const find = () => gateway.stderr.split("\n").find((each) => each.includes(`"operation":"${operation}"`));
    await eventually(`the log tells of ${operation}`, () => find() !== undefined);
    return JSON.parse(find() as string) as Record<string, unknown>;
  };

  const response = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/namespaces/memory/keyvalue/k`, {
    method: "PUT",
    headers: { traceparent: TRACEPARENT },
    body: Buffer.alloc(1.5 * 1024 * 1024),
  });
  const answer = await response.text();
  assert.equal(response.status, 500);
  assert.match(answer, /GATEWAY_FAILED/);
  assert.doesNotMatch(answer, /broken by a test/);
  const { level, problem, door, namespace, traceId } = await logged("PUT");
  assert.deepEqual([level, door, namespace, traceId], ["error", "http", "memory", TRACE_ID]);
  assert.match(String(problem), /TypeError: broken by a test\n +at /);

  const client = GrpcClient.to(t, gateway.grpcPort);
  const { call: sending, answer: written } = client.send("PutStream");
  sending.end({ namespace: "memory", key: "k", data: Buffer.from("small") });
  const error = await written.then(
    () => assert.fail("it succeeded"),
    (thrown: unknown) => thrown,
  );
  assert.equal((error as { code: number }).code, Code.INTERNAL);
  assert.equal(detailsOf(error).ErrorInfo?.reason, "GATEWAY_FAILED");
  const put = await logged("PutStream");
  assert.deepEqual([put.level, put.door, put.namespace], ["error", "grpc", "memory"]);
});
