import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterwards } from "../afterwards.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/**
 * The HTTP/2 of Node in a process of its own: once in some ten thousand connections that break a rule its heap is broken
 * too, and the process ends. Then there is another.
 */
export class NodeServer {
  private readonly t: TestContext;
  private child: ChildProcessByStdio<Writable, Readable, null> | null = null;
  private port = 0;

  constructor(t: TestContext) {
    this.t = t;
  }

  /** What it makes of these bytes. */
  async outcomeOf(bytes: Buffer): Promise<Outcome> {
    for (let deaths = 0; deaths < MOST_DEATHS; deaths++) {
      const child = this.child ?? (await this.start());
      const outcome = await outcomeOf(this.port, bytes);
      // Its end is heard of a little later than that of its connections.
      if (outcome.connection !== "open") await pause(DEATH_MS);
      if (child.exitCode === null && child.signalCode === null) return outcome;
      this.child = null;
    }
    throw new Error(`Node dies each time of ${bytes.toString("base64")}`);
  }

  private async start(): Promise<ChildProcessByStdio<Writable, Readable, null>> {
    const child = spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "ignore"] });
    afterwards(this.t, () => child.kill("SIGKILL"));
    const [line] = await once(child.stdout, "data");
    this.port = Number(line);
    this.child = child;
    return child;
  }
}

const program = fileURLToPath(new URL("./node-server-process.js", import.meta.url));
const MOST_DEATHS = 3;
const DEATH_MS = 2;
