import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** What the process had acknowledged when it was killed. */
export interface Acknowledged {
  readonly items: number;
  readonly version: number;
}

const putting = new URL("./putting-process.js", import.meta.url);

/** Runs putting-process.ts, or another program that says `number version` after each commit. */
export class RunningProcess {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #last: Acknowledged = { items: 0, version: 0 };

  constructor(path: string, prefix: string, batchItems: number, program = putting) {
    this.child = spawn(process.execPath, [fileURLToPath(program), path, prefix, String(batchItems)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = this.child.stdout as NodeJS.ReadableStream;
    this.#lines = createInterface({ input: output, crlfDelay: Infinity })[Symbol.asyncIterator]();
  }

  /** Waits for so many more acknowledged batches. */
  async waitFor(batches: number): Promise<void> {
    for (let i = 0; i < batches; i++) if (!(await this.#next())) throw new Error("the process ended by itself");
  }

  /** `kill -9`, and everything it had said by then. */
  async kill(): Promise<Acknowledged> {
    const exit = this.child.exitCode ?? once(this.child, "exit");
    this.child.kill("SIGKILL");
    while (await this.#next());
    await exit;
    return this.#last;
  }

  async #next(): Promise<boolean> {
    const { value, done } = await this.#lines.next();
    if (done === true) return false;
    const [items, version] = value.split(" ").map(Number);
    if (version !== undefined && items !== undefined) this.#last = { items, version };
    return true;
  }
}
