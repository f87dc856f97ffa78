import { secretBytes } from "../common/prng.ts";

/**
 * New ids, from the operating system's generator: workers must not come upon the same ones, and a seed of 32 bits would
 * have two of them meet soon. Taken in blocks, for one call of the system per id would take longer than the span.
 */
export class TraceIds {
  private readonly take: (count: number) => Uint8Array;
  /** In hex. */
  private block = "";
  private at = 0;

  constructor(take: (count: number) => Uint8Array = secretBytes) {
    this.take = take;
  }

  /**
   * 16 bytes in hex. The last seven are random, and not under `least`: the ratio of ids that are not is what is sampled, so
   * that whoever samples by the same ratio further on decides alike.
   */
  traceId(least: bigint): string {
    const id = this.next(TRACE_ID_CHARACTERS);
    if (id === NO_TRACE) return this.traceId(least);
    if (least === 0n) return id;
    const at = TRACE_ID_CHARACTERS - RANDOM_CHARACTERS;
    const scaled = least + ((BigInt(`0x${id.slice(at)}`) * (RANDOM_BOUND - least)) >> RANDOM_BITS);
    return id.slice(0, at) + scaled.toString(16).padStart(RANDOM_CHARACTERS, "0");
  }

  /** 8 bytes in hex. */
  spanId(): string {
    const id = this.next(SPAN_ID_CHARACTERS);
    return id === NO_SPAN ? this.spanId() : id;
  }

  private next(count: number): string {
    if (this.at + count > this.block.length) {
      this.block = Buffer.from(this.take(BLOCK_BYTES)).toString("hex");
      this.at = 0;
    }
    this.at += count;
    return this.block.slice(this.at - count, this.at);
  }
}

/** All values of the random part. */
export const RANDOM_BOUND = 2n ** 56n;

const RANDOM_BITS = 56n;
const RANDOM_CHARACTERS = 14;
const TRACE_ID_CHARACTERS = 32;
const SPAN_ID_CHARACTERS = 16;
const NO_TRACE = "0".repeat(TRACE_ID_CHARACTERS);
const NO_SPAN = "0".repeat(SPAN_ID_CHARACTERS);
const BLOCK_BYTES = 4096;
