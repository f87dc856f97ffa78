import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TopReport } from "../../../src/control/top/top-report.ts";
import { runCommand } from "../../cli/run-command.ts";
import { get, put } from "../../support/frames.ts";
import { OpenedAdmin } from "../admin-api/opened-admin.ts";

const YAML = `
workers: 2
backends: { ram: { type: memory } }
namespaces:
  - { name: orders, pattern: keyvalue, backend: ram }
  - { name: carts, pattern: keyvalue, backend: ram }
`;

describe("prism top", () => {
  it("shows the operations of the interval, in the order and with the filter that are asked for", async (t) => {
    const admin = await OpenedAdmin.open(t, { yaml: YAML });
    const client = await admin.started.connect();
    const run = (...more: string[]) => runCommand(["top", "--once", "--admin-address", admin.url, ...more]);
    const running = run("-o", "json", "--sort", "rate");
    for (let id = 1; id <= 400; id += 2) {
      await client.call(put(id, "orders", "k", "v"));
      await client.call(get(id + 1, "carts", "k"));
      if (id % 20 === 1) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const report = JSON.parse(String((await running).stdout)) as TopReport;
    assert.ok(report.intervalMs >= 900, `${report.intervalMs}`);
    assert.equal(report.workers.length, 2);
    assert.deepEqual(
      report.stores.map(({ backend, pool }) => [backend, pool]),
      [["ram", null]],
    );
    assert.ok(report.requests.perSecond > 0);
    assert.deepEqual(new Set(report.operations.map(({ namespace }) => namespace)), new Set(["orders", "carts"]));

    const page = (query: string) => admin.ask(`/top?${query}`);
    const filtered = (await page("filter=carts")).body as unknown as TopReport;
    assert.deepEqual(
      filtered.operations.map(({ namespace }) => namespace),
      ["carts"],
    );
    assert.equal(((await page("limit=1")).body as unknown as TopReport).operationCount, 2);
    const text = String((await run("--filter", "orders")).stdout);
    assert.match(text, /^prism 1\.2\.3 {2}up 0m\d+s /);
    assert.match(text, /\nWORKER +STATE +REQ\/S/);
    assert.ok(!text.includes("\x1b") && !text.includes("carts"));
  });

  it("refuses what it does not know, with what there is", async (t) => {
    const admin = await OpenedAdmin.open(t, { yaml: YAML });
    for (const [query, reason] of [
      ["sort=p98", "BAD_CHOICE"],
      ["limit=501", "BAD_NUMBER"],
      ["order=p99", "UNKNOWN_PARAMETER"],
    ]) {
      const { status, body } = await admin.ask(`/top?${query}`);
      assert.equal(status, 400);
      assert.match(JSON.stringify(body), new RegExp(reason as string));
    }
    const { code, stderr } = await runCommand(["top", "--interval", "20s", "--admin-address", admin.url]);
    assert.equal(code, 2);
    assert.match(stderr, /500ms to 10s/);
  });
});
