import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { cpuSecondsOf, residentBytesOf } from "../process-figures.ts";
import type { ServerUse } from "./suite-result.ts";

/** Watches the processor time and the memory of a process of this machine while it is under load. Linux only. */
export class ServerWatch {
  private readonly pid: number;
  private readonly cpuBefore: number;
  private readonly residentBefore: number;
  private residentMost: number;
  private readonly timer: NodeJS.Timeout;

  private constructor(pid: number) {
    this.pid = pid;
    this.cpuBefore = cpuSecondsOf(pid);
    this.residentBefore = residentBytesOf(pid);
    this.residentMost = this.residentBefore;
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  /** Null where the process cannot be seen. */
  static begin(pid: number | null): ServerWatch | null {
    if (pid === null) return null;
    try {
      return new ServerWatch(pid);
    } catch {
      return null;
    }
  }

  /** Null when the process is gone. */
  end(requests: number): ServerUse | null {
    clearInterval(this.timer);
    try {
      this.look();
      const cpuSeconds = cpuSecondsOf(this.pid) - this.cpuBefore;
      return {
        pid: this.pid,
        cpuSeconds: Math.round(cpuSeconds * 100) / 100,
        cpuUsPerRequest: requests === 0 ? 0 : Math.round((cpuSeconds * 1e8) / requests) / 100,
        residentBytesBefore: this.residentBefore,
        residentBytesAfter: residentBytesOf(this.pid),
        residentBytesMost: this.residentMost,
      };
    } catch {
      return null;
    }
  }

  private look(): void {
    try {
      this.residentMost = Math.max(this.residentMost, residentBytesOf(this.pid));
    } catch {
      // It has ended, which the end of the watch will tell.
      clearInterval(this.timer);
    }
  }
}

const LOOK_EVERY_MS = 500;

/** The process of this machine that listens at a TCP port; null when none does that may be seen. Source: proc(5). */
export function pidListeningAt(port: number): number | null {
  try {
    const inodes = new Set([...listeningInodes("/proc/net/tcp", port), ...listeningInodes("/proc/net/tcp6", port)]);
    if (inodes.size === 0) return null;
    for (const name of readdirSync("/proc")) {
      if (/^\d+$/.test(name) && holdsSocket(`/proc/${name}/fd`, inodes)) return Number(name);
    }
  } catch {
    // Not Linux.
  }
  return null;
}

/** Fields: sl, local_address as hex:hex, rem_address, st (0A = listening), …, the ninth from there is the inode. */
function listeningInodes(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  return readFileSync(table, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(`:${hexPort}`) === true && fields[3] === "0A")
    .map((fields) => `socket:[${fields[9]}]`);
}

function holdsSocket(folder: string, links: ReadonlySet<string>): boolean {
  try {
    return readdirSync(folder).some((fd) => links.has(readlinkSync(`${folder}/${fd}`)));
  } catch {
    // Of another user, or ended meanwhile.
    return false;
  }
}
