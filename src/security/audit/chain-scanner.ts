import { createHash, type Hash } from "node:crypto";
import { fileName } from "./audit-folder.ts";
import {
  type Checkpoint,
  type ControlFields,
  type ControlLine,
  FIRST_HASH,
  type Header,
  readControlLine,
  sealedUpTo,
} from "./control-line.ts";
import type { FileLine } from "./line-reader.ts";

/** Where a chain stands after a seal. */
export interface ChainPoint {
  readonly seal: number;
  /** Records since the chain began. */
  readonly records: number;
  readonly hash: string;
  /** Number of the last checkpoint. */
  readonly checkpoint: number;
  /** Nothing but a new start may follow: the thread has stopped as it should. */
  readonly isClosed: boolean;
}

/** A place in the file that is being read up to which all is as the gateway wrote it. */
export interface SoundEnd {
  readonly point: ChainPoint;
  /** Bytes up to the seal. */
  readonly sealedBytes: number;
  /** The same, with the checkpoint that follows. */
  readonly bytes: number;
}

/** Hears what a scan finds. Lines count from 1. */
export interface ScanListener {
  /** Lines `from` to `to` are not as the gateway wrote them. */
  onFault(from: number, to: number, what: string): void;
  /** Something worth saying that is no fault. */
  onNote(line: number, what: string): void;
  /** A checkpoint that stands where it should and says what was found. Its signature has not been looked at. */
  onCheckpoint(checkpoint: Checkpoint, line: number): void;
  onRemoved(file: string, hash: string): void;
}

/**
 * Follows one chain through its files, line by line. After a fault it goes on from what the file itself says, so that one
 * change is told once.
 */
export class ChainScanner {
  point: ChainPoint = START;
  /** The log's id, from the first header. */
  log: string | null = null;
  /** The header that the scan began with: what is before it is not known. */
  firstHeader: Header | null = null;
  /** Of this file; null while nothing in it is sealed. */
  soundEnd: SoundEnd | null = null;
  /** Of this file, whether it fits or not. */
  hasSeal = false;
  private readonly chain: string;
  private readonly listener: ScanListener;
  private file = 0;
  private block: Hash = createHash("sha256");
  /** Records, and lines that are nothing, since the last seal. */
  private records = 0;
  private strange: number[] = [];
  /** Whether this block, and the one before it, says that the thread has stopped; whether this one begins with a start. */
  private closes = false;
  private hasClosed = false;
  private opens = false;
  private firstLine = 1;
  /** Where the lines that belong together end: behind the last header, seal or checkpoint. */
  private settledBytes = 0;
  private sealedBytes = 0;
  private isSound = false;

  constructor(chain: string, listener: ScanListener) {
    this.chain = chain;
    this.listener = listener;
  }

  /** The lines that follow are those of this file. */
  beginFile(file: number): void {
    this.file = file;
    this.soundEnd = null;
    this.hasSeal = false;
    this.settledBytes = 0;
    this.sealedBytes = 0;
    this.begin(1);
  }

  /** Where what no seal and no checkpoint covers begins: the byte in the file, and the line. */
  get unsealed(): { readonly bytes: number; readonly line: number } {
    return { bytes: this.settledBytes, line: this.firstLine };
  }

  line(line: FileLine): void {
    const { bytes, from, to } = line;
    if (isRecord(line) && line.number > 1) {
      this.block.update(bytes.subarray(from, to));
      this.records++;
      return;
    }
    const isShort = line.isWhole && to - from <= MAX_CONTROL_BYTES;
    const control = isShort ? readControlLine(bytes.toString("latin1", from, to - 1)) : null;
    if (control?.kind === "seal" && line.number > 1) {
      this.seal(control, line);
      return;
    }
    if (line.number === 1) this.header(control, line);
    else this.control(control, line);
    this.block.update(bytes.subarray(from, to));
  }

  private header(control: ControlLine | null, line: FileLine): void {
    if (control?.kind !== "header") {
      this.fault(1, 1, "the file does not begin with the header of an audit file");
      return;
    }
    const { chain, file, log } = control;
    if (chain !== this.chain || file !== this.file)
      this.fault(1, 1, `this is ${fileName(chain, file)} under another name`);
    if (this.log !== null && log !== this.log)
      this.fault(1, 1, `this is a file of the log ${log}, and not of ${this.log}`);
    this.log ??= log;
    if (this.firstHeader === null) this.firstHeader = control;
    else this.compare(control);
    const { seal, records, checkpoint, previous: hash } = control;
    this.point = { seal, records, hash, checkpoint, isClosed: this.point.isClosed };
    this.begin(1);
    this.settledBytes = line.to - line.from;
  }

  private compare(header: Header): void {
    const { seal, records, hash, checkpoint } = this.point;
    if (header.seal > seal) this.fault(1, 1, `seals ${seal + 1} to ${header.seal} are missing before this file`);
    else if (header.seal !== seal || header.previous !== hash || header.records !== records)
      this.fault(
        1,
        1,
        `this file goes on from seal ${header.seal}, and the one before it ends otherwise, with seal ${seal}`,
      );
    else if (header.checkpoint !== checkpoint)
      this.fault(1, 1, `checkpoint ${header.checkpoint} is missing at the end of the file before`);
  }

