import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listSettings } from "../../config/list-settings.ts";
import { CONFIG_VARIABLE } from "../../config/unknown-variables.ts";
import type { SuiteDoor } from "../suite/suite-result.ts";

export interface PrivateGatewayOptions {
  /** The text of its `prism.yaml`, for the folder that it gets. */
  readonly configText: (folder: string) => string;
  /** Where its own folder is made, which is gone afterwards. */
  readonly parentFolder: string;
  /** The environment: secrets of the configuration may stand there. What would change settings is left out. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

/** A gateway in a process of its own, on free ports, that nobody else knows and that ends with this process. */
export class PrivateGateway {
  readonly pid: number;
  readonly ports: Readonly<Record<SuiteDoor, number>>;
  private readonly child: ChildProcess;
  private readonly folder: string;
  private readonly dispose: () => void;

  private constructor(child: ChildProcess, served: ServedLine, folder: string, dispose: () => void) {
    this.child = child;
    this.pid = child.pid as number;
    this.ports = { tcp: served.tcp, grpc: served.grpc, http: served.http, websocket: served.http };
    this.folder = folder;
    this.dispose = dispose;
  }

  /** Resolves when it serves; rejects with its last words when it does not. */
  static async start(options: PrivateGatewayOptions): Promise<PrivateGateway> {
    const folder = mkdtempSync(join(options.parentFolder, "prism-tune-"));
    let child: ChildProcess | null = null;
    try {
      writeFileSync(join(folder, "prism.yaml"), options.configText(folder));
      const started = fork(programFile(), ["serve", "--config", "prism.yaml"], {
        cwd: folder,
        env: withoutSettings(options.env),
        stdio: ["ignore", "ignore", "pipe", "ipc"],
        execArgv: ["--import", endWithParentUrl],
      });
      child = started;
      const kill = (): void => void started.kill("SIGKILL");
      options.signal.addEventListener("abort", kill);
      const dispose = (): void => options.signal.removeEventListener("abort", kill);
      if (options.signal.aborted) kill();
      return new PrivateGateway(started, await served(started), folder, dispose);
    } catch (error) {
      if (child !== null) await killed(child);
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Resolves when the process is gone, and its folder. What it kept there is nobody's, so it need not take its time. */
  async end(): Promise<void> {
    this.dispose();
    await killed(this.child);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The line of the log that says where the gateway serves. */
type ServedLine = { readonly tcp: number; readonly grpc: number; readonly http: number };

function served(child: ChildProcess): Promise<ServedLine> {
  return new Promise((resolve, reject) => {
    let text = "";
    const late = setTimeout(() => reject(new Error(`a gateway does not serve after ${READY_MS / 1_000} s`)), READY_MS);
    child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
      text = (text + chunk).slice(-MAX_CHARACTERS);
      const line = text.split("\n").find((candidate) => candidate.includes('"message":"serving"'));
      if (line === undefined || !line.endsWith("}")) return;
      clearTimeout(late);
      // From here on it is only kept from filling the pipe.
      child.stderr?.removeAllListeners("data").resume();
      resolve(JSON.parse(line) as ServedLine);
    });
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(late);
      reject(new Error(`a gateway did not start: ${lastWords(text)}`));
    });
  });
}

/** What it said for a person: of the log the last problem. */
function lastWords(text: string): string {
  const lines = text.trim().split("\n");
  const plain = lines.filter((line) => line !== "" && !line.startsWith("{"));
  return (plain.length > 0 ? plain.join(" ") : (lines.at(-1) ?? "")).slice(0, MAX_WORDS);
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), END_MS);
  await exited;
  clearTimeout(late);
}

/** Variables go before the file, where each candidate's settings stand. */
function withoutSettings(env: PrivateGatewayOptions["env"]): Record<string, string> {
  const settings = new Set([CONFIG_VARIABLE, ...listSettings().map(({ variable }) => variable)]);
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined || settings.has(name) ? [] : [[name, value]])),
  );
}

/** From dist/src/bench/tune/ to the root of the package. */
const root = fileURLToPath(new URL("../../../../", import.meta.url));

/** The program, as the package has it. */
function programFile(): string {
  const { bin } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { bin: { prism: string } };
  return join(root, bin.prism);
}

const endWithParentUrl = new URL("./end-with-parent.js", import.meta.url).href;
/** On a busy machine, with stores that take a while to reach. */
const READY_MS = 60_000;
const END_MS = 5_000;
const MAX_CHARACTERS = 16_384;
const MAX_WORDS = 600;
