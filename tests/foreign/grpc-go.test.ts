import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { runProgram } from "../support/foreign/run-program.ts";
import { installGrpcGo } from "../support/foreign-tools.ts";
import { grpcTransports } from "../support/grpc-transports.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";

const { ours, skip } = await installGrpcGo();

async function printed(t: TestContext, args: readonly string[], expected: object): Promise<void> {
  const { code, stdout, stderr } = await runProgram(t, ours, args);
  assert.equal(code, 0, stderr);
  assert.deepEqual(JSON.parse(stdout), expected);
}

for (const transport of grpcTransports) {
  const flags = { workers: 1, "listeners.grpc.transport": transport };

  describe(`a client of grpc-go that knows us by reflection, transport ${transport}`, { skip }, () => {
    async function sees(t: TestContext, scenario: string, expected: object): Promise<void> {
      const { grpcPort } = await StartedGateway.open(t, { flags });
      await printed(t, [String(grpcPort), scenario], expected);
    }

    it("puts, gets and scans as a stream", (t) =>
      sees(t, "put_get_scan", { value: "bbb", pages: [["a", "b"], ["c"]] }));

    it("has a thousand calls under way at once", (t) => sees(t, "many", { same: true }));

    it("compresses what it sends", (t) => sees(t, "gzip", { same: true }));

    it("has what it is sent compressed too, where it is large and the gateway is told to", async (t) => {
      const { grpcPort } = await StartedGateway.open(t, {
        flags: { ...flags, "listeners.grpc.minCompressedAnswerBytes": "16KiB" },
      });
      await printed(t, [String(grpcPort), "gzip_both_ways"], {
        same: true,
        got: [true],
        gotEncodings: ["gzip"],
        little: [false],
        littleEncodings: [""],
        keys: ["k", "l"],
        scanned: [true, false],
      });
    });

    it("reads the details of an error", (t) =>
      sees(t, "error_details", { code: "InvalidArgument", reason: "KEY_REQUIRED", domain: "prism", field: "key" }));

    it("ends a stream at its deadline, and goes on with the connection", (t) =>
      sees(t, "deadline", { code: "DeadlineExceeded", found: true }));

    it("cancels a stream, and goes on with the connection", (t) =>
      sees(t, "cancel", { code: "Canceled", found: true }));

    it("asks for the gateway's health", (t) =>
      sees(t, "health", { checked: "SERVING", watched: "SERVING", unknown: "NotFound" }));

    it("comes over TLS", async (t) => {
      const ca = new TestCa();
      const folder = new TlsFolder(tempFolder(t)).write(ca.issueServer(), ca);
      const yaml = `backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram }]
${folder.yaml()}`;
      const { grpcPort } = await StartedGateway.open(t, { yaml, flags });
      await printed(t, [String(grpcPort), "put_get_scan", folder.clientCaFile], {
        value: "bbb",
        pages: [["a", "b"], ["c"]],
      });
    });
  });
}
