import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { OpenedAdmin } from "../../control/admin-api/opened-admin.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { mainFile } from "../run-command.ts";
import { sampleReport } from "./sample-report.ts";

const YAML = `
workers: 1
backends: { ram: { type: memory } }
namespaces: [{ name: orders, pattern: keyvalue, backend: ram }]
`;

type Step = { await: string } | { send: string } | { resize: [number, number] } | { signal: number };

interface Ended {
  /** Negative when it died of a signal. */
  readonly status: number;
  readonly isRestored: boolean;
  readonly written: string;
}

const hasPython = spawnSync("python3", ["-c", "import pty"]).status === 0;
const skip = hasPython ? false : "needs python3 (apt-get install python3)";

/** Runs `prism top` of this build on a pseudo-terminal. */
async function onTerminal(t: TestContext, url: string, steps: readonly Step[]): Promise<Ended> {
  const script = "tests/cli/top/pseudo-terminal.py";
  const command = [process.execPath, mainFile, "top", "--admin-address", url, "--interval", "500ms"];
  const env = { PATH: process.env.PATH, HOME: tempFolder(t), TERM: "xterm-256color" };
  const child = spawn("python3", [script, ...command], { env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(steps.map((step) => `${JSON.stringify(step)}\n`).join(""));
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  assert.equal(code, 0, `${err}\n${JSON.stringify(out)}`);
  const end = out.lastIndexOf("\n");
  return { ...(JSON.parse(out.slice(end)) as Ended), written: out.slice(0, end) };
}

const ENTER = "\x1b[?1049h\x1b[?25l";
const LEAVE = "\x1b[?25h\x1b[?1049l";

describe("prism top on a terminal", { skip }, () => {
  it("draws, takes keys and a new size, and gives the terminal back", async (t) => {
    const { url } = await OpenedAdmin.open(t, { yaml: YAML });
    const ended = await onTerminal(t, url, [
      { await: "s sort (p99)" },
      { send: "s" },
      { await: "s sort (rate)" },
      { send: "/ord" },
      { await: "filter: ord_" },
      { send: "\r" },
      { await: 'with "ord"' },
      { send: "p" },
      { await: "PAUSED" },
      { resize: [30, 100] },
      { await: "\x1b[30;1H" },
      { send: "q" },
    ]);
    assert.deepEqual([ended.status, ended.isRestored], [0, true]);
    assert.equal(ended.written.indexOf(ENTER), 0);
    assert.ok(ended.written.endsWith(LEAVE));
    // The whole screen is wiped when it is taken and when its size changes, and never between two looks.
    assert.equal(ended.written.split("\x1b[2J").length - 1, 2);
  });

  it("gives the terminal back on Ctrl-C, and when it is killed", async (t) => {
    const { url } = await OpenedAdmin.open(t, { yaml: YAML });
    const drawn = { await: "q quit" };
    for (const [step, status] of [
      [{ send: "\x03" }, 0],
      [{ signal: 2 }, 0],
      [{ signal: 15 }, -15],
    ] as const) {
      const ended = await onTerminal(t, url, [drawn, step]);
      assert.deepEqual([ended.status, ended.isRestored], [status, true], JSON.stringify(step));
      assert.ok(ended.written.endsWith(LEAVE), JSON.stringify(step));
    }
  });

  it("says so and goes on while the gateway does not answer", async (t) => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      if (asked === 2) response.destroy();
      else response.end(JSON.stringify(sampleReport({ uptimeSeconds: asked })));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    const ended = await onTerminal(t, `http://127.0.0.1:${port}`, [
      { await: "up 0m1s" },
      { await: "no answer: " },
      { await: "up 0m3s" },
      { send: "q" },
    ]);
    assert.deepEqual([ended.status, ended.isRestored], [0, true]);
  });

  it("leaves the terminal alone when there is no answer from the start", async (t) => {
    const ended = await onTerminal(t, "http://127.0.0.1:9", [{ await: "ADMIN_UNREACHABLE" }]);
    assert.deepEqual([ended.status, ended.written.includes("\x1b[?1049h")], [1, false]);
  });
});
