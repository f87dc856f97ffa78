import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { createAdminServer } from "../../src/control/admin-server.ts";
import { runCommand } from "./run-command.ts";

async function startAdmin(t: TestContext, reasons: readonly string[], notes?: readonly string[]): Promise<string> {
  const ready = { ready: reasons.length === 0, reasons, ...(notes && { notes }) };
  const admin = createAdminServer({ ready: () => ready, metrics: async () => "" });
  const port = await admin.open("127.0.0.1", 0);
  t.after(() => admin.close());
  return `http://127.0.0.1:${port}`;
}

test("a gateway that is well ends with 0", async (t) => {
  const url = await startAdmin(t, []);
  const { code, stdout, stderr } = await runCommand(["health", "--url", url]);
  assert.deepEqual([code, stdout.toString(), stderr], [0, "live: yes\nready: yes\n", ""]);
});

test("a gateway that is not ready ends with 1 and says why", async (t) => {
  const url = await startAdmin(t, ["shutting down", "worker 0 is down"]);
  const { code, stdout } = await runCommand(["health"], { env: { PRISM_ADMIN_URL: url } });
  assert.equal(code, 1);
  assert.equal(stdout.toString(), "live: yes\nready: no\n  shutting down\n  worker 0 is down\n");
  const json = await runCommand(["health", "--url", url, "-o", "json"]);
  assert.equal(json.code, 1);
  assert.deepEqual(JSON.parse(json.stdout.toString()), {
    live: true,
    ready: false,
    reasons: ["shutting down", "worker 0 is down"],
    notes: [],
  });
});

test("what a gateway notes though it is ready is shown", async (t) => {
  const url = await startAdmin(t, [], ["the edit of prism.yaml was refused"]);
  const { code, stdout } = await runCommand(["health", "--url", url]);
  assert.deepEqual([code, stdout.toString()], [0, "live: yes\nready: yes\n  the edit of prism.yaml was refused\n"]);
  const json = await runCommand(["health", "--url", url, "-o", "json"]);
  assert.deepEqual(JSON.parse(json.stdout.toString()).notes, ["the edit of prism.yaml was refused"]);
});

test("nobody there is told with the reason", async () => {
  const { code, stdout, stderr } = await runCommand(["health", "--url", "http://127.0.0.1:1"]);
  assert.equal(code, 1);
  assert.equal(stdout.length, 0);
  assert.match(stderr, /^prism: ADMIN_UNREACHABLE: cannot reach http:\/\/127\.0\.0\.1:1: .+\nhint: /);
});

test("a gateway that does not answer in time is told, and the command ends", async (t) => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { code, stderr } = await runCommand([
    "health",
    "--timeout",
    "20ms",
    "--url",
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /^prism: ADMIN_UNREACHABLE: .*time/);
});

test("what is no URL is not understood", async () => {
  for (const url of ["", "nowhere", "ftp://host"])
    assert.equal((await runCommand(["health", `--url=${url}`])).code, 2, url);
});
