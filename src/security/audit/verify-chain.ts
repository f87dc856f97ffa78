import type { KeyObject } from "node:crypto";
import { fileName, filePath } from "./audit-folder.ts";
import { isSignedBy } from "./audit-keys.ts";
import { ChainScanner, type ScanListener } from "./chain-scanner.ts";
import type { Checkpoint } from "./control-line.ts";
import { readHead } from "./head-file.ts";
import { readLines } from "./line-reader.ts";

/** Something found in a file: lines `from` to `to`, counted from 1; 0 when it is about the file as a whole. */
export interface Finding {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

export interface ChainVerdict {
  readonly chain: string;
  readonly files: number;
  /** Records in these files, and those among them that a checkpoint has signed. */
  readonly records: number;
  readonly signedRecords: number;
  /** Of the last seal, in the whole chain. */
  readonly seal: number;
  readonly checkpoint: number;
  readonly isClosed: boolean;
  /** What is not as the gateway wrote it; the first {@link MAX_FINDINGS}. */
  readonly faults: readonly Finding[];
  readonly moreFaults: number;
  /** What is as it may be, and worth knowing. */
  readonly notes: readonly Finding[];
}

export interface VerifyOptions {
  /** By {@link keyId}: whoever has one of the private keys is trusted. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>;
  /** Whether each chain must have been closed: nothing is being written, and no process has crashed last. */
  readonly mustBeClosed: boolean;
  /** The seal that the chain must reach at least, as somebody has seen it elsewhere. */
  readonly leastSeal: number;
}

/** Verifies one chain of a folder, which may be in use. `log` is the id that its files must have; null = any. */
export function verifyChain(
  folder: string,
  chain: string,
  files: readonly number[],
  log: string | null,
  options: VerifyOptions,
): ChainVerdict {
  return new ChainVerification(folder, chain, files, log, options).run();
}

class ChainVerification implements ScanListener {
  private readonly folder: string;
  private readonly chain: string;
  private readonly files: readonly number[];
  private readonly options: VerifyOptions;
  private readonly scanner: ChainScanner;
  private readonly faults: Finding[] = [];
  private readonly notes: Finding[] = [];
  private moreFaults = 0;
  private file: string;
  private head: Checkpoint | null = null;
  /** Whether the head's checkpoint was found in the files. */
  private hasHead = false;
  private signedRecords = 0;
  private readonly removed = new Map<string, string>();
  private readonly signedRemovals = new Map<string, string>();

  constructor(folder: string, chain: string, files: readonly number[], log: string | null, options: VerifyOptions) {
    this.folder = folder;
    this.chain = chain;
    this.files = files;
    this.options = options;
    this.scanner = new ChainScanner(chain, this);
    this.scanner.log = log;
    this.file = `${chain}.head.json`;
  }

  run(): ChainVerdict {
    const { scanner, faults, notes } = this;
    // Before the files: what it knows of must be there, also when the log grows meanwhile.
    this.readHead();
    for (const file of this.files) this.scan(file);
    this.checkBeginning();
    this.checkHead();
    this.checkEnd();
    const { point, firstHeader } = scanner;
    return {
      chain: this.chain,
      files: this.files.length,
      records: point.records - (firstHeader?.records ?? 0),
      signedRecords: Math.max(0, this.signedRecords - (firstHeader?.records ?? 0)),
      seal: point.seal,
      checkpoint: point.checkpoint,
      isClosed: point.isClosed,
      faults,
      moreFaults: this.moreFaults,
      notes,
    };
  }

  onFault(from: number, to: number, what: string): void {
    if (this.faults.length < MAX_FINDINGS) this.faults.push({ file: this.file, from, to, what });
    else this.moreFaults++;
  }

  onNote(line: number, what: string): void {
    if (this.notes.length < MAX_FINDINGS) this.notes.push({ file: this.file, from: line, to: line, what });
  }

  onCheckpoint(checkpoint: Checkpoint, line: number): void {
    if (!this.isTrusted(checkpoint, line)) return;
    this.signedRecords = checkpoint.records;
    if (checkpoint.signature === this.head?.signature) this.hasHead = true;
    for (const [name, hash] of this.removed) this.signedRemovals.set(name, hash);
    this.removed.clear();
  }

  onRemoved(file: string, hash: string): void {
    this.removed.set(file, hash);
  }

