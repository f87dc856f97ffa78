import { type CapturedRecord, LENGTH_BYTES, RECORD_HEADER_BYTES, readRecord } from "./record-layout.ts";
import {
  MAX_RECORD_BYTES,
  MAX_SEGMENT_HEADER_BYTES,
  SEGMENT_MAGIC,
  SEGMENT_PREFIX_BYTES,
  SEGMENT_VERSION,
  type SegmentHeader,
  VALUE_MODES,
  type ValueMode,
} from "./segment-layout.ts";

/**
 * Reads a segment that comes in chunks, cut anywhere: first its header, then one record after the other. What cannot be a
 * segment ends the reading, with the fault in {@link problem}; records before it were handed out.
 */
export class SegmentReader {
  /** Null until it is read. */
  header: SegmentHeader | null = null;
  /** Why nothing more is read; empty while it can be. */
  problem = "";
  records = 0;
  private rest: Buffer = none;

  /** Hands out the records that are whole with this chunk; each has bytes of its own. */
  push(chunk: Buffer, onRecord: (record: CapturedRecord, header: SegmentHeader) => void): void {
    if (this.problem !== "") return;
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    let pos = this.header === null ? this.takeHeader(bytes) : 0;
    const { header } = this;
    while (header !== null && bytes.length - pos >= LENGTH_BYTES) {
      const length = LENGTH_BYTES + bytes.readUInt32LE(pos);
      if (length < RECORD_HEADER_BYTES || length > MAX_RECORD_BYTES) {
        this.fail(`record ${this.records + 1} cannot have ${length} bytes`);
        return;
      }
      if (bytes.length - pos < length) break;
      const record = readRecord(Buffer.from(bytes.subarray(pos, pos + length)));
      if (record === null) {
        this.fail(`record ${this.records + 1} has parts that do not make up its length`);
        return;
      }
      pos += length;
      this.records++;
      onRecord(record, header);
    }
    this.rest = pos === bytes.length ? none : Buffer.from(bytes.subarray(pos));
  }

  /** Bytes at the end that are no whole record, or no whole header: the writer was cut off there. */
  get cutBytes(): number {
    return this.rest.length;
  }

  /** @returns where the records begin; 0 while the header is not whole, or is none. */
  private takeHeader(bytes: Buffer): number {
    const seen = Math.min(SEGMENT_MAGIC.length, bytes.length);
    if (bytes.toString("latin1", 0, seen) !== SEGMENT_MAGIC.slice(0, seen)) {
      this.fail("it is no segment of a recording");
      return 0;
    }
    if (bytes.length < SEGMENT_PREFIX_BYTES) return 0;
    const version = bytes.readUInt16LE(8);
    const length = bytes.readUInt32LE(12);
    const end = SEGMENT_PREFIX_BYTES + length;
    if (version !== SEGMENT_VERSION)
      this.fail(`it has version ${version} of the layout; this Prism reads ${SEGMENT_VERSION}`);
    else if (length > MAX_SEGMENT_HEADER_BYTES) this.fail("its header is too long");
    else if (bytes.length >= end) this.header = parseHeader(bytes.toString("utf8", SEGMENT_PREFIX_BYTES, end));
    else return 0;
    if (this.header === null && this.problem === "") this.fail("its header is damaged");
    return this.header === null ? 0 : end;
  }

  private fail(problem: string): void {
    this.problem = problem;
    this.rest = none;
  }
}

function parseHeader(text: string): SegmentHeader | null {
  try {
    const { recording, namespace, worker, startedMs, values, keySeparator, sample } = JSON.parse(
      text,
    ) as Partial<SegmentHeader>;
    if (typeof recording !== "string" || typeof namespace !== "string" || typeof keySeparator !== "string") return null;
    if (typeof worker !== "number" || typeof startedMs !== "number" || typeof sample !== "number") return null;
    if (!VALUE_MODES.includes(values as ValueMode)) return null;
    return { recording, namespace, worker, startedMs, values: values as ValueMode, keySeparator, sample };
  } catch {
    return null;
  }
}

const none = Buffer.alloc(0);
