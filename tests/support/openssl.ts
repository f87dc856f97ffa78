import { spawn, spawnSync } from "node:child_process";
import type { TestContext } from "node:test";
import { afterwards } from "./afterwards.ts";
import "./ended-by-signal.ts";

/** For the `skip` of tests that need the program: why, or false when it is there. */
export const needsOpenssl: string | false = spawnSync("openssl", ["version"]).status === 0 ? false : "needs openssl";

/** `openssl s_client` to a port of this machine; what it prints, and how it ended. */
export class OpensslClient {
  output = "";
  readonly ended: Promise<number | null>;
  private readonly child;
  private readonly watchers = new Set<() => void>();

  constructor(t: TestContext, port: number, ...args: readonly string[]) {
    this.child = spawn("openssl", ["s_client", "-connect", `127.0.0.1:${port}`, "-servername", "localhost", ...args]);
    afterwards(t, () => this.child.kill("SIGKILL"));
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        for (const watcher of [...this.watchers]) watcher();
      });
    }
    this.child.stdin.on("error", () => undefined);
    this.ended = new Promise((resolve) => this.child.once("close", (code) => resolve(code)));
  }

  type(text: string): void {
    this.child.stdin.write(text);
  }

  end(): void {
    this.child.stdin.end();
  }

  /** Resolves when it has printed what matches; rejects when it ends without. */
  async printed(pattern: RegExp): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!pattern.test(this.output)) return;
        this.watchers.delete(look);
        resolve();
      };
      this.watchers.add(look);
      look();
      void this.ended.then(() => {
        look();
        reject(new Error(`it ended without ${pattern}:\n${this.output}`));
      });
    });
  }
}
