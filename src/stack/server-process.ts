import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { elapsedUs, systemClock } from "../common/clock.ts";
import { becomesFree } from "./loopback.ts";
import { findProcess, isAlive, isPaused, type ProcessFacts, processTree } from "./process-table.ts";
import { lastLines } from "./run-program.ts";
import type { Launch, Place, ServerKind } from "./server-kind.ts";
import { StackProblem } from "./stack-problem.ts";

/**
 * A server that runs, known by its process: one that this program has started, or an earlier one has. It outlives this
 * program, and signals of its terminal do not reach it: whoever starts it sees to its end.
 */
export class ServerProcess {
  readonly kind: ServerKind;
  readonly place: Place;
  private facts: ProcessFacts;

  private constructor(kind: ServerKind, place: Place, facts: ProcessFacts) {
    this.kind = kind;
    this.place = place;
    this.facts = facts;
  }

  /** Resolves when it answers. Rejects with a {@link StackProblem}, and then has left nothing running. */
  static async start(kind: ServerKind, place: Place): Promise<ServerProcess> {
    return new ServerProcess(kind, place, await launch(kind, place));
  }

  /** The one that an earlier program has started in this folder, on whatever ports; null when there is none, or it lives no more. */
  static find(kind: ServerKind, place: Place): ServerProcess | null {
    const record = readRecord(place);
    if (record === null || !isAlive(record)) return null;
    return new ServerProcess(kind, { ...place, ports: record.ports }, record);
  }

  /** Whether one was started here and not ended by us, whether it lives or not. */
  static isRecorded(place: Place): boolean {
    return existsSync(recordFile(place));
  }

  /** Drops the record of one that lives no more. */
  static forget(place: Place): void {
    forget(place);
  }

  get pid(): number {
    return this.facts.pid;
  }

  get port(): number {
    return this.place.ports[0] as number;
  }

  get isRunning(): boolean {
    return isAlive(this.facts);
  }

  /** What it has written to its log so far. */
  get log(): string {
    return readLog(this.place);
  }

  /** Lets it close its files; one that does not end in time is killed. */
  async stop(): Promise<void> {
    const tree = this.tree();
    // A process that has been stopped hears nothing but this, and the kill.
    signal(tree, "SIGCONT");
    signal(tree.slice(0, 1), this.kind.stopSignal);
    if (!(await allGone(tree, STOP_MS))) await this.kill();
    forget(this.place);
  }

  /** Ends it at once with all that it has started, as a machine that loses power does, but for the disk's caches. */
  async kill(): Promise<void> {
    const tree = this.tree();
    // From the root on, so that nobody is left to start another one.
    signal(tree, "SIGKILL");
    if (!(await allGone(tree, KILL_MS))) {
      const hint = "see what keeps it, for example a disk that does not answer";
      throw new StackProblem("STOP_FAILED", `${this.kind.title}, process ${this.pid}, cannot be killed`, hint);
    }
    forget(this.place);
  }

  /** Ends it at once, and leaves nothing in the system that its folder does not hold: for data that nobody wants. */
  async discard(): Promise<void> {
    const tree = this.tree();
    signal(tree, "SIGCONT");
    signal(tree.slice(0, 1), this.kind.discardSignal);
    if (!(await allGone(tree, STOP_MS))) await this.kill();
  }

  /** Once this resolves, it keeps its connections and answers nothing, until {@link resume}. */
  async pause(): Promise<void> {
    const fromUs = systemClock.monotonicUs();
    do {
      signal(this.tree(), "SIGSTOP");
      // Until a thread that runs on another processor has the signal, it goes on, and may start a process.
      await pause(LOOK_MS);
      if (elapsedUs(fromUs, systemClock.monotonicUs()) > STOP_MS * 1_000) {
        const hint = "see what keeps it, for example a disk that does not answer";
        throw new StackProblem("STOP_FAILED", `${this.kind.title}, process ${this.pid}, cannot be paused`, hint);
      }
    } while (!this.tree().every(isPaused));
  }

  resume(): void {
    signal(this.tree(), "SIGCONT");
  }

  /** Starts it again with the data that it has, after {@link stop} or {@link kill}; other settings may take effect. */
  async startAgain(settings: Place["settings"] = this.place.settings): Promise<void> {
    this.facts = await launch(this.kind, { ...this.place, settings });
  }