  private isTrusted(checkpoint: Checkpoint, line: number): boolean {
    const key = this.options.publicKeys.get(checkpoint.key);
    if (key === undefined)
      this.onFault(line, line, `signed with the key ${checkpoint.key}, which is none of those that were given`);
    else if (!isSignedBy(checkpoint, key))
      this.onFault(line, line, `the signature of checkpoint ${checkpoint.checkpoint} is false`);
    else return true;
    return false;
  }

  private scan(file: number): void {
    const { scanner } = this;
    const path = filePath(this.folder, this.chain, file);
    this.file = fileName(this.chain, file);
    scanner.beginFile(file);
    let end = 0;
    let lastLine = 0;
    for (const line of readLines(path)) {
      scanner.line(line);
      end = line.offset + line.to - line.from;
      lastLine = line.number;
    }
    const { bytes, line } = scanner.unsealed;
    const count = end - bytes;
    if (count > 0 && file !== this.files.at(-1))
      this.onFault(line, lastLine, `the file ends with ${count} bytes without a seal`);
    else if (count > 0)
      this.onNote(
        line,
        `${count} bytes at the end have no seal: they are being written, or were when the process ended`,
      );
    else if (end === 0 && file !== this.files.at(-1)) this.onFault(0, 0, "the file is empty");
    // What a signed checkpoint says was in it is missed by the look for the head.
    else if (end === 0) this.onNote(0, "the file is empty: it was being begun, or was when the process ended");
  }

  /** What was there before the first file must have been removed by the gateway, which has signed that it did. */
  private checkBeginning(): void {
    const [first] = this.files;
    const { firstHeader } = this.scanner;
    if (first === undefined || first === 1 || firstHeader === null) return;
    const before = fileName(this.chain, first - 1);
    this.file = before;
    const hash = this.signedRemovals.get(before);
    if (hash === undefined)
      this.onFault(0, 0, "the file is missing, and no signed line says that it was removed for its age");
    else if (hash !== firstHeader.previous)
      this.onFault(0, 0, "the file was removed with another end than the next one goes on from");
  }

  private readHead(): void {
    const head = readHead(this.folder, this.chain);
    if (head === "damaged") this.onFault(1, 1, "the head is no checkpoint");
    else if (head !== null && this.isTrusted(head, 1)) this.head = head;
  }

  private checkHead(): void {
    const { point } = this.scanner;
    this.file = `${this.chain}.head.json`;
    const latest = readHead(this.folder, this.chain);
    if (latest === null) {
      // The first checkpoint may be on its way.
      if (point.checkpoint > 1 || point.isClosed) this.onFault(0, 0, "the head is missing");
      return;
    }
    const { head } = this;
    if (head === null || latest === "damaged") return;
    const { log } = this.scanner;
    if ((log !== null && head.log !== log) || head.chain !== this.chain)
      this.onFault(1, 1, "the head is of another chain");
    else if (head.seal > point.seal)
      this.onFault(
        1,
        1,
        `the head has signed seal ${head.seal} in ${fileName(this.chain, head.file)}, and the chain ends with seal ${point.seal}: its end was cut`,
      );
    else if (latest.checkpoint < point.checkpoint - (point.isClosed ? 0 : OPEN_HEAD_LAG))
      this.onFault(
        1,
        1,
        `the head is checkpoint ${latest.checkpoint}, and the log has ${point.checkpoint}: an older head was put in its place`,
      );
    else if (!this.hasHead) this.onFault(1, 1, `checkpoint ${head.checkpoint}, which is the head, is not in the log`);
  }

  private checkEnd(): void {
    const { point } = this.scanner;
    this.file = fileName(this.chain, this.files.at(-1) ?? 0);
    if (this.options.mustBeClosed && !point.isClosed) this.onFault(0, 0, "the chain was not closed");
    if (point.seal < this.options.leastSeal)
      this.onFault(
        0,
        0,
        `the chain ends with seal ${point.seal}, and should reach ${this.options.leastSeal}: an older state was put in its place`,
      );
    const unsigned = point.records - this.signedRecords;
    if (unsigned > 0 && this.signedRecords > 0)
      this.onNote(0, `${unsigned} records at the end are not signed: whoever can write the file can change them`);
  }
}

/** Of each kind for a chain: the first few tell the story. */
export const MAX_FINDINGS = 100;

/**
 * Checkpoints by which the head of a gateway that was killed may be behind its log: it is written beside the log, and a
 * slow disk, or a file that ends just then, can have two or three on their way.
 */
const OPEN_HEAD_LAG = 3;
