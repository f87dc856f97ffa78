import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { GatewayAdmin } from "../../src/control/gateway-admin.ts";
import { afterwards } from "../support/afterwards.ts";
import { installHdrPython } from "../support/foreign-tools.ts";
import { get, put } from "../support/frames.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const python = await installHdrPython();
const skip = python.startsWith("needs ") && python;
const script = join(process.cwd(), "tests", "foreign", "read_hlog.py");

interface Read {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

describe("histograms that are pulled from a gateway", { skip }, () => {
  async function open(t: TestContext): Promise<{ started: StartedGateway; pull: () => Promise<Record<string, Read>> }> {
    const started = await StartedGateway.open(t, { flags: { workers: 2 } });
    const admin = new GatewayAdmin(started.gateway, { log: () => undefined, version: "1.2.3" });
    const url = `http://127.0.0.1:${await admin.open("127.0.0.1", 0)}`;
    afterwards(t, () => admin.close());
    const file = join(started.folder, "pulled.hlog");
    const pull = async (): Promise<Record<string, Read>> => {
      const answer = await fetch(`${url}/histograms?reader=test`);
      assert.equal(answer.status, 200);
      writeFileSync(file, await answer.text());
      const { status, stdout, stderr } = spawnSync(python, [script, file], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      return JSON.parse(stdout) as Record<string, Read>;
    };
    return { started, pull };
  }

  it("are read by the package hdrhistogram of Python, interval by interval", async (t) => {
    const { started, pull } = await open(t);
    const client = await started.connect();
    client.send(get(1, "memory", "before the first pull"));
    await client.answered(1);
    assert.deepEqual(await pull(), {});
    for (let id = 2; id <= 41; id++) client.send(put(id, "default", `key-${id}`, "value"));
    for (let id = 42; id <= 71; id++) client.send(get(id, "memory", "key"));
    await client.answered(71);
    const pulled = await pull();
    const parts = ["total", "gateway", "ring", "wait", "store"];
    assert.deepEqual(
      Object.keys(pulled).sort(),
      ["default/put", "memory/get"].flatMap((of) => parts.map((part) => `${of}/ok/${part}`)).sort(),
    );
    for (const part of parts) assert.equal(pulled[`default/put/ok/${part}`]?.count, 40);
    const of = (part: string): Read => pulled[`default/put/ok/${part}`] as Read;
    assert.ok(of("total").max >= of("store").max && of("store").p50 > 0, "durable writes take time");
    assert.ok(of("total").p50 <= of("total").p99 && of("total").p99 <= of("total").max);
    assert.equal(pulled["memory/get/ok/total"]?.count, 30);
    assert.deepEqual(await pull(), {}, "the next interval has nothing of the one before");
  });
});