  private tree(): ProcessFacts[] {
    return this.isRunning ? processTree(this.pid) : [];
  }
}

async function launch(kind: ServerKind, place: Place): Promise<ProcessFacts> {
  for (const port of place.ports) if (!(await becomesFree(port))) throw portTaken(kind, port);
  mkdirSync(place.folder, { recursive: true });
  const facts = startProcess(kind, place, await kind.prepare(place));
  const server = { facts, startedUs: systemClock.monotonicUs() };
  try {
    writeFileSync(recordFile(place), `${JSON.stringify({ ...facts, ports: place.ports })}\n`);
    await ready(kind, place, server);
    return facts;
  } catch (error) {
    signal(isAlive(facts) ? processTree(facts.pid) : [], "SIGKILL");
    forget(place);
    throw error;
  }
}

function startProcess(kind: ServerKind, place: Place, { file, args, user }: Launch): ProcessFacts {
  const log = openSync(logFile(place), "a");
  try {
    const child = spawn(file, args, {
      cwd: place.folder,
      detached: true,
      stdio: ["ignore", log, log],
      ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
    });
    // Whoever waits for it looks at the process table; a program that cannot be started has no pid.
    child.on("error", () => undefined);
    child.unref();
    const facts = child.pid === undefined ? null : findProcess(child.pid);
    if (facts !== null) return facts;
  } finally {
    closeSync(log);
  }
  throw startFailed(kind, place, `${file} ended at once`);
}

async function ready(
  kind: ServerKind,
  place: Place,
  server: { facts: ProcessFacts; startedUs: number },
): Promise<void> {
  while (!(await kind.isReady(place))) {
    if (!isAlive(server.facts)) throw startFailed(kind, place, "it ended");
    if (elapsedUs(server.startedUs, systemClock.monotonicUs()) > START_MS * 1_000) {
      throw startFailed(kind, place, `it did not answer within ${START_MS / 1_000} s`);
    }
    await pause(LOOK_MS);
  }
}

/** A JVM on a busy machine takes seconds, a recovery after a crash some more. */
const START_MS = 50_000;
const STOP_MS = 10_000;
const KILL_MS = 10_000;
/** No event tells of the readiness or the end of a process that need not be a child of this one. */
const LOOK_MS = 10;

/** Whether all of them end in time. */
async function allGone(processes: readonly ProcessFacts[], withinMs: number): Promise<boolean> {
  const fromUs = systemClock.monotonicUs();
  while (processes.some(isAlive)) {
    if (elapsedUs(fromUs, systemClock.monotonicUs()) > withinMs * 1_000) return false;
    await pause(LOOK_MS);
  }
  return true;
}

function signal(processes: readonly ProcessFacts[], name: NodeJS.Signals): void {
  for (const { pid } of processes) {
    try {
      process.kill(pid, name);
    } catch {
      // It has just ended by itself.
    }
  }
}

function portTaken(kind: ServerKind, port: number): StackProblem {
  const hint = `find out who with \`ss -ltnp sport = :${port}\``;
  return new StackProblem("PORT_TAKEN", `${kind.title}: someone else listens on 127.0.0.1:${port}`, hint);
}

function startFailed(kind: ServerKind, place: Place, what: string): StackProblem {
  const told = lastLines(readLog(place), 4);
  return new StackProblem(
    "START_FAILED",
    `${kind.title} was not started: ${what}${told === "" ? "" : `; its log ends with: ${told}`}`,
    `see ${logFile(place)}`,
  );
}

export function logFile(place: Pick<Place, "folder">): string {
  return join(place.folder, "server.log");
}

function recordFile(place: Place): string {
  return join(place.folder, "server.json");
}

function forget(place: Place): void {
  rmSync(recordFile(place), { force: true });
}

function readLog(place: Place): string {
  try {
    return readFileSync(logFile(place), "utf8");
  } catch {
    return "";
  }
}

interface ServerRecord extends ProcessFacts {
  readonly ports: readonly number[];
}

function readRecord(place: Place): ServerRecord | null {
  try {
    const record = JSON.parse(readFileSync(recordFile(place), "utf8")) as Partial<ServerRecord>;
    const { pid, parent = 0, started, ports } = record;
    if (!Number.isSafeInteger(pid) || typeof started !== "string" || !Array.isArray(ports)) return null;
    return { pid: pid as number, parent, started, ports };
  } catch {
    return null;
  }
}
