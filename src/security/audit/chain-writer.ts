import { createHash, type Hash } from "node:crypto";
import { rmSync } from "node:fs";
import { filePath } from "./audit-folder.ts";
import type { AuditKeys } from "./audit-keys.ts";
import { type ChainEnd, findChainEnd } from "./chain-end.ts";
import { type ControlFields, type ControlKind, sealedUpTo, writeControlLine } from "./control-line.ts";
import type { RecordLines } from "./record-lines.ts";
import { type OldFile, oldFiles } from "./retention.ts";
import type { Segment } from "./segment.ts";

export interface ChainPlace {
  readonly folder: string;
  /** Of one thread alone. */
  readonly chain: string;
  /** The log's id. */
  readonly log: string;
  readonly keys: AuditKeys;
  /** Opens a file; `bytes` is what it has already, 0 = it must not exist. */
  readonly openSegment: (path: string, bytes: number) => Segment;
}

/**
 * Writes a chain: blocks of lines, each with a seal that chains it to the one before, in file after file.
 *
 *   ┌ file ─────────────────────────────────────────────────────────────────────────┐
 *   │ header · seal │ open · seal │ records · seal · checkpoint │ records · seal │ …  │
 *   └───────────────────────────────────────────────────────────────────────────────┘
 *        └────────────── hash ─────────┘   of everything in between, and of the hash before
 *
 * A block and its seal are one write. When it fails nothing has changed, and the same place is written again.
 */
export class ChainWriter {
  /** Of the chain, up to the last seal. */
  seal: number;
  records: number;
  private hash: string;
  private checkpoint: number;
  private readonly place: ChainPlace;
  private file: number;
  private segment: Segment;
  /** When this file was begun, or taken up again. */
  fileSinceMs: number;
  /** Of the hash before and what stands in the file after the last seal; null when nothing does. */
  private begun: Hash | null = null;
  private signedSeal = -1;
  private finished: Segment[] = [];
  private removed: OldFile[] = [];

  /** Goes on where the chain ends; the lines that say so are put into `lines`, to be the first block. */
  constructor(place: ChainPlace, lines: RecordLines, nowMs: number) {
    const end = findChainEnd(place.folder, place.chain);
    const { seal, records, hash, checkpoint } = end.point;
    this.place = place;
    this.seal = seal;
    this.records = records;
    this.hash = hash;
    this.checkpoint = checkpoint;
    this.fileSinceMs = nowMs;
    this.file = end.file;
    if (end.unfinished === null) {
      this.file++;
      this.segment = this.beginFile(this.file, [], nowMs);
    } else {
      this.segment = place.openSegment(filePath(place.folder, place.chain, end.file), end.unfinished.bytes);
      this.begun = end.unfinished.block;
    }
    lines.appendText(openingLines(end, nowMs));
  }

  get fileBytes(): number {
    return this.segment.bytes;
  }

  get current(): Segment {
    return this.segment;
  }

  /** Whether there is a seal that no checkpoint has signed. */
  get isUnsigned(): boolean {
    return this.seal !== this.signedSeal;
  }

  /** Writes what is in `lines` as one block. When it throws, `lines` are as they were. */
  writeBlock(lines: RecordLines): void {
    const { length, count } = lines;
    lines.appendText(sealedUpTo(this.seal + 1, count));
    const hash = this.beginHash().update(lines.bytes.subarray(0, lines.length)).digest("hex");
    lines.appendText(`${hash}${SEAL_END}`);
    try {
      this.segment.write(lines.bytes, lines.length);
    } catch (error) {
      lines.length = length;
      throw error;
    }
    this.seal++;
    this.records += count;
    this.hash = hash;
    this.begun = null;
  }

  /** Begins the next file, and records the end of those that are then too many. */
  rotate(nowMs: number, maxFiles: number): void {
    const { folder, chain } = this.place;
    const file = this.file + 1;
    const old = oldFiles(folder, chain, file, maxFiles).filter(
      ({ name }) => !this.removed.some((each) => each.name === name),
    );
    const segment = this.beginFile(file, old, nowMs);
    this.finished.push(this.segment);
    this.removed.push(...old);
    this.segment = segment;
    this.file = file;
    this.fileSinceMs = nowMs;
    this.begun = null;
  }

  /** Signs the last seal. What is returned may happen once the checkpoint is on the disk; the caller sees to it. */
  sign(nowMs: number): { line: string; finished: Segment[]; current: Segment; removed: OldFile[] } {
    const { file, seal, records, hash, place } = this;
    const { log, chain, keys } = place;
    const checkpoint = keys.sign({
      checkpoint: this.checkpoint + 1,
      log,
      chain,
      file,
      seal,
      records,
      hash,
      time: timeText(nowMs),
    });
    const line = writeControlLine("checkpoint", checkpoint);
    const bytes = Buffer.from(`${line}\n`, "latin1");
    this.segment.write(bytes, bytes.length);
    this.checkpoint++;
    this.signedSeal = seal;
    this.begun = this.beginHash().update(bytes);
    const { finished, removed } = this;
    this.finished = [];
    this.removed = [];
    return { line, finished, current: this.segment, removed };
  }

  close(): void {
    for (const segment of this.finished) segment.close();
    this.segment.close();
  }

  private beginHash(): Hash {
    return this.begun?.copy() ?? createHash("sha256").update(this.hash, "hex");
  }

  private beginFile(file: number, removed: readonly OldFile[], nowMs: number): Segment {
    const { folder, chain, log, openSegment } = this.place;
    const { seal, records, checkpoint, hash: previous } = this;
    const time = timeText(nowMs);
    const header = writeControlLine("header", {
      audit: 1,
      log,
      chain,
      file,
      seal,
      records,
      checkpoint,
      previous,
      time,
    });
    const removals = removed.map(({ name, hash }) => writeControlLine("removed", { removed: name, hash, time }));
    const text = `${[header, ...removals].join("\n")}\n${sealedUpTo(seal + 1, 0)}`;
    const hash = createHash("sha256").update(previous, "hex").update(text, "latin1").digest("hex");
    const bytes = Buffer.from(`${text}${hash}${SEAL_END}`, "latin1");
    const path = filePath(folder, chain, file);
    const segment = openSegment(path, 0);
    try {
      segment.write(bytes, bytes.length);
    } catch (error) {
      segment.close();
      rmSync(path, { force: true });
      throw error;
    }
    this.seal++;
    this.hash = hash;
    return segment;
  }
}

/** The first lines of a thread: torn bytes stay, and are said to be torn. */
function openingLines({ found, unfinished }: ChainEnd, nowMs: number): string {
  const lineEnd = unfinished?.endsInLine === true ? TORN_END : "";
  const torn = (unfinished?.torn ?? 0) + lineEnd.length;
  return `${lineEnd}${controlLine("open", { open: timeText(nowMs), found, torn })}`;
}

/** With its end. */
export function controlLine<Kind extends ControlKind>(kind: Kind, fields: ControlFields<Kind>): string {
  return `${writeControlLine(kind, fields)}\n`;
}

export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

const SEAL_END = '"}\n';
/** Ends a line that was torn, so that it is nothing: without the `#` one that lacks just its end would become whole. */
const TORN_END = "#\n";