  private seal(seal: ControlFields<"seal">, line: FileLine): void {
    const { point, firstLine } = this;
    const text = sealedUpTo(seal.seal, seal.records);
    this.isSound = this.block.update(text, "latin1").digest("hex") === seal.hash;
    if (!this.isSound) this.fault(firstLine, line.number, this.describeBreak(seal));
    else if (seal.seal !== point.seal + 1)
      this.fault(line.number, line.number, `seal ${seal.seal} follows seal ${point.seal}`);
    else if (seal.records !== this.records || this.strange.length > 0)
      this.fault(
        firstLine,
        line.number,
        `the seal is for ${seal.records} records, and these lines are ${this.records} and others`,
      );
    else if (point.isClosed && !this.opens)
      this.fault(firstLine, line.number, "these lines follow the end of the log, and no start stands before them");
    this.hasSeal = true;
    this.hasClosed = this.closes;
    this.point = {
      seal: seal.seal,
      records: point.records + seal.records,
      hash: seal.hash,
      checkpoint: point.checkpoint,
      isClosed: false,
    };
    this.begin(line.number + 1);
    this.settledBytes = line.offset + line.to - line.from;
    this.sealedBytes = this.settledBytes;
    this.settle();
  }

  private describeBreak(seal: ControlFields<"seal">): string {
    const { records, strange } = this;
    const what = `these lines are not what seal ${seal.seal} was made for: they were changed, or lines were added, removed or moved`;
    if (strange[0] !== undefined) return `${what}; line ${strange[0]} is no audit line`;
    return records === seal.records ? what : `${what}; there were ${seal.records} records, and there are ${records}`;
  }

  private control(control: ControlLine | null, line: FileLine): void {
    switch (control?.kind) {
      case "open":
        this.open(control, line);
        break;
      case "checkpoint":
        this.checkpoint(control, line);
        break;
      case "removed":
        this.listener.onRemoved(control.removed, control.hash);
        break;
      case "unrecorded": {
        const what = `the log could not be written from ${control.from} to ${control.to}: ${control.unrecorded} records are lost`;
        this.listener.onNote(line.number, what);
        break;
      }
      case "close":
        this.closes = true;
        break;
      default:
        this.strange.push(line.number);
    }
  }

  private open({ torn, found }: ControlFields<"open">, line: FileLine): void {
    const unsealed = line.offset - this.settledBytes;
    if (torn !== unsealed)
      this.fault(
        line.number,
        line.number,
        `the start tells of ${torn} bytes without a seal before it, and there are ${unsealed}`,
      );
    else if (torn > 0)
      this.listener.onNote(
        line.number,
        `${torn} bytes before this line were being written when the process ended; none of them was acknowledged`,
      );
    else if (found === "crashed")
      this.listener.onNote(line.number, "the process before this start had ended without closing the log");
    this.opens = true;
    // What was torn is covered by the next seal, but counts for nothing.
    this.records = 0;
    this.strange = [];
  }

  private checkpoint(checkpoint: Checkpoint, line: FileLine): void {
    const { point } = this;
    if (line.offset !== this.settledBytes || line.offset !== this.sealedBytes)
      this.fault(line.number, line.number, "a checkpoint stands behind a seal, and this one does not");
    else if (checkpoint.seal !== point.seal || checkpoint.hash !== point.hash || checkpoint.records !== point.records)
      this.fault(
        line.number,
        line.number,
        `checkpoint ${checkpoint.checkpoint} was signed for other lines than those before it`,
      );
    else if (checkpoint.checkpoint !== point.checkpoint + 1)
      this.fault(
        line.number,
        line.number,
        `checkpoint ${checkpoint.checkpoint} follows checkpoint ${point.checkpoint}`,
      );
    else if (checkpoint.chain !== this.chain || checkpoint.file !== this.file || checkpoint.log !== this.log)
      this.fault(line.number, line.number, `checkpoint ${checkpoint.checkpoint} is of another file`);
    else this.listener.onCheckpoint(checkpoint, line.number);
    this.point = { ...point, checkpoint: checkpoint.checkpoint, isClosed: this.hasClosed };
    this.settledBytes = line.offset + line.to - line.from;
    this.settle();
  }

  private settle(): void {
    if (this.isSound) this.soundEnd = { point: this.point, sealedBytes: this.sealedBytes, bytes: this.settledBytes };
  }

  private begin(firstLine: number): void {
    this.block = createHash("sha256").update(this.point.hash, "hex");
    this.records = 0;
    this.strange = [];
    this.closes = false;
    this.opens = false;
    this.firstLine = firstLine;
  }

  private fault(from: number, to: number, what: string): void {
    this.listener.onFault(from, to, what);
  }
}

export const START: ChainPoint = { seal: 0, records: 0, hash: FIRST_HASH, checkpoint: 0, isClosed: false };

/** Every record begins with its time, and nothing else does. */
export function isRecord({ bytes, from, to, isWhole }: FileLine): boolean {
  if (!isWhole || to - from < RECORD.length) return false;
  for (let i = 0; i < RECORD.length; i++) if (bytes[from + i] !== RECORD[i]) return false;
  return true;
}

const RECORD = Buffer.from('{"time":"');
/** The longest is a checkpoint. */
const MAX_CONTROL_BYTES = 1_024;
