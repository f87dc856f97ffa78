import type { ReadRecord } from "../../capture/read-capture.ts";
import { decodeValueStub } from "../../capture/value-stub.ts";
import { CallNumber, isStreamCall, operationName } from "../../codec/calls.ts";
import { codeName } from "../../common/codes.ts";
import { readExchange, type SeenItem, sizeIn } from "./exchange.ts";
import { StreamComparison } from "./stream-diff.ts";

/** What a request was answered with when it was sent again; null when no answer came. */
export interface Replayed {
  readonly code: number;
  readonly reason: string;
  /** As a recording would have it; empty where the call failed. */
  readonly answer: Buffer;
}

/** How an answer may differ, the worst first: of each request the first that is true is counted. */
export const DIFFERENCES = ["no answer", "outcome", "found", "count", "size", "value", "version"] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  readonly operation: string;
  /** Scrubbed; empty where it is not about one key. */
  readonly key: string;
  /** When it came, in microseconds since the recording began. */
  readonly atUs: number;
  readonly recorded: string;
  readonly replayed: string;
}

export interface AnswerDiff {
  readonly compared: number;
  /** Ranges, for scrubbing keys loses their order: that of what they found nothing can be said. */
  readonly notCompared: number;
  /** About keys that a call has written which was not played, or not recorded: what should be there is not. */
  readonly notComparable: number;
  readonly differences: number;
  readonly byKind: Readonly<Record<DifferenceKind, number>>;
  readonly examples: readonly Difference[];
}

/**
 * Compares answers one by one, in the order of the recording. Versions are compared by how they relate to the last that was
 * seen of the same key on the same connection: the same, a later one, an earlier one. Where connections are not played in
 * step, only an earlier one counts, for whether another connection has written meanwhile is chance.
 */
export class AnswerComparison {
  private readonly maxExamples: number;
  private readonly isInStep: boolean;
  private readonly byKind = Object.fromEntries(DIFFERENCES.map((kind) => [kind, 0])) as Record<DifferenceKind, number>;
  private readonly examples: Difference[] = [];
  private readonly last = new Map<string, readonly [recorded: number, replayed: number]>();
  /** Keys that calls have written which were not played, or not recorded. */
  private readonly unknown = new Set<string>();
  private readonly streams = new StreamComparison();
  private compared = 0;
  private notCompared = 0;
  private notComparable = 0;

  /** @param isInStep whether requests of several connections were sent in the order of the recording. */
  constructor(maxExamples: number, isInStep: boolean) {
    this.maxExamples = maxExamples;
    this.isInStep = isInStep;
  }

  add(record: ReadRecord, replayed: Replayed | null): void {
    const found = this.compare(record, replayed);
    if (found === "unknown") {
      this.notComparable++;
      return;
    }
    if (found === undefined) {
      this.notCompared++;
      return;
    }
    this.compared++;
    if (found === null) return;
    this.byKind[found.kind]++;
    if (this.examples.length < this.maxExamples) this.examples.push(found);
  }

  /** A call that was not played: nothing is compared of the keys that it has changed, until they are written anew. */
  skip(record: ReadRecord): void {
    if (record.code !== 0) return;
    for (const { key, action, error } of readExchange(record.call, record.request, record.answer).items) {
      if (isWritten(action) && error === "") this.unknown.add(placeOf(record, key));
    }
  }

  get diff(): AnswerDiff {
    const { compared, notCompared, notComparable, byKind, examples } = this;
    const { totals } = this.streams;
    const found = totals.flatMap(({ reader, found: difference }) =>
      difference === null ? [] : [{ reader, difference }],
    );
    const counts = { ...byKind };
    for (const { difference } of found) counts[difference[0]]++;
    const of = found.map(({ reader: key, difference: [kind, recorded, replayed] }) => ({
      ...{ kind, operation: "fetch", key, atUs: 0, recorded, replayed },
    }));
    return {
      compared: compared + totals.length,
      ...{ notCompared, notComparable },
      differences: Object.values(counts).reduce((sum, count) => sum + count, 0),
      byKind: counts,
      examples: [...of, ...examples].slice(0, this.maxExamples),
    };
  }

