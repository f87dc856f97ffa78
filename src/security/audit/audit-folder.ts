import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";

/**
 * An audit folder:
 *
 *   audit.json               the log's id, and the public keys that have signed in it
 *   worker-0.000001.jsonl    the chain of one thread, file after file
 *   worker-0.000002.jsonl
 *   worker-0.head.json       its last checkpoint, so that a chain that was cut is found out
 *   acceptor.000001.jsonl    …
 */
export interface AuditIdentity {
  /** 16 hexadecimal digits, made at the first start. */
  readonly log: string;
  /** PEM. */
  readonly publicKeys: readonly string[];
}

export function filePath(folder: string, chain: string, file: number): string {
  return join(folder, fileName(chain, file));
}

export function fileName(chain: string, file: number): string {
  return `${chain}.${String(file).padStart(FILE_DIGITS, "0")}.jsonl`;
}

export function headPath(folder: string, chain: string): string {
  return join(folder, `${chain}.head.json`);
}

/** The chains of a folder with the numbers of their files, both in order. A chain of which only the head is left has none. */
export function listChains(folder: string): Map<string, number[]> {
  const chains = new Map<string, number[]>();
  for (const name of readdirSync(folder).sort()) {
    const [, chain, number] = FILE_NAME.exec(name) ?? HEAD_NAME.exec(name) ?? [];
    if (chain === undefined) continue;
    const files = chains.get(chain) ?? [];
    if (number !== undefined && fileName(chain, Number(number)) === name) files.push(Number(number));
    chains.set(chain, files);
  }
  for (const files of chains.values()) files.sort((a, b) => a - b);
  return chains;
}

/** null when there is none, or none that can be read. */
export function readIdentity(folder: string): AuditIdentity | null {
  try {
    const { log, publicKeys } = JSON.parse(readFileSync(identityPath(folder), "utf8")) as Partial<AuditIdentity>;
    if (typeof log !== "string" || !/^[0-9a-f]{16}$/.test(log) || !Array.isArray(publicKeys)) return null;
    return { log, publicKeys: publicKeys.filter((key) => typeof key === "string") };
  } catch {
    return null;
  }
}

export function writeIdentity(folder: string, { log, publicKeys }: AuditIdentity): void {
  replaceFile(identityPath(folder), `${JSON.stringify({ format: 1, log, publicKeys }, null, 2)}\n`);
}

/** Writes a file so that whoever reads it sees the old text or the new one; readable by the owner alone. */
export function replaceFile(path: string, text: string): void {
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/**
 * Creates a folder and those above it, for the owner alone. Level by level, for `recursive` never comes back where a file
 * system answers that the folder's own parent is missing, as /proc does.
 */
export function createPrivateFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) createPrivateFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** The folder cannot be used for an audit log; `problem` goes on the sentence. */
export function auditUnusable(folder: string, problem: string, cause?: unknown): PrismError {
  const message = `the audit folder ${folder} cannot be used: ${problem}`;
  return new PrismError(new Failure(Code.FAILED_PRECONDITION, "AUDIT_FOLDER_UNUSABLE", message), { cause });
}

function identityPath(folder: string): string {
  return join(folder, "audit.json");
}

const FILE_DIGITS = 6;
const FILE_NAME = /^([a-z]+(?:-\d+)?)\.(\d{6,15})\.jsonl$/;
const HEAD_NAME = /^([a-z]+(?:-\d+)?)\.head\.json$/;
