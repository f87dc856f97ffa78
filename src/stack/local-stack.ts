import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { elapsedUs, systemClock } from "../common/clock.ts";
import { exclusively } from "./exclusively.ts";
import { type Fetched, fetchServer } from "./fetch-server.ts";
import { isFree } from "./loopback.ts";
import type { Place, ServerKind, ServerName } from "./server-kind.ts";
import { serverKinds } from "./server-kinds.ts";
import { logFile, ServerProcess } from "./server-process.ts";
import { StackProblem } from "./stack-problem.ts";

export interface ServerStatus {
  readonly server: ServerName;
  /** `silent`: the process lives and does not answer. `died`: it ended without being told. `taken`: its port is. */
  readonly state: "running" | "stopped" | "silent" | "died" | "taken";
  readonly address: string;
  readonly pid: number | null;
  readonly log: string;
}

export interface StartedServer extends ServerStatus {
  /** Whether it has been started now, and did not run before. */
  readonly isNew: boolean;
  readonly fetched: Fetched;
  /** From the start of the process to its first answer; 0 if it ran already. */
  readonly seconds: number;
}

/** What became of a server that was to end: it has, it did not run, or it has other ports than were meant and runs on. */
export type Ending = "ended" | "absent" | "elsewhere";

/** The servers of one folder, on the ports of docs-cms/stack.md. They outlive whoever starts them. */
export class LocalStack {
  private readonly folder: string;

  private readonly portOffset: number;

  /**
   * @param folder that has, or will have, a folder for each server
   * @param portOffset added to the ports of those that are started: for a second stack on one machine
   */
  constructor(folder: string, portOffset = 0) {
    this.folder = folder;
    this.portOffset = portOffset;
  }

  /** Has a server running: fetches its programs, and starts it unless it runs. Rejects with a {@link StackProblem}. */
  async up(name: ServerName): Promise<StartedServer> {
    const kind = serverKinds[name];
    const fetched = await fetchServer(kind);
    return this.alone(name, async () => {
      const { state } = await this.status(name);
      if (state === "running") return { ...(await this.status(name)), isNew: false, fetched, seconds: 0 };
      if (state === "silent") throw silent(kind, this.find(name)?.pid);
      const fromUs = systemClock.monotonicUs();
      await ServerProcess.start(kind, this.place(name));
      const seconds = elapsedUs(fromUs, systemClock.monotonicUs()) / 1e6;
      return { ...(await this.status(name)), isNew: true, fetched, seconds };
    });
  }

  /** Ends a server that was started in this folder, and none but that; without `onAnyPort` only on the ports of this stack. */
  down(name: ServerName, { onAnyPort }: { readonly onAnyPort: boolean } = { onAnyPort: true }): Promise<Ending> {
    const place = this.place(name);
    if (!existsSync(place.folder)) return Promise.resolve("absent");
    return this.alone(name, async () => {
      const server = this.find(name);
      if (server === null) {
        ServerProcess.forget(place);
        return "absent";
      }
      if (!onAnyPort && !isDeepStrictEqual(server.place.ports, place.ports)) return "elsewhere";
      await server.stop();
      return "ended";
    });
  }

  async status(name: ServerName): Promise<ServerStatus> {
    const kind = serverKinds[name];
    const server = this.find(name);
    const place = server?.place ?? this.place(name);
    const common = { server: name, address: `127.0.0.1:${place.ports[0]}`, log: logFile(place) };
    if (server !== null) {
      const isReady = await kind.isReady(place);
      return { ...common, state: isReady ? "running" : "silent", pid: server.pid };
    }
    const areFree = await Promise.all(place.ports.map(isFree));
    if (areFree.includes(false)) return { ...common, state: "taken", pid: null };
    return { ...common, state: ServerProcess.isRecorded(place) ? "died" : "stopped", pid: null };
  }

  logFile(name: ServerName): string {
    return logFile(this.place(name));
  }

  private find(name: ServerName): ServerProcess | null {
    return ServerProcess.find(serverKinds[name], this.place(name));
  }

  private place(name: ServerName): Place {
    const ports = serverKinds[name].ports.map((port) => port + this.portOffset);
    return { folder: join(this.folder, name), ports, settings: {} };
  }

  /** Two people may start and end the same server at once. */
  private alone<Result>(name: ServerName, action: () => Promise<Result>): Promise<Result> {
    mkdirSync(this.folder, { recursive: true });
    return exclusively(join(this.folder, `${name}.lock`), action);
  }
}

function silent({ title, name }: ServerKind, pid: number | undefined): StackProblem {
  const hint = `\`prism stack down ${name}\` ends it; SIGCONT lets one go on that was stopped`;
  return new StackProblem("START_FAILED", `${title} runs as process ${pid} and does not answer`, hint);
}