  /** Null when nothing differs; undefined when that cannot be told, "unknown" when it says nothing. */
  private compare(record: ReadRecord, replayed: Replayed | null): Difference | null | undefined | "unknown" {
    const differ = (kind: DifferenceKind, was: string, is: string, key = ""): Difference => ({
      ...{ kind, operation: operationName(record.call), key, atUs: Math.round(record.arrivalUs) },
      ...{ recorded: was, replayed: is },
    });
    if (replayed === null) return differ("no answer", outcomeOf(record), "none");
    const [was, is] = [outcomeOf(record), outcomeOf(replayed)];
    const then = readExchange(record.call, record.request, record.answer);
    this.forgetLarge(record, then.items);
    if (was !== is && record.reason === VALUE_IS_LARGE) return "unknown";
    if (was !== is) return differ("outcome", was, is, then.items.length === 1 ? then.items[0]?.key : "");
    if (isStreamCall(record.call) && record.code === 0) {
      const found = this.streams.compare(record, replayed.answer);
      return found === null || found === undefined ? found : differ(found[0], found[1], found[2]);
    }
    const now = readExchange(record.call, record.request, replayed.answer);
    if (record.call === CallNumber.KV_SCAN) {
      if (!then.isPrefixScan || then.more || now.more) return undefined;
      const [count, other] = [then.items.length, now.items.length];
      return count === other ? null : differ("count", `${count} items`, `${other} items`);
    }
    let known = 0;
    for (const [i, item] of then.items.entries()) {
      if (this.isUnknown(record, item)) continue;
      known++;
      const other = now.items[i];
      if (other === undefined) return differ("count", `${then.items.length} items`, `${now.items.length} items`);
      const found = this.compareItem(item, other, record);
      if (found !== null) return differ(found[0], found[1], found[2], item.key);
    }
    return known === 0 && then.items.length > 0 ? "unknown" : null;
  }

  /** A value in chunks was written by calls that no recording has. */
  private forgetLarge(record: ReadRecord, items: readonly SeenItem[]): void {
    for (const { key, error } of items) {
      if (record.reason === VALUE_IS_LARGE || error === VALUE_IS_LARGE) this.unknown.add(placeOf(record, key));
    }
  }

  /** Once it is written, what is there is known again. */
  private isUnknown(record: ReadRecord, { key, action }: SeenItem): boolean {
    if (this.unknown.size === 0) return false;
    const place = placeOf(record, key);
    const isUnknown = this.unknown.has(place);
    if (isUnknown && (action === "put" || action === "delete")) this.unknown.delete(place);
    return isUnknown;
  }

  private compareItem(
    then: SeenItem,
    now: SeenItem,
    { header, connection }: ReadRecord,
  ): [DifferenceKind, string, string] | null {
    if (then.error !== now.error) return ["outcome", then.error || "OK", now.error || "OK"];
    if (then.found !== now.found) return ["found", foundText(then), foundText(now)];
    const [size, other] = [sizeIn(then.stub), sizeIn(now.stub)];
    if (size !== other) return ["size", `${size} bytes`, `${other} bytes`];
    if (header.values === "hash" && hashIn(then.stub) !== hashIn(now.stub)) {
      return ["value", hashIn(then.stub), hashIn(now.stub)];
    }
    return this.compareVersions(then, now, `${header.recording} ${connection} ${then.key}`);
  }

  private compareVersions(then: SeenItem, now: SeenItem, place: string): [DifferenceKind, string, string] | null {
    if (then.version === 0 && now.version === 0) return null;
    const [before, beforeNow] = this.last.get(place) ?? [0, 0];
    this.last.set(place, [then.version, now.version]);
    if (before === 0 || beforeNow === 0) return null;
    const [was, is] = [relation(before, then.version), relation(beforeNow, now.version)];
    return was === is || (!this.isInStep && is !== EARLIER) ? null : ["version", was, is];
  }
}

function placeOf({ header }: ReadRecord, key: string): string {
  return `${header.namespace}\n${key}`;
}

function isWritten(action: SeenItem["action"]): boolean {
  return action === "put" || action === "delete" || action === "increment";
}

function outcomeOf({ code, reason }: { readonly code: number; readonly reason: string }): string {
  return code === 0 ? "OK" : `${codeName(code)} ${reason}`;
}

function foundText({ found }: SeenItem): string {
  return found ? "found" : "absent";
}

/** Of a value that is too short to hold one there is none. */
function hashIn(stub: Buffer | null): string {
  const read = stub === null ? null : decodeValueStub(stub);
  return read === null || read.size < 8 ? "" : read.hash.toString("hex");
}

function relation(before: number, version: number): string {
  if (version === before) return "the same version as before";
  return version > before ? "a later version than before" : EARLIER;
}

const VALUE_IS_LARGE = "VALUE_IS_LARGE";
const EARLIER = "an earlier version than before";
