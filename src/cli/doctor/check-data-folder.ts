import { access, constants, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { approximateBytes } from "../approximate-bytes.ts";
import { type CheckResult, fail, ok, warn } from "./check-result.ts";

const MIB = 1024 * 1024;
/** Room for the log of one large transaction and its checkpoint: below it writes may start to fail. */
const MIN_FREE_BYTES = 256 * MIB;
const COMFORTABLE_FREE_BYTES = 1024 * MIB;

/** Whether the data folder of a backend can be written, and has room. A folder that is not there yet is made at the start. */
export async function checkDataFolder(backend: string, folder: string): Promise<CheckResult> {
  const name = `data of ${backend}`;
  const existing = await nearestExisting(folder);
  try {
    if (!(await stat(existing)).isDirectory())
      return fail(name, `${existing} is a file`, "move it away, or give the backend another path");
    await access(existing, constants.W_OK | constants.X_OK);
  } catch (error) {
    return fail(
      name,
      `${existing} cannot be written (${codeOf(error)})`,
      "give this user the right to write there, or give the backend another path",
    );
  }
  const { bavail, bsize } = await statfs(existing);
  const freeBytes = bavail * bsize;
  const found = `${folder}${existing === folder ? "" : " will be made"}, ${approximateBytes(freeBytes)} free`;
  if (freeBytes < MIN_FREE_BYTES)
    return fail(name, found, `free at least ${approximateBytes(MIN_FREE_BYTES)} on that disk`);
  if (freeBytes < COMFORTABLE_FREE_BYTES)
    return warn(name, found, "free some space before the disk is full; writes then fail");
  return ok(name, found);
}

/** The folder, or the nearest one above it that is there. */
export async function nearestExisting(folder: string): Promise<string> {
  try {
    await stat(folder);
    return folder;
  } catch (error) {
    const parent = dirname(folder);
    // Anything but "not there" is for the caller to find out.
    return parent === folder || codeOf(error) !== "ENOENT" ? folder : nearestExisting(parent);
  }
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}
