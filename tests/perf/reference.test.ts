import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Children } from "../../perf/children.ts";
import { grpcPlanFor } from "../../perf/grpc/get-plans.ts";
import { grpcLoad } from "../../perf/grpc/grpc-load.ts";
import { Lab } from "../../perf/lab.ts";
import { echoPlanFor, planFor, preload } from "../../perf/measures/plans.ts";
import { framesOf, httpGetsOf, runClosedLoop } from "../../perf/reference/closed-loop.ts";
import { compilerVersion, withReferences } from "../../perf/reference/compile.ts";
import { type OpenLoopFigures, runOpenLoop } from "../../perf/reference/open-loop.ts";
import { withResponder } from "../../perf/reference/responder.ts";
import { withEcho } from "../../perf/servers/echo.ts";
import { withGateway } from "../../perf/servers/gateway.ts";
import { suiteLoad } from "../../perf/suite-load.ts";

const skip = compilerVersion() === null && "needs cc (apt-get install gcc libc6-dev)";
/** Generators encode what they ask in the warm-up: on a machine that others use, that takes a while. */
const lab = new Lab({ rounds: 1, warmUpMs: 800, durationMs: 800 }, new Children(), () => undefined);
const { children } = lab;
const keys = { namespace: "memory", keyPrefix: "bench:reference", keys: 100, keyBytes: 24 };

/** Quantiles of the logarithm: e to the 0.6 times the normal distribution's. */
const TRUTH = { p50: 2_000, p90: 4_315, p99: 8_077 };

describe("programs to compare the generator with", { skip }, () => {
  it("answer whatever our generators ask, so that no answer is wrong", () =>
    withReferences(children, ({ responder }) =>
      withResponder(children, responder, ["frames"], (frames) =>
        withResponder(children, responder, ["grpc"], async (calls) => {
          const plan = { ...planFor(lab, frames.port, { connections: 7, depth: 16 }), answers: "constant" as const };
          const rates = [
            await lab.load(plan, null),
            await lab.load({ ...plan, operation: "mixed" }, null),
            await grpcLoad(lab, grpcPlanFor(lab, calls.port), calls.pid),
            await suiteLoad(lab, { door: "tcp", port: frames.port, connections: 5, depth: 16 }),
            await suiteLoad(lab, { door: "grpc", port: calls.port, connections: 5, depth: 16 }),
          ].map(({ opsPerSecond }) => opsPerSecond);
          assert.ok(Math.min(...rates) > 0, rates.join(", "));
        }),
      ),
    ));

  it("find, as ours does, the times that a server is known to take", () =>
    withReferences(children, ({ responder, openLoop }) =>
      withResponder(children, responder, ["frames", "2000"], async ({ port }) => {
        const load = { port, connections: 16, depth: 16, ratePerSecond: 2_000, durationMs: 2_048 };
        const found = {
          "in C": await runOpenLoop(children, openLoop, { ...load, warmUpMs: 0, ...keys }),
          ours: (await suiteLoad(lab, { ...load, door: "tcp" })).latencyUs as OpenLoopFigures,
        };
        for (const [who, latency] of Object.entries(found)) {
          for (const [key, truth] of Object.entries(TRUTH) as [keyof typeof TRUTH, number][]) {
            // Never sooner; later by what the machine takes, which is shared with other tests.
            assert.ok(latency[key] > truth * 0.97, `${who}: ${key} is ${latency[key]}, and cannot be under ${truth}`);
          }
          assert.ok(latency.p50 < TRUTH.p50 * 20, `${who}: p50 is ${latency.p50}`);
        }
        assert.ok(Math.abs(found["in C"].answers - 4_096) <= 2, `${found["in C"].answers} answers`);
      }),
    ));

  it("count, as ours does, what waits for room from the moment at which it was due", () =>
    withReferences(children, ({ responder, openLoop }) =>
      withResponder(children, responder, ["frames", "10000"], async ({ port }) => {
        // One at a time, each for some 12 ms, and one due every 5: what is due in the middle waits for a third of a second.
        const load = { port, connections: 1, depth: 1, ratePerSecond: 200, durationMs: 500 };
        const found = {
          "in C": await runOpenLoop(children, openLoop, { ...load, warmUpMs: 0, ...keys }),
          ours: (await suiteLoad(lab, { ...load, door: "tcp" })).latencyUs as OpenLoopFigures,
        };
        for (const [who, { p50 }] of Object.entries(found)) assert.ok(p50 > 200_000, `${who}: p50 is ${p50}`);
      }),
    ));

  it("ask what ours does in a closed loop, and find out a server that answers wrongly", () =>
    withReferences(children, ({ closedLoop }) =>
      withGateway(children, { workers: "auto", memory: ["memory"], sqlite: [] }, async (gateway) => {
        await preload(lab, gateway.port, {});
        const load = { connections: 7, depth: 16 };
        const gets = framesOf(planFor(lab, gateway.port, load));
        const puts = framesOf(planFor(lab, gateway.port, { ...load, operation: "put", keyPrefix: "put:" }));
        const run = (plan: typeof gets) => runClosedLoop(children, closedLoop, plan, gateway.pid);
        for (const plan of [gets, puts]) assert.ok((await run(plan)).opsPerSecond > 0);
        const others = gets.requests.map(({ bytes }) => ({ bytes, value: Buffer.alloc(64, "y") }));
        await assert.rejects(run({ ...gets, requests: others }), /a get has not found the value/);
        const missing = framesOf(planFor(lab, gateway.port, { ...load, keyPrefix: "missing:" }));
        await assert.rejects(run(missing), /a get has not found the value/);
        const elsewhere = framesOf(planFor(lab, gateway.port, { ...load, namespaces: ["nowhere"] }));
        await assert.rejects(run(elsewhere), /an answer is an error/);
        await withEcho(children, async (echo) => {
          const frames = framesOf(echoPlanFor(lab, echo.port, load));
          assert.ok((await runClosedLoop(children, closedLoop, frames, echo.pid)).opsPerSecond > 0);
          await assert.rejects(run({ ...frames, port: gateway.port }), /a frame came back changed/);
        });
        const url = `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/memory/keyvalue/http`;
        await fetch(url, { method: "PUT", body: "found" });
        const { warmUpMs, durationMs } = lab.pace;
        const http = { port: gateway.httpPort, connections: 3, warmUpMs, durationMs, paths: [new URL(url).pathname] };
        assert.ok((await run(httpGetsOf({ ...http, body: "found" }))).opsPerSecond > 0);
        await assert.rejects(run(httpGetsOf({ ...http, body: "other" })), /a wrong answer/);
      }),
    ));
});
