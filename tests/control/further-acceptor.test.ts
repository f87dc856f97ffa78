import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { loadConfig } from "../../src/config/load-config.ts";
import { FurtherAcceptor } from "../../src/control/acceptors/further-acceptor.ts";
import { compileSnapshot } from "../../src/namespaces/compile.ts";
import { tempFolder } from "../support/temp-folder.ts";

function create(t: TestContext, flags: Record<string, unknown> = {}) {
  const config = loadConfig({ env: {}, cores: 2, cwd: tempFolder(t), flags });
  const deaths: string[] = [];
  const acceptor = new FurtherAcceptor({
    seed: { place: { number: 1, of: 2 }, config, wakeUp: "message-port", isAudited: false, tracing: null },
    onDenials: () => undefined,
    onSpans: () => undefined,
    onDeath: (thread, problem) => deaths.push(`${thread}: ${problem}`),
    log: () => undefined,
  });
  t.after(() => acceptor.kill());
  return { acceptor, deaths, snapshot: compileSnapshot(config, 1) };
}

describe("the thread of an acceptor after the first", () => {
  it("answers what it is asked, and ends when it is told to", async (t) => {
    const { acceptor, deaths, snapshot } = create(t);
    await acceptor.start(snapshot);
    assert.notEqual(acceptor.probe, null);
    await acceptor.report();
    assert.deepEqual([acceptor.latest?.counters.connections.tcp.open, acceptor.latest?.inFlight], [0, 0]);
    assert.equal(await acceptor.ask({ kind: "takeLast", worker: 0 }), true);
    await acceptor.close(10_000);
    assert.equal(acceptor.probe, null);
    assert.equal(await acceptor.ask({ kind: "report" }), null, "nobody answers any more");
    assert.deepEqual(deaths, []);
  });

  it("says that it died, and leaves no question without an answer", async (t) => {
    const { acceptor, deaths, snapshot } = create(t);
    await acceptor.start(snapshot);
    const asked = acceptor.ask({ kind: "drain" });
    const later = acceptor.kill().then(() => acceptor.ask({ kind: "report" }));
    assert.ok([null, undefined].includes((await asked) as null | undefined));
    assert.equal(await later, null);
    assert.deepEqual(deaths, ["acceptor-1: exit code 1"]);
  });

  it("says why it cannot serve", async (t) => {
    const flags = { "auth.mode": "required", "auth.apiKeys.file": "missing.jsonl" };
    const { acceptor, deaths, snapshot } = create(t, flags);
    await assert.rejects(acceptor.start(snapshot), /missing\.jsonl/);
    assert.deepEqual(deaths, []);
  });
});
