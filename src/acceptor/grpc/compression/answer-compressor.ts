import { constants, gzip } from "node:zlib";
import { frameMessage, MessageFlag } from "../frame-message.ts";
import { PREFIX_BYTES } from "../message-collector.ts";
import type { CompressionCounters } from "./compression-counters.ts";

/** Who has a message compressed. */
export interface CompressorClient {
  /** Whether nobody waits for the message any more. */
  readonly isClosed: boolean;
  /** The message, framed anew; null when it would not get smaller, or is not wanted any more. Called once, later. */
  onCompressed(framed: Buffer | null): void;
}

/**
 * Compresses messages of a door's answers, a few at a time, on the threads that Node.js has for such work: the one that has
 * the sockets goes on meanwhile. What would wait for long is not taken at all, and leaves as it is.
 *
 *   tryCompress ──► waiting, in order of coming ──► at work, up to {@link AT_ONCE} ──► onCompressed
 *                   └────────── together up to {@link MAX_COMPRESSING_BYTES} ─────┘
 */
export class AnswerCompressor {
  /** Shorter messages leave as they are. */
  readonly minBytes: number;
  private readonly counters: CompressionCounters;
  private readonly waiting: Job[] = [];
  private atWork = 0;
  /** Of the messages that wait or are at work, none of which counts for less than {@link LEAST_BYTES}. */
  private bytes = 0;

  constructor(minBytes: number, counters: CompressionCounters) {
    this.minBytes = minBytes;
    this.counters = counters;
  }

  /**
   * Has a message with its prefix compressed, unless there is no room: then returns false, and `client` hears nothing. One
   * has room whatever its size.
   */
  tryCompress(framed: Buffer, client: CompressorClient): boolean {
    const bytes = countedBytes(framed);
    if (this.bytes > 0 && this.bytes + bytes > MAX_COMPRESSING_BYTES) return false;
    this.bytes += bytes;
    this.waiting.push({ framed, client });
    this.goOn();
    return true;
  }

  private goOn(): void {
    while (this.atWork < AT_ONCE && this.waiting.length > 0) {
      const job = this.waiting.shift() as Job;
      // Its client is told in its turn too, but nothing is done for it.
      if (job.client.isClosed) setImmediate(() => this.onDone(job, null));
      else compress(job.framed, (compressed) => this.onDone(job, compressed));
      this.atWork++;
    }
  }

  private onDone({ framed, client }: Job, compressed: Buffer | null): void {
    this.atWork--;
    this.bytes -= countedBytes(framed);
    if (compressed !== null) {
      const { counters } = this;
      counters.messages++;
      counters.bytesBefore += framed.length;
      counters.bytesAfter += compressed.length;
    }
    client.onCompressed(compressed);
    this.goOn();
  }
}

interface Job {
  readonly framed: Buffer;
  readonly client: CompressorClient;
}

/** By the time that it takes. */
function countedBytes(framed: Buffer): number {
  return Math.max(framed.length, LEAST_BYTES);
}

function compress(framed: Buffer, done: (compressed: Buffer | null) => void): void {
  const { length } = framed;
  const options = {
    level: constants.Z_BEST_SPEED,
    // One piece of work rather than one for every 16 KiB of what comes out.
    chunkSize: Math.max(MIN_CHUNK_BYTES, Math.min(length, MAX_CHUNK_BYTES)),
    maxOutputLength: Math.max(1, Math.floor(length * (1 - LEAST_GAIN))),
  };
  gzip(framed.subarray(PREFIX_BYTES), options, (error, payload) => {
    // Whatever goes wrong, memory for example: the message itself is still good.
    done(error === null ? frameMessage(payload, 0, payload.length, MessageFlag.COMPRESSED) : null);
  });
}

/** Of the four threads that Node.js has, so that names are looked up and files read in time. */
const AT_ONCE = 2;
/** Past it messages leave as they are: at 100 MB/s a thread, none has waited for longer than a tenth of a second. */
export const MAX_COMPRESSING_BYTES = 16 * 1024 * 1024;
/** To have any message compressed takes some 60 µs of a processor, however short it is, and one of this length hardly more. */
export const LEAST_BYTES = 16 * 1024;
/** As for large values: what gets smaller by less is not worth its inflating. */
const LEAST_GAIN = 1 / 8;
const MAX_CHUNK_BYTES = 256 * 1024;
/** What zlib has at least. */
const MIN_CHUNK_BYTES = 64;
