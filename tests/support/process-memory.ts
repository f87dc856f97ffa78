import { readFileSync } from "node:fs";

/** Resident megabytes of a process, now and at the most since it started; as Linux tells them. */
export function residentMiB(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const read = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
  return { now: read("VmRSS"), most: read("VmHWM") };
}

export const canReadMemory = process.platform === "linux";
