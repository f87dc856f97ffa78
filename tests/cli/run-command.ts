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

interface ShellOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a shell line in a process of its own, where `prism` is this build. */
export function runShell(line: string, options: ShellOptions): Promise<Finished> {
  return runScript(`prism() { "${process.execPath}" "${mainFile}" "$@"; }\n${line}`, options);
}

/**
 * Runs what a shell would. A line that is one command of ours runs in this process, with the words that a shell makes of
 * it, for to start a process takes longer than most commands; meanwhile this process stands in its folder.
 */
export async function runLine(line: string, options: ShellOptions): Promise<Finished> {
  if (!line.startsWith("prism ") || /[|&;<>$]/.test(line)) return runShell(line, options);
  const { stdout } = await runScript(`prism() { printf '%s\\0' "$@"; }\n${line}`, options);
  const folder = process.cwd();
  process.chdir(options.cwd);
  return runCommand(stdout.toString().split("\0").slice(0, -1), options).finally(() => process.chdir(folder));
}

function runScript(script: string, options: ShellOptions): Promise<Finished> {
  const env = { PATH: process.env.PATH ?? "", ...options.env };
  const child = spawn("sh", ["-c", script], { cwd: options.cwd, env });
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
