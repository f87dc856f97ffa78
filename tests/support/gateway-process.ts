import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { afterwards } from "./afterwards.ts";
import "./ended-by-signal.ts";
import { FrameClient } from "./frame-client.ts";
import { freePortVariables } from "./free-ports.ts";

export interface ProcessChoices {
  /** The working directory, where `prism.yaml` and `.prism` are. */
  readonly folder: string;
  /** Arguments after `serve`; ports are free ones unless given. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes of memory, open files and the like for the shell's `ulimit`, for example `-n 64`. */
  readonly ulimit?: string;
}

export interface ProcessEnd {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `prism serve` as a process of its own. It is killed with the test, and with this process if that ends first. */
export class GatewayProcess {
  readonly child: ChildProcess;
  readonly end: Promise<ProcessEnd>;
  stdout = "";
  stderr = "";
  port = 0;
  grpcPort = 0;
  httpPort = 0;
  adminPort = 0;
  private readonly t: TestContext;
  private readonly watchers = new Set<() => void>();

  private constructor(t: TestContext, choices: ProcessChoices) {
    const { folder, args = [], env = {}, ulimit } = choices;
    const options = { cwd: folder, env: { PATH: process.env.PATH ?? "", ...freePortVariables, ...env } };
    const command = [process.execPath, mainFile, "serve", ...args];
    this.t = t;
    this.child =
      ulimit === undefined
        ? spawn(command[0] as string, command.slice(1), options)
        : spawn("sh", ["-c", `ulimit ${ulimit}; exec "$@"`, "sh", ...command], options);
    running.add(this.child);
    this.child.stdout?.setEncoding("utf8").on("data", (text: string) => this.hear("stdout", text));
    this.child.stderr?.setEncoding("utf8").on("data", (text: string) => this.hear("stderr", text));
    this.end = once(this.child, "close").then(([code, signal]) => {
      running.delete(this.child);
      this.look();
      return { code, signal } as ProcessEnd;
    });
    afterwards(t, () => this.kill());
  }

  /** Starts a process and does not wait: for tests of how starting fails. */
  static start(t: TestContext, choices: ProcessChoices): GatewayProcess {
    return new GatewayProcess(t, choices);
  }

  /** Starts a process and waits until it serves. */
  static async serving(t: TestContext, choices: ProcessChoices): Promise<GatewayProcess> {
    const started = new GatewayProcess(t, choices);
    const line = await started.logged("serving");
    started.port = line.tcp as number;
    started.grpcPort = line.grpc as number;
    started.httpPort = line.http as number;
    started.adminPort = line.admin as number;
    return started;
  }

  connect(): Promise<FrameClient> {
    return FrameClient.open(this.t, this.port);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async kill(): Promise<void> {
    if (running.has(this.child)) this.child.kill("SIGKILL");
    await this.end;
  }

  /** The log, without lines that are none of it. */
  get log(): Record<string, unknown>[] {
    const lines = this.stderr.split("\n").filter((line) => line.startsWith("{"));
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves with the first log line with this message; rejects when the process ends without it. */
  logged(message: string): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const line = this.stderr.endsWith("\n") ? this.log.find((each) => each.message === message) : undefined;
        if (line !== undefined) resolve(line);
        else if (!running.has(this.child))
          reject(new Error(`it ended without "${message}":\n${this.stdout}${this.stderr}`));
        else return;
        this.watchers.delete(look);
      };
      this.watchers.add(look);
      look();
    });
  }

  private hear(stream: "stdout" | "stderr", text: string): void {
    this[stream] += text;
    this.look();
  }

  private look(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

// From dist/tests/support/ to dist/src/.
const mainFile = fileURLToPath(new URL("../../src/main.js", import.meta.url));

const running = new Set<ChildProcess>();

function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

// Before their folders go.
process.prependListener("exit", killAll);
