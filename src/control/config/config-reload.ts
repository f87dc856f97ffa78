import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../common/clock.ts";
import { PrismError } from "../../common/prism-error.ts";
import { ConfigError } from "../../config/config-error.ts";
import type { GatewayConfig } from "../../config/gateway-config.ts";
import type { GatewayOptions } from "../gateway.ts";
import { FileLook } from "./file-look.ts";

/** Where the configuration comes from, so that it can be read again. */
export interface ConfigSource {
  /** The file that was read or, when there was none, the one that would have been. Absolute. */
  readonly path: string;
  /** Throws a ConfigError. */
  load(): GatewayConfig;
}

export interface ConfigReloadParts {
  readonly source: ConfigSource;
  /** What the gateway runs with. */
  readonly config: GatewayConfig;
  readonly clock: Clock;
  readonly log: GatewayOptions["log"];
  /** Puts the namespaces of the file in force; rejects with a PrismError when that cannot be, and nothing has changed. */
  readonly apply: (config: GatewayConfig) => Promise<void>;
  /** Something is to be told otherwise than before. */
  readonly onChange: () => void;
}

/** What became of the edits of the file. */
export interface ReloadReport {
  readonly applied: number;
  readonly refused: number;
  /** Milliseconds since the epoch; 0 = none was looked at. */
  readonly lastMs: number;
  /** Why the file as it is now is not in force, one line for each thing; empty when it is. */
  readonly problems: readonly string[];
}

/**
 * Takes edits of the configuration file while the gateway runs. An edit is taken as a whole or not at all: what cannot be
 * used, and what takes a restart, leaves everything as it is and is told in the log, in a metric and by `/readyz`.
 */
export class ConfigReload {
  private readonly parts: ConfigReloadParts;
  private readonly look: FileLook;
  private inForce: GatewayConfig;
  private applied = 0;
  private refused = 0;
  private lastMs = 0;
  private problems: readonly string[] = [];
  private running: Promise<void> | null = null;
  private isWanted = false;
  private retry: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(parts: ConfigReloadParts) {
    this.parts = parts;
    this.inForce = parts.config;
    this.look = new FileLook({
      path: parts.source.path,
      intervalMs: LOOK_MS,
      onChange: () => void this.reload("the file has changed"),
    });
  }

  open(): Promise<void> {
    return this.look.open();
  }

  close(): void {
    this.isClosed = true;
    this.look.close();
    if (this.retry !== null) clearTimeout(this.retry);
  }

  get report(): ReloadReport {
    const { applied, refused, lastMs, problems } = this;
    return { applied, refused, lastMs, problems };
  }

  /** Reads the file, whether it has changed or not. Callers that come meanwhile have it read once more. */
  reload(why: string): Promise<void> {
    this.isWanted = true;
    this.running ??= this.run(why).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(why: string): Promise<void> {
    while (this.isWanted && !this.isClosed) {
      this.isWanted = false;
      if (this.retry !== null) clearTimeout(this.retry);
      await this.read(why);
    }
  }

  private async read(why: string): Promise<void> {
    this.lastMs = this.parts.clock.wallMs();
    try {
      const next = this.parts.source.load();
      this.check(next);
      await this.parts.apply(next);
      this.inForce = next;
      this.accept(next, why);
    } catch (error) {
      this.refuse(error, why);
    }
    this.parts.onChange();
  }

  private accept(next: GatewayConfig, why: string): void {
    this.applied++;
    this.problems = [];
    for (const warning of next.warnings) this.parts.log("warning", warning, {});
    this.parts.log("info", "the configuration is in force", {
      why,
      file: next.file,
      namespaces: next.namespaces.length,
    });
  }

  /** Whatever is wrong with an edit, it must not end a gateway that runs. */
  private refuse(error: unknown, why: string): void {
    const problems = describe(error);
    const isNew = !isDeepStrictEqual(problems, this.problems);
    if (isNew) this.refused++;
    this.problems = problems;
    // A worker that is on its way back may take it in a moment.
    if (error instanceof PrismError && error.retry === "safe") this.tryAgain(why);
    if (!isNew) return;
    this.parts.log("error", "the configuration file cannot be used; the one before stays in force", { why, problems });
  }

  private tryAgain(why: string): void {
    this.retry = setTimeout(() => void this.reload(why), RETRY_MS).unref();
  }

  /** What a running gateway cannot change. */
  private check(next: GatewayConfig): void {
    if (next.file === null && this.inForce.file !== null) throw problem(this.inForce.file, "the file is gone");
    const changed = (Object.keys(next) as (keyof GatewayConfig)[]).filter(
      (key) => !LIVE.has(key) && !isDeepStrictEqual(next[key], this.parts.config[key]),
    );
    if (changed.length === 0) return;
    const message = `${changed.join(", ")} cannot change while the gateway runs; restart it, or undo that part: only namespaces can`;
    throw problem(next.file ?? "", message);
  }
}

/** Half a second between looks and two looks for a change: an edit is in force about a second after it was saved. */
const LOOK_MS = 400;
const RETRY_MS = 1_000;
/** The parts of a configuration that can change, and those that say nothing of the gateway. */
const LIVE: ReadonlySet<string> = new Set(["namespaces", "warnings", "file"]);

function describe(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.message.split("\n");
  if (error instanceof PrismError) return [error.failure.message];
  return [`reading it failed in a way Prism does not know: ${error instanceof Error ? error.stack : String(error)}`];
}

function problem(file: string, message: string): ConfigError {
  return new ConfigError([{ file, line: 0, column: 0, path: "", message }]);
}
