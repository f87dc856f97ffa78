import { statSync } from "node:fs";
import { join } from "node:path";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { isDiskFull } from "./disk-full.ts";
import { isStoreError, toPrismError } from "./errors.ts";

/** A database's file in its directory, beside the open database: whether it is still there, and how large it is. */
export class DatabaseFile {
  readonly #directory: string;
  readonly #path: string;
  /** Tells the file that was opened from another one under its name. */
  readonly #inode: number;

  /** @param name of a file that is there. */
  constructor(directory: string, name: string) {
    this.#directory = directory;
    this.#path = join(directory, name);
    this.#inode = statSync(this.#path).ino;
  }

  /** Throws when the next start would not find this file. */
  check(): void {
    const found = statSync(this.#path, { throwIfNoEntry: false });
    if (found?.ino === this.#inode) return;
    const message = `The database file in ${this.#directory} was removed or replaced while it was open: restart the gateway.`;
    throw new PrismError(new Failure(Code.DATA_LOSS, "STORE_FILE_GONE", message), { source: "backend" });
  }

  /** With its log. */
  bytes(): number {
    return fileBytes(this.#path) + fileBytes(`${this.#path}-wal`);
  }
}

/** A mistake in the gateway stays what it is; all else becomes a {@link PrismError}. */
export function asPrismError(error: unknown, directory: string): unknown {
  return isStoreError(error) ? toPrismError(error, () => isDiskFull(directory)) : error;
}

/** The same for what goes wrong while a store is opened: whoever reads the log has to know which directory it is about. */
export function asOpeningError(error: unknown, directory: string): unknown {
  const problem = asPrismError(error, directory);
  if (!(problem instanceof PrismError) || problem.message.includes(directory)) return problem;
  const { failure, source, retry, cause } = problem;
  const { code, reason, message, retryAfterMs, metadata } = failure;
  const placed = new Failure(code, reason, `${message} Its path is ${directory}.`, { retryAfterMs, metadata });
  return new PrismError(placed, { source, retry, cause });
}

function fileBytes(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
