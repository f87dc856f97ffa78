import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { configPath, loadConfig } from "../../src/config/load-config.ts";
import { Gateway } from "../../src/control/gateway.ts";
import { afterwards } from "./afterwards.ts";
import { FrameClient } from "./frame-client.ts";
import { freePorts } from "./free-ports.ts";
import { tempFolder } from "./temp-folder.ts";

export interface LogEntry {
  readonly level: "info" | "warning" | "error";
  readonly message: string;
  readonly fields: Record<string, unknown>;
  readonly atMs: number;
}

export interface GatewayChoices {
  /** The text of `prism.yaml`; else the defaults, with one durable namespace and one in memory. */
  readonly yaml?: string;
  /** Settings by path, over the file. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** Where configuration and data are; else a temporary folder. */
  readonly folder?: string;
  /** Edits of `prism.yaml` are taken while it runs. */
  readonly reloads?: true;
}

/** A whole gateway within the test's process, on a free port, with its data in a temporary folder. */
export class StartedGateway {
  readonly gateway: Gateway;
  readonly folder: string;
  readonly logs: LogEntry[];
  port = 0;
  grpcPort = 0;
  httpPort = 0;
  private readonly t: TestContext;
  private readonly logWatchers = new Set<() => void>();

  private constructor(t: TestContext, choices: GatewayChoices) {
    this.t = t;
    this.folder = choices.folder ?? tempFolder(t);
    this.logs = [];
    if (choices.yaml !== undefined) writeFileSync(join(this.folder, "prism.yaml"), choices.yaml);
    const options = { env: {}, cores: 2, cwd: this.folder, flags: { ...freePorts, ...choices.flags } };
    const source = { path: configPath(options), load: () => loadConfig(options) };
    this.gateway = new Gateway(loadConfig(options), {
      ...(choices.reloads === true ? { source } : {}),
      log: (level, message, fields) => {
        this.logs.push({ level, message, fields, atMs: performance.now() });
        for (const look of [...this.logWatchers]) look();
      },
    });
  }

  static async open(t: TestContext, choices: GatewayChoices = {}): Promise<StartedGateway> {
    const started = new StartedGateway(t, choices);
    afterwards(t, () => started.close());
    started.port = await started.gateway.open();
    started.grpcPort = started.gateway.ports.grpc;
    started.httpPort = started.gateway.ports.http;
    return started;
  }

  /** A gateway that has not been opened, for tests of how opening fails. */
  static unopened(t: TestContext, choices: GatewayChoices = {}): StartedGateway {
    const started = new StartedGateway(t, choices);
    afterwards(t, () => started.close());
    return started;
  }

  connect(): Promise<FrameClient> {
    return FrameClient.open(this.t, this.port);
  }

  /** May be called again: the test's end does. */
  close(): Promise<void> {
    return this.gateway.close();
  }

  /** Resolves when a log entry satisfies `condition`, which each new entry is asked. */
  logged(condition: (entry: LogEntry) => boolean): Promise<LogEntry> {
    return new Promise((resolve) => {
      const look = (): void => {
        const entry = this.logs.find(condition);
        if (entry === undefined) return;
        this.logWatchers.delete(look);
        resolve(entry);
      };
      this.logWatchers.add(look);
      look();
    });
  }
}
