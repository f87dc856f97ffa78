import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

/** A server of somebody's, running as a child: its output is kept for when it fails. */
export class ServerProcess {
  readonly pid: number;
  private readonly child: ChildProcess;
  private readonly name: string;
  private output = "";
  private hasExited = false;

  constructor(
    command: string,
    args: readonly string[],
    options: { env?: NodeJS.ProcessEnv; cwd?: string; name: string },
  ) {
    this.name = options.name;
    this.child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: options.env, cwd: options.cwd });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output = (this.output + text).slice(-MAX_OUTPUT_CHARACTERS);
      });
    }
    this.child.on("exit", () => {
      this.hasExited = true;
    });
    this.child.on("error", (error) => {
      this.hasExited = true;
      this.output += error.message;
    });
    // A command that could not be started has no process; the error event then says why.
    this.pid = this.child.pid ?? 0;
  }

  /** Asks until `isReady`; throws with the server's last words when it ends first or takes too long. */
  async waitUntil(isReady: () => Promise<boolean>): Promise<void> {
    for (let asked = 0; asked < MAX_ASKS; asked++) {
      if (this.hasExited) throw new Error(`${this.name} ended before it was ready: ${this.output.trim()}`);
      if (await isReady().catch(() => false)) return;
      await pause(ASK_EVERY_MS);
    }
    throw new Error(`${this.name} is not ready after ${(MAX_ASKS * ASK_EVERY_MS) / 1000} s: ${this.output.trim()}`);
  }

  /** Asks it to end, and makes it end when it does not. */
  async end(): Promise<void> {
    if (this.hasExited) return;
    const exited = once(this.child, "exit");
    this.child.kill("SIGTERM");
    const ended = new AbortController();
    const late = pause(MAX_END_MS, true, { signal: ended.signal }).then(
      () => this.kill(),
      () => undefined,
    );
    await exited;
    ended.abort();
    await late;
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }
}

const ASK_EVERY_MS = 50;
const MAX_ASKS = 600;
/** Over a gateway's own drain time-out. */
const MAX_END_MS = 15_000;
const MAX_OUTPUT_CHARACTERS = 4_000;
