import { readFileSync } from "node:fs";

/** What Linux tells of a process. Source: proc_pid_stat(5), proc_pid_status(5), proc_pid_limits(5) */
export function cpuSecondsOf(pid: number): number {
  return cpuSecondsIn(`/proc/${pid}/stat`);
}

/** Of one thread, by its number in the system; the main thread has that of its process. */
export function threadCpuSecondsOf(pid: number, thread: number): number {
  return cpuSecondsIn(`/proc/${pid}/task/${thread}/stat`);
}

function cpuSecondsIn(file: string): number {
  const stat = readFileSync(file, "utf8");
  // The program's name, in parentheses, may hold spaces: fields are counted from behind it, where field 3 comes first.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[14 - 3]) + Number(fields[15 - 3])) / TICKS_PER_SECOND;
}

export function residentBytesOf(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kib === undefined) throw new Error(`process ${pid} has no resident memory any more`);
  return Number(kib) * 1024;
}

/** Files that a process of ours may open: Node raises its own soft limit to the hard one. */
export function maxOpenFiles(): number {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
  return hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard);
}

/** USER_HZ is 100 on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;
