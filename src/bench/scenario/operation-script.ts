import { createPrng } from "../../common/prng.ts";
import { createKeyChoice } from "./key-choice.ts";
import type { ScenarioFlow } from "./scenario-schema.ts";
import { createValues } from "./value-sizes.ts";

/** How the key of a step comes about. */
export const KeyRule = {
  /** It stands in the script. */
  FIXED: 0,
  /** The next one that nobody has put yet. */
  INSERT: 1,
  /** So many before the newest insert. */
  LATEST: 2,
} as const;

export type Operation = ScenarioFlow["mix"][number]["operation"];

/** Who makes which part of a flow: keys that are inserted are dealt out in turn, and nobody draws the same numbers. */
export interface FlowShare {
  /** Of values, which must be the same wherever the key is read. */
  readonly seed: number;
  /** What is drawn anew in each. */
  readonly round: number;
  readonly process: number;
  readonly processes: number;
}

/**
 * What a flow asks, drawn before it begins and gone through again and again: long enough that a store sees no short cycle.
 * The same seed gives the same script.
 */
export class OperationScript {
  readonly length: number;
  /** What the steps' numbers of operations mean. */
  readonly names: readonly Operation[];
  readonly operations: Uint8Array;
  readonly rules: Uint8Array;
  /** By step: the key's number, or how many inserts ago it came. */
  readonly numbers: Uint32Array;
  readonly scanItems: Uint16Array;
  readonly values: readonly Buffer[];
  private readonly step: number;
  /** The number of the newest key that this process has inserted. */
  private newest: number;

  /** Inserts begin behind the keys that are there, or at `firstInsert`. */
  constructor(flow: ScenarioFlow, share: FlowShare, firstInsert = flow.keys.count) {
    this.values = createValues(flow.values, share.seed);
    const meanBytes = this.values.reduce((sum, { length }) => sum + length, 0) / this.values.length;
    // Whole turns of the values: then the n-th insert of all has value number n, as its key must.
    this.length = Math.ceil(stepsFor(meanBytes + flow.keys.bytes) / this.values.length) * this.values.length;
    this.names = flow.mix.map(({ operation }) => operation);
    this.operations = new Uint8Array(this.length);
    this.rules = new Uint8Array(this.length);
    this.numbers = new Uint32Array(this.length);
    this.scanItems = new Uint16Array(this.length);
    this.step = share.processes;
    this.newest = firstInsert + share.process - share.processes;
    this.draw(flow, createPrng(share.seed + 7_919 * share.round + 104_729 * share.process));
  }

  private draw(flow: ScenarioFlow, prng: ReturnType<typeof createPrng>): void {
    const choose = createKeyChoice(flow.keys, prng);
    const total = flow.mix.reduce((sum, { weight }) => sum + weight, 0);
    for (let i = 0; i < this.length; i++) {
      let left = prng.below(total);
      let operation = 0;
      while (left >= (flow.mix[operation]?.weight as number)) left -= flow.mix[operation++]?.weight as number;
      this.operations[i] = operation;
      const isInsert = this.names[operation] === "insert";
      const isLatest = flow.keys.distribution === "latest";
      this.rules[i] = isInsert ? KeyRule.INSERT : isLatest ? KeyRule.LATEST : KeyRule.FIXED;
      this.numbers[i] = isInsert ? 0 : choose();
      this.scanItems[i] = 1 + prng.below(flow.scanItems);
    }
  }

  /** The number of a step's key, which an insert takes for itself. */
  takeNumber(step: number): number {
    const rule = this.rules[step];
    if (rule === KeyRule.FIXED) return this.numbers[step] as number;
    if (rule === KeyRule.INSERT) {
      this.newest += this.step;
      return this.newest;
    }
    return Math.max(0, this.newest - (this.numbers[step] as number));
  }

  valueOf(number: number): Buffer {
    return this.values[number % this.values.length] as Buffer;
  }

  /** The value that a step puts; an insert's is that of the step, for its key is not known before. */
  valueAt(step: number): Buffer {
    return this.valueOf(this.rules[step] === KeyRule.FIXED ? (this.numbers[step] as number) : step);
  }
}

/** Fewer where values are large: the encoded script must stay in memory, and small ones in a processor's cache. */
function stepsFor(bytes: number): number {
  return Math.min(MAX_STEPS, Math.max(MIN_STEPS, Math.floor(MAX_SCRIPT_BYTES / bytes)));
}

const MAX_STEPS = 32_768;
/** Mixes need enough steps to come near to their weights. */
const MIN_STEPS = 128;
const MAX_SCRIPT_BYTES = 64 * 1024 * 1024;
