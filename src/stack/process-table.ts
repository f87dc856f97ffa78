import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** What the system says of a process. */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** When it was started, in the system's own words: with the pid it names one process for ever. */
  readonly started: string;
}

/** A living process; null when there is none with this pid, or only what its parent has not collected yet. */
export function findProcess(pid: number): ProcessFacts | null {
  if (process.platform === "linux") return readFacts(String(pid));
  return listProcesses().find((facts) => facts.pid === pid) ?? null;
}

/** A process and all that descend from it, parents first. */
export function processTree(root: number): ProcessFacts[] {
  const all = listProcesses();
  const tree = all.filter(({ pid }) => pid === root);
  // The list grows while it is walked.
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Whether this very process still lives, and not a later one with its number. */
export function isAlive({ pid, started }: Pick<ProcessFacts, "pid" | "started">): boolean {
  return findProcess(pid)?.started === started;
}

/** Whether none of its threads runs any more since it was told to stop, or it has ended. */
export function isPaused({ pid }: Pick<ProcessFacts, "pid">): boolean {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    return stdout.trim() === "" || stdout.startsWith("T");
  }
  return threadsOf(pid).every((thread) => RESTING.includes(stateOf(pid, thread)));
}

/** Stopped, or ended and not yet collected. */
const RESTING = "TtZX";

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function stateOf(pid: number, thread: string): string {
  try {
    return readFields(`/proc/${pid}/task/${thread}/stat`)[0] as string;
  } catch {
    return "X";
  }
}

function listProcesses(): ProcessFacts[] {
  if (process.platform === "linux") {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    return pids.map(readFacts).filter((facts) => facts !== null);
  }
  const lines = execFileSync("ps", ["-axo", "pid=,ppid=,stat=,lstart="], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, state, started] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
    if (started === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), started: started.trim() }];
  });
}

/** Format: proc(5), `/proc/PID/stat`: pid, (name), state, ppid, … with the start in clock ticks since boot as field 22. */
function readFacts(pid: string): ProcessFacts | null {
  try {
    const fields = readFields(`/proc/${pid}/stat`);
    if ((fields[0] === "Z" || fields[0] === "X") && !hasThreads(pid)) return null;
    return { pid: Number(pid), parent: Number(fields[1]), started: `${fields[19]} ${bootId()}` };
  } catch {
    return null;
  }
}

/** From the state on, which is field 3. */
function readFields(statFile: string): string[] {
  const stat = readFileSync(statFile, "utf8");
  // The name may hold spaces and brackets; what follows the last bracket does not.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** The first thread of a process may have ended before the others, which still hold its files and ports. */
function hasThreads(pid: string): boolean {
  return readdirSync(`/proc/${pid}/task`).length > 1;
}

let boot: string | null = null;

/** Ticks since boot repeat after the next one. */
function bootId(): string {
  boot ??= readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return boot;
}
