import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Children } from "../../perf/children.ts";
import { callPlanFor, getAnswer, wideGets } from "../../perf/grpc/get-plans.ts";
import { Lab } from "../../perf/lab.ts";
import { pagesOf, scanPlanFor, scanRequest } from "../../perf/measures/grpc/scans.ts";
import { grpcInMemory } from "../../perf/measures/grpc/setup.ts";
import { preload } from "../../perf/measures/plans.ts";
import { type CallLoopPlan, runCallLoop, whileCallsAreHeld } from "../../perf/reference/call-loop.ts";
import { compilerVersion, withReferences } from "../../perf/reference/compile.ts";
import { withResponder } from "../../perf/reference/responder.ts";
import { hasOpenssl, withCertificates } from "../../perf/servers/certificates.ts";
import { withGrpcEcho } from "../../perf/servers/echo.ts";
import { withGateway } from "../../perf/servers/gateway.ts";

const skip = compilerVersion() === null && "needs cc (apt-get install gcc libc6-dev)";
const lab = new Lab({ rounds: 1, warmUpMs: 100, durationMs: 300 }, new Children(), () => undefined);
const { children } = lab;
const scanned = { keyPrefix: "scan:", keyBytes: 16, keys: 50 };

describe("the client of gRPC in C", { skip }, () => {
  it("looks at every answer", (test) =>
    withReferences(children, ({ callLoop, responder }) =>
      withGateway(children, grpcInMemory, async ({ port, grpcPort, pid }) => {
        await preload(lab, port, {});
        await preload(lab, port, scanned);
        const run = (plan: CallLoopPlan) => runCallLoop(children, callLoop, plan, pid);
        const gets = callPlanFor(lab, { ...wideGets, port: grpcPort, values: "put" });
        const changed = (change: object): CallLoopPlan => ({
          ...gets,
          calls: gets.calls.map((call) => ({ ...call, ...change })),
        });

        await test.test("of a gateway, by calls and by messages", async () => {
          const got = await run(gets);
          assert.ok(got.opsPerSecond > 0 && (got.clientCpuUs as number) > 0);
          // One message each, but for calls whose trailers had not come at one end or the other.
          const apart = Math.abs(got.messagesPerSecond - got.opsPerSecond) * (lab.pace.durationMs / 1e3);
          assert.ok(apart <= wideGets.connections * wideGets.depth, `${apart} messages more or less than calls`);
        });

        await test.test("of scans, the gateway's and those of a bare server with the same messages", async () => {
          const request = scanRequest(1);
          const pages = await pagesOf(grpcPort, request);
          assert.equal(pages.length, scanned.keys);
          const own = await run(scanPlanFor(lab, grpcPort, request, pages));
          assert.ok(own.messagesPerSecond > own.opsPerSecond);
          await withGrpcEcho(children, { answer: getAnswer(), pages }, async (bare) => {
            const other = await run(scanPlanFor(lab, bare.port, request, pages));
            assert.ok(other.messagesPerSecond > other.opsPerSecond);
            const constant = callPlanFor(lab, { ...wideGets, port: bare.port, values: "constant" });
            assert.ok((await run(constant)).opsPerSecond > 0);
          });
          await assert.rejects(run(scanPlanFor(lab, grpcPort, request, pages.slice(1))), /not the one expected/);
          await assert.rejects(run(scanPlanFor(lab, grpcPort, request, pages.slice(0, -1))), /not as long as expected/);
        });

        await test.test("of a responder, which compresses no headers", () =>
          withResponder(children, responder, ["grpc"], async (constant) => {
            const plan = callPlanFor(lab, { ...wideGets, port: constant.port, values: "constant" });
            assert.ok((await run(plan)).opsPerSecond > 0);
          }),
        );

        await test.test("and finds out those that are wrong", async () => {
          await assert.rejects(run(changed({ begins: Buffer.alloc(20, "y") })), /not the one expected/);
          await assert.rejects(run(changed({ bytes: { least: 1, most: 60 } })), /not as long as expected/);
          await assert.rejects(run(changed({ messages: 2 })), /not as long as expected/);
          const nowhere = Buffer.from("\x0a\x07nowhere\x12\x01k");
          await assert.rejects(run(changed({ message: nowhere })), /an answer is an error/);
          await assert.rejects(run({ ...gets, path: "/prism.v1.KeyValueService/Nothing" }), /an answer is an error/);
          await assert.rejects(run({ ...gets, connections: 5_000 }), /out of its bounds/);
        });

        await test.test("of calls that it has held open", async () => {
          const held = { ...gets, connections: 20, depth: 30 };
          const { done, answers } = await whileCallsAreHeld(children, callLoop, held, async () => "worked");
          assert.deepEqual({ done, answers }, { done: "worked", answers: 600 });
          const wrong = changed({ begins: Buffer.alloc(20, "y") });
          await assert.rejects(
            whileCallsAreHeld(children, callLoop, wrong, async () => undefined),
            /not the one expected/,
          );
        });
      }),
    ));

  it("calls over TLS", { skip: !hasOpenssl() && "needs openssl" }, () =>
    withCertificates(({ open, client }) =>
      withReferences(children, ({ callLoop }) =>
        withGateway(
          children,
          { ...grpcInMemory, tls: open, grpc: { ...grpcInMemory.grpc, tls: true } },
          async ({ port, grpcPort, pid }) => {
            await preload(lab, port, { tls: client });
            const gets = callPlanFor(lab, { ...wideGets, port: grpcPort, values: "put", isSecure: true });
            assert.ok((await runCallLoop(children, callLoop, gets, pid)).opsPerSecond > 0);
            const frames = runCallLoop(children, callLoop, { ...gets, port }, pid);
            await assert.rejects(frames, /the server does not choose h2|no TLS/);
          },
        ),
      ),
    ),
  );
});
