import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { type ApiKeyRecord, formatApiKeyRecord, parseApiKeyFile } from "./api-key-record.ts";

/** Another process is changing the file, or one was killed while it did. */
export class ApiKeyFileBusy extends Error {
  override name = "ApiKeyFileBusy";
  /** The file beside it that says so. */
  readonly lockPath: string;

  constructor(lockPath: string) {
    super(`${lockPath} is there: another command is changing the keys, or was killed while it did`);
    this.lockPath = lockPath;
  }
}

/** The records of the file; none when it does not exist, unless it must. Throws an Error that says what is wrong with it. */
export function readApiKeyFile(path: string, { mustExist = false } = {}): ApiKeyRecord[] {
  if (mustExist && statOf(path) === null) throw new Error(`the file ${path} does not exist`);
  return parse(path, readText(path));
}

/** Adds a key at the end of the file, which is made if it does not exist. */
export function addApiKey(path: string, record: ApiKeyRecord): void {
  change(path, (text) => {
    const isBroken = text !== "" && !text.endsWith("\n");
    return `${text}${isBroken ? "\n" : ""}${formatApiKeyRecord(record)}`;
  });
}

/** Takes the keys out of the file that `isMeant`, and returns them; other lines stay as they are. */
export function removeApiKeys(path: string, isMeant: (record: ApiKeyRecord) => boolean): ApiKeyRecord[] {
  const removed: ApiKeyRecord[] = [];
  change(path, (text) => {
    const lines = text.split("\n").filter((line) => {
      const [record] = parse(path, line);
      if (record === undefined || !isMeant(record)) return true;
      removed.push(record);
      return false;
    });
    return lines.join("\n");
  });
  return removed;
}

/**
 * Replaces the file as a whole, so that a gateway never reads half of it. The new text is written beside it, under a name
 * that only one process can make: that is the lock too.
 */
function change(path: string, edit: (text: string) => string): void {
  const target = realPath(path);
  const lockPath = `${target}.new`;
  const file = openLock(lockPath);
  try {
    const before = readText(target);
    parse(path, before);
    const after = edit(before);
    parse(path, after);
    keepOwner(file, statOf(target));
    writeFileSync(file, after);
    fsyncSync(file);
    if (after === before) rmSync(lockPath);
    else renameSync(lockPath, target);
  } catch (error) {
    rmSync(lockPath, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  syncFolder(dirname(target));
}

function openLock(lockPath: string): number {
  try {
    return openSync(lockPath, "wx", PRIVATE);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "EEXIST" ? new ApiKeyFileBusy(lockPath) : error;
  }
}

/** The gateway may run as another user than the one who edits: it must be able to read the file afterwards as before. */
function keepOwner(file: number, before: Stats | null): void {
  if (before === null) return;
  fchmodSync(file, PRIVATE | (before.mode & GROUP_READ));
  if (process.getuid?.() === 0) fchownSync(file, before.uid, before.gid);
}

const PRIVATE = 0o600;
const GROUP_READ = 0o040;

function parse(path: string, text: string): ApiKeyRecord[] {
  try {
    return parseApiKeyFile(text);
  } catch (error) {
    throw new Error(`the file ${path} ${(error as Error).message}`, { cause: error });
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

function statOf(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

/** Where links lead, so that the file is replaced and not the link to it. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
