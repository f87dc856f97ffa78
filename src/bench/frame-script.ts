import { toByteString } from "../codec/byte-string.ts";
import { CallNumber } from "../codec/calls.ts";
import { frameBytes, openFrame } from "../codec/response.ts";
import { blobBytes, WireWriter } from "../codec/wire-writer.ts";
import { createPrng } from "../common/prng.ts";
import { introduceFrame } from "./introduce-frame.ts";
import { KEY_DIGITS, type LoadPlan } from "./load-plan.ts";

/**
 * Ids are 2^14 to 2^21 − 1: all of them take three bytes as a varint, so that an answer's id and result field stand at
 * fixed places.
 */
export const FIRST_ID = 1 << 14;

/**
 * All requests of a run, encoded before it begins: sending n requests is writing one slice of `bytes`.
 *
 *   bytes    │ frame 0 │ frame 1 │ … │ frame length − 1 │ frame 0 │ frame 1 │ …
 *                                                       └─ again, so that no slice of up to `depth` frames wraps
 *   id of frame i = FIRST_ID + i
 */
export class FrameScript {
  /** Frames, not counting those that stand there again. */
  readonly length: number;
  readonly bytes: Buffer;
  /** Where frame i begins; one more than there are frames. */
  readonly offsets: Uint32Array;
  /** By frame: the number of its key. */
  readonly keys: Uint32Array;
  /** By frame: the number of its call, which is the number of the result as well. */
  readonly calls: Uint8Array;
  private readonly values: readonly string[];
  /** As byte strings. */
  private readonly namespaces: readonly string[];

  constructor(plan: LoadPlan) {
    const prng = createPrng(plan.seed);
    this.namespaces = plan.namespaces.map(toByteString);
    this.length = plan.operation === "load" ? plan.keys : Math.max(SCRIPT_FRAMES, plan.depth);
    this.keys = new Uint32Array(this.length);
    this.calls = new Uint8Array(this.length);
    for (let i = 0; i < this.length; i++) {
      this.keys[i] = plan.operation === "load" ? i : prng.below(plan.keys);
      const isGet = plan.operation === "get" || (plan.operation === "mixed" && prng.below(2) === 0);
      this.calls[i] = isGet ? CallNumber.KV_GET : CallNumber.KV_PUT;
    }
    this.values = Array.from({ length: Math.min(plan.keys, DISTINCT_VALUES) }, (_, i) => valueText(i, plan.valueBytes));
    const again = Math.min(plan.depth, MAX_AGAIN);
    this.offsets = new Uint32Array(this.length + again + 1);
    for (let i = 0; i < this.length + again; i++) {
      this.offsets[i + 1] = (this.offsets[i] as number) + this.encode(plan, i % this.length, null);
    }
    const writer = new WireWriter();
    this.bytes = Buffer.allocUnsafeSlow(this.offsets[this.length + again] as number);
    writer.reset(this.bytes, 0);
    for (let i = 0; i < this.length + again; i++) this.encode(plan, i % this.length, writer);
  }

  /** Frame `index` with credentials in it. */
  introduced(index: number, authorization: string): Buffer {
    return introduceFrame(this.bytes.subarray(this.offsets[index], this.offsets[index + 1]), authorization);
  }

  /** The value of the key of frame `index`, as a byte string. */
  valueOf(index: number): string {
    return this.values[(this.keys[index] as number) % this.values.length] as string;
  }

  /** Bytes of frame `index`; writes it where there is a writer. */
  private encode(plan: LoadPlan, index: number, writer: WireWriter | null): number {
    const keyNumber = this.keys[index] as number;
    const call = this.calls[index] as number;
    const namespace = this.namespaces[keyNumber % this.namespaces.length] as string;
    const key = keyText(plan, keyNumber);
    const value = call === CallNumber.KV_PUT ? this.valueOf(index) : "";
    const length = blobBytes(1, namespace.length) + blobBytes(2, key.length) + blobBytes(3, value.length);
    const id = FIRST_ID + index;
    if (writer !== null) {
      // A request begins as a response does: its id, and one message under the call's number.
      openFrame(writer, id, call, length);
      writer.blob(1, namespace);
      writer.blob(2, key);
      writer.blob(3, value);
    }
    return frameBytes(id, call, length);
  }
}

/** Enough that the store sees no short cycle, few enough that the bytes of gets stay in a processor's cache. */
const SCRIPT_FRAMES = 32_768;
/** Values differ from key to key, but not all are kept apart: neighbours do differ, and that is what a mix-up shows. */
const DISTINCT_VALUES = 256;
/** A slice longer than this is sent in two. */
const MAX_AGAIN = 4_096;

/** The key of that number, as every user of the plan's data must write it. */
export function keyText(plan: Pick<LoadPlan, "keyPrefix" | "keyBytes">, keyNumber: number): string {
  return (plan.keyPrefix + String(keyNumber).padStart(KEY_DIGITS, "0")).padEnd(plan.keyBytes, "k");
}

function valueText(valueNumber: number, valueBytes: number): string {
  const prng = createPrng(valueNumber + 1);
  let text = "";
  while (text.length < valueBytes) text += String.fromCharCode(prng.below(256));
  return text;
}
