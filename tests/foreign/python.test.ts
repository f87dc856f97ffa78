import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { afterwards } from "../support/afterwards.ts";
import { generatePython, installPython } from "../support/foreign-tools.ts";
import { grpcTransports } from "../support/grpc-transports.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const python = await installPython();
const skip = python.startsWith("needs ") && python;
const generated = skip === false ? generatePython(python) : "";
const script = join(process.cwd(), "tests", "foreign", "grpc_client.py");

/** What the script saw; `onLine` hears of its stderr. */
function run(t: TestContext, port: number, scenario: string, onLine: () => void = () => undefined): Promise<unknown> {
  const env = { ...process.env, PYTHONPATH: generated, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(python, [script, String(port), scenario], { env });
  afterwards(t, () => child.kill("SIGKILL"));
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
    onLine();
  });
  return new Promise((resolve, reject) =>
    child.once("close", (code) => (code === 0 ? resolve(JSON.parse(stdout)) : reject(new Error(stderr)))),
  );
}

for (const transport of grpcTransports) {
  const flags = { workers: 1, "listeners.grpc.thread": "own", "listeners.grpc.transport": transport };

  describe(`a Python client generated from our protos, transport ${transport}`, { skip }, () => {
    async function sees(t: TestContext, scenario: string, expected: object): Promise<void> {
      const { grpcPort } = await StartedGateway.open(t, { flags });
      assert.deepEqual(await run(t, grpcPort, scenario), expected);
    }

    it("puts, gets and scans as a stream", (t) =>
      sees(t, "put_get_scan", { value: "bbb", pages: [["a", "b"], ["c"]] }));

    it("writes and reads a large value as streams", (t) =>
      sees(t, "large", { size: 5 * 1024 * 1024, versions: true, same: true, broken: false }));

    it("has a thousand calls under way at once", (t) => sees(t, "many", { versions: 1_000, same: true }));

    it("compresses what it sends, with gzip and with deflate", (t) => sees(t, "compressed", { same: true }));

    it("has answers compressed too by a gateway that does so", async (t) => {
      const compressing = { ...flags, "listeners.grpc.minCompressedAnswerBytes": "16KiB" };
      const { grpcPort } = await StartedGateway.open(t, { flags: compressing });
      assert.deepEqual(await run(t, grpcPort, "compressed_both_ways"), { same: true, code: "OK" });
    });

    it("reads the details of an error", (t) =>
      sees(t, "error_details", {
        code: "INVALID_ARGUMENT",
        reason: "KEY_REQUIRED",
        domain: "prism",
        field: "key",
        same: true,
      }));

    it("ends a stream at its deadline", (t) => sees(t, "deadline", { code: "DEADLINE_EXCEEDED" }));

    it("cancels a stream, and goes on with the connection", (t) =>
      sees(t, "cancel", { code: "CANCELLED", found: true }));

    it("works off a stream as a group, acknowledging each message", (t) =>
      sees(t, "subscribe", {
        seen: [
          ["0", 1],
          ["1", 1],
          ["2", 1],
          ["2", 2],
          ["3", 1],
          ["4", 1],
        ],
        waiting: 0,
        pending: 0,
      }));

    it("watches the health of the gateway until it shuts down", async (t) => {
      const started = await StartedGateway.open(t, { flags });
      const seen = await run(t, started.grpcPort, "health", () => void started.close());
      assert.deepEqual(seen, { checked: "SERVING", seen: ["SERVING", "NOT_SERVING", "UNAVAILABLE"] });
    });
  });
}
