import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Clock } from "../../../src/common/clock.ts";
import { AuditEntry } from "../../../src/security/audit/audit-entry.ts";
import { createPrivateFolder, filePath, listChains } from "../../../src/security/audit/audit-folder.ts";
import { AuditKeys } from "../../../src/security/audit/audit-keys.ts";
import { AuditLog, type AuditSettings } from "../../../src/security/audit/audit-log.ts";
import { DirectSegment, type Segment } from "../../../src/security/audit/segment.ts";
import { type FolderOptions, type FolderVerdict, verifyFolder } from "../../../src/security/audit/verify-folder.ts";
import { tempFolder } from "../../support/temp-folder.ts";

export const LOG = "0123456789abcdef";
export const CHAIN = "worker-0";

export const settings: AuditSettings = {
  maxFileBytes: 1024 * 1024,
  rotateAfterMs: 24 * 3600 * 1000,
  maxFiles: 0,
  checkpointEveryMs: 1_000,
  sync: "none",
  onFailure: "refuse",
};

/** An audit folder with keys beside it, and a clock that stands still until it is moved. */
export class AuditFixture implements Clock {
  readonly folder: string;
  readonly keyFolder: string;
  readonly keys: AuditKeys;
  readonly problems: string[] = [];
  nowMs = Date.parse("2026-03-04T05:06:07.008Z");

  constructor(folder: string, keyFolder: string) {
    this.folder = folder;
    this.keyFolder = keyFolder;
    this.keys = AuditKeys.createOrRead(keyFolder);
    createPrivateFolder(folder);
  }

  static in(t: TestContext): AuditFixture {
    const folder = tempFolder(t);
    return new AuditFixture(join(folder, "audit"), join(folder, "keys"));
  }

  wallMs(): number {
    return this.nowMs;
  }

  monotonicUs(): number {
    return 0;
  }

  open(changes: Partial<AuditSettings> = {}, more: { chain?: string; openSegment?: OpenSegment } = {}): AuditLog {
    return new AuditLog({
      folder: this.folder,
      chain: more.chain ?? CHAIN,
      log: LOG,
      keys: this.keys,
      settings: { ...settings, ...changes },
      clock: this,
      openSegment: more.openSegment ?? ((path, bytes) => new DirectSegment(path, bytes)),
      onProblem: (problem) => this.problems.push(problem),
    });
  }

  /** Writes one block with so many records of keys `<name>0`, `<name>1` … */
  write(log: AuditLog, count: number, name = "k"): boolean {
    log.begin(this.nowMs);
    for (let i = 0; i < count; i++) log.append(entry({ key: `${name}${i}`, requestId: i }));
    return log.flush();
  }

  verify(changes: Partial<FolderOptions> = {}): FolderVerdict {
    const publicKeys = new Map([[this.keys.id, this.keys.publicKey]]);
    return verifyFolder(this.folder, { publicKeys, mustBeClosed: false, leastSeals: new Map(), ...changes });
  }

  /** All that is wrong, one line each. */
  faults(changes: Partial<FolderOptions> = {}): string[] {
    const { chains, faults } = this.verify(changes);
    return [
      ...faults,
      ...chains.flatMap((chain) => chain.faults.map(({ file, from, to, what }) => `${file}:${from}-${to}: ${what}`)),
    ];
  }

  notes(): string[] {
    return this.verify().chains.flatMap((chain) => chain.notes.map((note) => note.what));
  }

  path(file: number, chain = CHAIN): string {
    return filePath(this.folder, chain, file);
  }

  /** All lines of a chain. */
  lines(chain = CHAIN): Record<string, unknown>[] {
    const files = listChains(this.folder).get(chain) ?? [];
    const text = files.map((file) => readFileSync(this.path(file, chain), "utf8")).join("");
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  records(chain = CHAIN): Record<string, unknown>[] {
    return this.lines(chain).filter((line) => "time" in line && Object.keys(line)[0] === "time");
  }

  /** Changes a file's bytes, runs `check` and puts them back. */
  withBytes(path: string, change: (bytes: Buffer) => Buffer, check: () => void): void {
    const before = readFileSync(path);
    writeFileSync(path, change(Buffer.from(before)));
    try {
      check();
    } finally {
      writeFileSync(path, before);
    }
  }
}

export type OpenSegment = (path: string, bytes: number) => Segment;

export function entry(changes: Partial<AuditEntry>): AuditEntry {
  return Object.assign(new AuditEntry(), { principal: "user:ada", namespace: "orders", operation: 17, ...changes });
}
