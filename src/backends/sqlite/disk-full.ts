import { statfsSync } from "node:fs";

/** Whether the disk has no room for even one page of the log. */
export function isDiskFull(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize < 8_192;
  } catch {
    return false;
  }
}
