import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Children } from "../../perf/children.ts";
import { withGrpcGo } from "../../perf/clients/grpc-go.ts";
import { readH2load } from "../../perf/clients/h2load.ts";
import { Lab } from "../../perf/lab.ts";
import { askByGo, askByNode } from "../../perf/measures/grpc/clients.ts";
import { preload } from "../../perf/measures/plans.ts";
import { withGateway } from "../../perf/servers/gateway.ts";

const lab = new Lab({ rounds: 1, warmUpMs: 100, durationMs: 300 }, new Children(), () => undefined);
const { children } = lab;

describe("clients that are compared", () => {
  it("get what was put, and say what that takes; else the run is void", () =>
    withGateway(children, { workers: 1, memory: ["memory"], sqlite: [] }, async (gateway) => {
      await assert.rejects(askByNode(lab, "prism-grpc", gateway.grpcPort, gateway.pid), /has not found the value/);
      await preload(lab, gateway.port, {});
      const figures = [
        await askByNode(lab, "prism-grpc", gateway.grpcPort, gateway.pid),
        await askByNode(lab, "grpc-js", gateway.grpcPort, gateway.pid),
        await askByNode(lab, "prism-frames", gateway.port, gateway.pid),
      ];
      for (const { opsPerSecond, clientCpuUs } of figures) assert.ok(opsPerSecond > 0 && (clientCpuUs as number) > 0);
    }));

  it("have grpc-go among them", (test) =>
    withGrpcGo(children, async (client) => {
      if ("reason" in client) {
        test.skip(client.reason);
        return;
      }
      await withGateway(children, { workers: 1, memory: ["memory"], sqlite: [] }, async (gateway) => {
        await assert.rejects(askByGo(lab, client.program, gateway), /an answer is not the one expected/);
        await preload(lab, gateway.port, {});
        const { opsPerSecond, clientCpuUs } = await askByGo(lab, client.program, gateway);
        assert.ok(opsPerSecond > 0 && (clientCpuUs as number) > 0);
      });
    }));

  it("have a report of h2load read, which is void when a call was not answered well", () => {
    const report = (codes: string, failed = 0): string =>
      [
        "finished in 2.80s, 43210.50 req/s, 4.20MB/s",
        `requests: 86421 total, 86677 started, 86421 done, 86421 succeeded, ${failed} failed, 0 errored, 0 timeout`,
        `status codes: ${codes}`,
        "traffic: 8.40MB (8808038) total",
      ].join("\n");
    assert.deepEqual(readH2load(report("86421 2xx, 0 3xx, 0 4xx, 0 5xx")), { perSecond: 43_210.5, answers: 86_421 });
    assert.equal(readH2load(report("86420 2xx, 0 3xx, 1 4xx, 0 5xx")), null);
    assert.equal(readH2load(report("86421 2xx, 0 3xx, 0 4xx, 0 5xx", 1)), null);
    assert.equal(readH2load("no answer came"), null);
  });
});
