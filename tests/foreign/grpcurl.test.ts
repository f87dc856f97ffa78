import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { describe, it, type TestContext } from "node:test";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { installGrpcurl } from "../support/foreign-tools.ts";
import { grpcTransports } from "../support/grpc-transports.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const grpcurl = await installGrpcurl();
const skip = grpcurl.startsWith("needs ") && grpcurl;

/** Runs grpcurl without any proto file: all that it knows it has from the gateway. */
function run(t: TestContext, port: number, before: readonly string[], after: readonly string[]) {
  const child = spawn(grpcurl, ["-plaintext", ...before, `127.0.0.1:${port}`, ...after]);
  afterwards(t, () => child.kill("SIGKILL"));
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (output.stderr += text));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, ...output })),
  );
  return { child, output, ended };
}

async function call(t: TestContext, port: number, method: string, request: object, flags: readonly string[] = []) {
  const { code, stdout, stderr } = await run(t, port, ["-d", JSON.stringify(request), ...flags], [method]).ended;
  assert.equal(code, 0, stderr);
  return stdout;
}

const get = "prism.v1.KeyValueService/Get";
const put = "prism.v1.KeyValueService/Put";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

for (const transport of grpcTransports) {
  const flags = { workers: 1, "listeners.grpc.thread": "own", "listeners.grpc.transport": transport };

  describe(`grpcurl, transport ${transport}`, { skip }, () => {
    it("finds services and methods by reflection", async (t) => {
      const { grpcPort } = await StartedGateway.open(t, { flags });
      const { stdout } = await run(t, grpcPort, [], ["list"]).ended;
      for (const service of ["grpc.health.v1.Health", "prism.v1.KeyValueService", "prism.v1.NamespaceService"])
        assert.match(stdout, new RegExp(`^${service}$`, "m"));
      const described = (await run(t, grpcPort, [], ["describe", "prism.v1.KeyValueService.ScanStream"]).ended).stdout;
      assert.match(
        described,
        /rpc ScanStream \( \.prism\.v1\.ScanRequest \) returns \( stream \.prism\.v1\.ScanResponse \);/,
      );
    });

    it("finds nothing when reflection is off, and calls with the proto files", async (t) => {
      const { grpcPort } = await StartedGateway.open(t, { flags: { ...flags, "listeners.grpc.reflection": false } });
      const { code, stderr } = await run(t, grpcPort, [], ["list"]).ended;
      assert.notEqual(code, 0);
      assert.match(stderr, /does not support the reflection API/);
      const files = ["-import-path", "proto", "-proto", "prism/v1/keyvalue.proto"];
      assert.match(await call(t, grpcPort, get, { namespace: "memory", key: "k" }, files), /^\{\}$/m);
    });

    it("puts, gets and scans", async (t) => {
      const { grpcPort } = await StartedGateway.open(t, { flags });
      const namespace = "memory";
      for (const key of ["a", "b", "c"])
        await call(t, grpcPort, put, { namespace, key, value: base64(`value of ${key}`) });
      const got = JSON.parse(await call(t, grpcPort, get, { namespace, key: "b" }));
      assert.deepEqual([got.found, got.value], [true, base64("value of b")]);
      const pages = await call(t, grpcPort, "prism.v1.KeyValueService/ScanStream", { namespace, pageSize: 1 });
      assert.deepEqual(
        [...pages.matchAll(/"key": "(.)"/g)].map(([, key]) => key),
        ["a", "b", "c"],
      );
    });

    it("shows why a call failed, with its details", async (t) => {
      const { grpcPort } = await StartedGateway.open(t, { flags });
      const request = JSON.stringify({ namespace: "memory" });
      const { code, stderr } = await run(t, grpcPort, ["-d", request], [get]).ended;
      assert.equal(code, 64 + 3);
      assert.match(stderr, /Code: InvalidArgument/);
      assert.match(stderr, /"@type": "type\.googleapis\.com\/google\.rpc\.ErrorInfo"/);
      assert.match(stderr, /"reason": "KEY_REQUIRED"/);
      assert.match(stderr, /"domain": "prism"/);
      assert.match(stderr, /"@type": "type\.googleapis\.com\/google\.rpc\.BadRequest"/);
      assert.match(stderr, /"field": "key"/);
    });

    it("sees the health of the gateway change", async (t) => {
      const started = await StartedGateway.open(t, { flags });
      const watch = run(t, started.grpcPort, ["-d", "{}"], ["grpc.health.v1.Health/Watch"]);
      await eventually("it is healthy", () => watch.output.stdout.includes('"SERVING"'));
      await started.close();
      const { stdout, code } = await watch.ended;
      assert.match(stdout, /"NOT_SERVING"/);
      assert.equal(code, 64 + 14);
    });

    it("passes metadata on", async (t) => {
      const { grpcPort } = await StartedGateway.open(t, { flags });
      const value = base64("squeeze ".repeat(1000));
      const headers = ["-use-reflection", "-rpc-header", "idempotency-key: once"];
      await call(t, grpcPort, put, { namespace: "memory", key: "k", value }, headers);
      assert.match(await call(t, grpcPort, put, { namespace: "memory", key: "k", value }, headers), /"replayed": true/);
    });
  });
}
