import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { filePath, listChains } from "./audit-folder.ts";
import { type ChainPoint, ChainScanner, type ScanListener, type SoundEnd, START } from "./chain-scanner.ts";
import { readHead } from "./head-file.ts";
import { readLines } from "./line-reader.ts";

/** Where a thread goes on with a chain. */
export interface ChainEnd {
  /** How the chain was found, as the next `open` line tells it. `cut`: its head knows of more than is there. */
  readonly found: "new" | "closed" | "crashed" | "cut";
  readonly point: ChainPoint;
  /** The last file; 0 = there is none. */
  readonly file: number;
  /** The file that is written on, and null when a new one must be begun. */
  readonly unfinished: UnfinishedFile | null;
}

export interface UnfinishedFile {
  readonly bytes: number;
  /** Bytes at its end that no seal and no checkpoint covers: what was being written when the process ended. */
  readonly torn: number;
  /** Whether they end in the middle of a line. */
  readonly endsInLine: boolean;
  /** Of the hash before, and of all bytes after the last seal: the next seal goes on with it. */
  readonly block: Hash;
}

/**
 * Finds where a chain ends, from its last file and its head. It judges nothing: what is wrong before the end stays as it is,
 * for whoever verifies.
 */
export function findChainEnd(folder: string, chain: string): ChainEnd {
  const files = listChains(folder).get(chain) ?? [];
  const head = readHead(folder, chain);
  let scan = START_OF_CHAIN;
  let file = 0;
  while (file === 0 && files.length > 0) {
    const last = files.pop() as number;
    scan = scanFile(folder, chain, last);
    if (scan.hasSeal) file = last;
    // Nothing in it was ever acknowledged: the process ended while it wrote the first lines.
    else rmSync(filePath(folder, chain, last));
  }
  const point = scan.soundEnd?.point ?? scan.point;
  if (head !== null && head !== "damaged" && head.seal > point.seal) {
    const { seal, records, hash, checkpoint } = head;
    const known = { seal, records, hash, checkpoint, isClosed: false };
    return { found: "cut", point: known, file: Math.max(file, head.file), unfinished: null };
  }
  if (scan.soundEnd === null) {
    const isNew = file === 0 && head === null;
    return { found: isNew ? "new" : "cut", point, file, unfinished: null };
  }
  const unfinished = findUnfinished(filePath(folder, chain, file), scan.soundEnd);
  const isClosed = point.isClosed && unfinished.torn === 0;
  return { found: isClosed ? "closed" : "crashed", point, file, unfinished };
}

interface FileScan {
  readonly point: ChainPoint;
  readonly hasSeal: boolean;
  readonly soundEnd: SoundEnd | null;
}

const START_OF_CHAIN: FileScan = { point: START, hasSeal: false, soundEnd: null };

function scanFile(folder: string, chain: string, file: number): FileScan {
  const scanner = new ChainScanner(chain, deaf);
  scanner.beginFile(file);
  for (const line of readLines(filePath(folder, chain, file))) scanner.line(line);
  const { point, soundEnd, hasSeal } = scanner;
  return { point, soundEnd, hasSeal };
}

function findUnfinished(path: string, end: SoundEnd): UnfinishedFile {
  const bytes = statSync(path).size;
  const block = createHash("sha256").update(end.point.hash, "hex");
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let last = LINE_END;
  const fd = openSync(path, "r");
  try {
    for (let at = end.sealedBytes; at < bytes; ) {
      const count = readSync(fd, piece, 0, Math.min(PIECE_BYTES, bytes - at), at);
      if (count === 0) break;
      block.update(piece.subarray(0, count));
      last = piece[count - 1] as number;
      at += count;
    }
  } finally {
    closeSync(fd);
  }
  return { bytes, torn: bytes - end.bytes, endsInLine: last !== LINE_END, block };
}

const deaf: ScanListener = {
  onFault: () => undefined,
  onNote: () => undefined,
  onCheckpoint: () => undefined,
  onRemoved: () => undefined,
};

const LINE_END = 0x0a;
const PIECE_BYTES = 64 * 1024;
