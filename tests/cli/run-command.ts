import { spawn } from "node:child_process";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { CliContext } from "../../src/cli/cli-context.ts";
import { Output } from "../../src/cli/output.ts";
import { runCli } from "../../src/cli/run-cli.ts";
import { type Clock, systemClock } from "../../src/common/clock.ts";

export interface Finished {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Standard output, standard error or both are terminals. */
  readonly terminals?: readonly ("stdout" | "stderr")[];
  readonly clock?: Clock;
  /** Hears what is written to standard output, as it is. */
  readonly onOutput?: (text: string) => void;
  /** Is given what a Ctrl-C does. */
  readonly onInterrupt?: (action: () => void) => void;
}

/** Runs a command line in this process, as `main.ts` would, with streams that the test looks into. */
export async function runCommand(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const env = options.env ?? {};
  const stdout = new Collector(options.terminals?.includes("stdout") ?? false, options.onOutput);
  const stderr = new Collector(options.terminals?.includes("stderr") ?? false);
  const context = new CliContext({
    environment: { env, cores: 2, cwd: options.cwd ?? process.cwd() },
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    stdout: new Output(stdout, env),
    stderr: new Output(stderr, env),
    clock: options.clock ?? systemClock,
    onInterrupt: options.onInterrupt ?? (() => {}),
  });
  const code = await runCli(context, argv);
  return { code, stdout: stdout.bytes, stderr: stderr.bytes.toString() };
}

class Collector extends Writable {
  readonly isTTY: boolean;
  readonly columns = 80;
  private readonly chunks: Buffer[] = [];

  private readonly onOutput: ((text: string) => void) | undefined;

  constructor(isTerminal: boolean, onOutput?: (text: string) => void) {
    super();
    this.isTTY = isTerminal;
    this.onOutput = onOutput;
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.chunks.push(chunk);
    this.onOutput?.(chunk.toString());
    done();
  }

  get bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

export const mainFile = join(process.cwd(), "dist", "src", "main.js");

/** Runs a shell line in a process of its own, where `prism` is this build. */
export function runShell(
  line: string,
  options: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  const env = { PATH: process.env.PATH ?? "", ...options.env };
  const prism = `prism() { "${process.execPath}" "${mainFile}" "$@"; }`;
  const child = spawn("sh", ["-c", `${prism}\n${line}`], { cwd: options.cwd, env });
  child.stdin.end();
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      resolve({
        code: code ?? (signal === null ? -1 : -2),
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString(),
      });
    });
  });
}
