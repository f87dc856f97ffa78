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
    if (least <= EASILY_SCALED) return id.slice(0, at) + scaleHigh(id, at, least) + id.slice(at + HIGH_CHARACTERS);
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

/**
 * The seven highest digits of the random part, not under those of `least`, in integers that V8 has no need to allocate. The first
 * value of them, of which `least` cuts off a part, is left out: one in a hundred thousand of the ids that are sampled at the most.
 */
function scaleHigh(id: string, at: number, least: bigint): string {
  const first = Number(least >> LOW_BITS) + 1;
  const drawn = Number.parseInt(id.slice(at, at + HIGH_CHARACTERS), 16);
  const scaled = first + Math.floor((drawn / HIGH_BOUND) * (HIGH_BOUND - first));
  return scaled.toString(16).padStart(HIGH_CHARACTERS, "0");
}

/** All values of the random part. */
export const RANDOM_BOUND = 2n ** 56n;

const RANDOM_BITS = 56n;
const RANDOM_CHARACTERS = 14;
const HIGH_CHARACTERS = 7;
const HIGH_BOUND = 2 ** 28;
const LOW_BITS = 28n;
/** Of a ratio of one in 2,000 or more. */
const EASILY_SCALED = RANDOM_BOUND - RANDOM_BOUND / 2000n;
const TRACE_ID_CHARACTERS = 32;
const SPAN_ID_CHARACTERS = 16;
const NO_TRACE = "0".repeat(TRACE_ID_CHARACTERS);
const NO_SPAN = "0".repeat(SPAN_ID_CHARACTERS);
const BLOCK_BYTES = 4096;
