import { readdirSync, readFileSync, statSync } from "node:fs";

export interface FileGuardParts {
  /** How many files the process may have open, connections among them; null when nobody knows. */
  readonly limit: number | null;
  readonly openFiles: () => number;
  /** The door that cannot count its connections. */
  readonly door: { pauseListening(): void; resumeListening(): Promise<void> };
  readonly log: (level: "info" | "error", message: string, fields: Record<string, unknown>) => void;
}

/**
 * Keeps some of the files free that the process may open. uWebSockets.js neither bounds its connections nor says how many
 * it has: at the limit, clients of HTTP that send nothing would keep those of the other doors out, and a store from its
 * files, until their time is up. Near the limit the HTTP door takes no new connections; the system refuses them.
 */
export class FileGuard {
  private readonly parts: FileGuardParts;
  private readonly timer: NodeJS.Timeout;
  private isPaused = false;

  constructor(parts: FileGuardParts) {
    this.parts = parts;
    this.timer = setInterval(() => this.look(), LOOK_MS).unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Looks once; the timer does. */
  look(): void {
    const { limit, door, log } = this.parts;
    if (limit === null) return;
    const openFiles = this.parts.openFiles();
    const reserve = Math.ceil(limit * RESERVE);
    if (!this.isPaused && openFiles > limit - reserve) {
      this.isPaused = true;
      door.pauseListening();
      log("error", "the HTTP door takes no new connections: nearly all files that the process may open are", {
        openFiles,
        limit,
      });
    } else if (this.isPaused && openFiles < limit - 2 * reserve) {
      this.isPaused = false;
      door.resumeListening().then(
        () => log("info", "the HTTP door takes connections again", { openFiles, limit }),
        (error: unknown) => {
          // Somebody else has taken the port meanwhile; the next look tries again.
          this.isPaused = true;
          log("error", "the HTTP door cannot listen again", { problem: String(error) });
        },
      );
    }
  }
}

/** What is kept free, of all: at 20,000 new connections a second the next look comes in time for a limit of 20,000. */
const RESERVE = 0.1;
const LOOK_MS = 100;

/** The limit on open files of this process, as Linux tells it; null elsewhere. */
export function openFilesLimit(): number | null {
  try {
    const soft = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return soft === undefined ? null : Number(soft);
  } catch {
    return null;
  }
}

/** How many are open, as Linux tells it: at once from version 6.2 on, by counting before. */
export function countOpenFiles(): number {
  return statSync("/proc/self/fd").size || readdirSync("/proc/self/fd").length;
}
