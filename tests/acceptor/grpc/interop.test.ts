import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { runProgram } from "../../support/foreign/run-program.ts";
import { recordSuite, type SuiteCase } from "../../support/foreign/suite-record.ts";
import { GRPC_GO, installGrpcGo } from "../../support/foreign-tools.ts";
import { type GrpcTransportName, grpcTransports } from "../../support/grpc-transports.ts";
import { testService } from "../../support/interop/test-service.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { TestCa } from "../../support/test-ca.ts";
import { testTlsGuard } from "../../support/test-tls-guard.ts";
import { TlsFolder } from "../../support/tls-folder.ts";
import { doorOver } from "./door-bench.ts";

const { ours, interop, skip } = await installGrpcGo();

/** Of the interop suite's client: all that ask nothing of credentials, load balancers or reports of load. */
const CASES = [
  ...["empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong", "empty_stream"],
  ...["status_code_and_message", "special_status_message", "unimplemented_method", "unimplemented_service"],
  ...["cancel_after_begin", "cancel_after_first_response", "timeout_on_sleeping_server", "custom_metadata", "rpc_soak"],
];

/**
 * Its own bounds, a second for each call and ten for all, are broken by a machine that is busy, say with what has just built
 * the client: twenty of them begin at once, and the first call of each waits for that. How fast calls are is measured elsewhere.
 */
const SOAK = [
  ...["-soak_iterations", "100", "-soak_per_iteration_max_acceptable_latency_ms", "60000"],
  ...["-soak_overall_timeout_seconds", "120"],
];

/** Which that client does not offer: ours does, by the same code where there is any. */
const COMPRESSED = [
  ...["large_unary", "client_streaming", "server_streaming", "ping_pong"],
  ...["client_compressed_unary", "client_compressed_streaming"],
  ...["server_compressed_unary", "server_compressed_streaming"],
];

interface Server {
  readonly port: number;
  /** Null when it speaks plainly. */
  readonly caFile: string | null;
}

async function open(t: TestContext, transport: GrpcTransportName, security: "plain" | "TLS"): Promise<Server> {
  const openDoor = doorOver(transport);
  const choices = { services: testService, settings: { minCompressedAnswerBytes: 16_384 } };
  if (security === "plain") return { port: (await openDoor(t, choices)).port, caFile: null };
  const ca = new TestCa();
  const folder = new TlsFolder(tempFolder(t)).write(ca.issueServer(), ca);
  const { port } = await openDoor(t, { ...choices, tls: testTlsGuard(folder) });
  return { port, caFile: folder.clientCaFile };
}

function runAll(t: TestContext, server: Server): Promise<SuiteCase[]> {
  return Promise.all([
    ...CASES.map((name) => runCase(t, server, name)),
    ...COMPRESSED.map((name) => runCompressed(t, server, name)),
  ]);
}

async function runCase(t: TestContext, { port, caFile }: Server, name: string): Promise<SuiteCase> {
  const secure = caFile === null ? [] : ["-use_tls", "-use_test_ca", "-ca_file", caFile];
  const args = ["-server_host", "127.0.0.1", "-server_port", String(port), "-test_case", name, ...secure];
  const { code, stderr } = await runProgram(t, interop, [...args, "-server_host_override", "localhost", ...SOAK]);
  return { group: "as it is", name, problem: code === 0 ? null : lastLine(stderr) };
}

async function runCompressed(t: TestContext, { port, caFile }: Server, name: string): Promise<SuiteCase> {
  const args = [String(port), name, ...(caFile === null ? [] : [caFile])];
  const { code, stdout, stderr } = await runProgram(t, ours, args);
  const hasPassed = code === 0 && stdout.trim() === '{"passed":true}';
  return { group: "in gzip", name, problem: hasPassed ? null : lastLine(stderr + stdout) };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

for (const transport of grpcTransports) {
  describe(`the interop suite of grpc-go, transport ${transport}`, { skip }, () => {
    for (const security of ["plain", "TLS"] as const) {
      it(`passes, ${security}`, async (t) => {
        const cases = await runAll(t, await open(t, transport, security));
        recordSuite({ suite: "grpc-go interop", version: GRPC_GO, transport, security, cases });
        assert.deepEqual(
          cases.filter(({ problem }) => problem !== null),
          [],
        );
      });
    }
  });
}
