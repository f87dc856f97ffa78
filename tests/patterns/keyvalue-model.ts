import assert from "node:assert/strict";
import type { ItemSpec, KeyValueSpec } from "./keyvalue-spec.ts";

/** What one key may hold. Usually there is one state; a write whose answer was lost leaves two. */
interface State {
  readonly isPresent: boolean;
  readonly value: string;
  /** 0 = not known yet. */
  readonly version: number;
  /** Bounds of when it ends; 0 = never. */
  readonly endsFromMs: number;
  readonly endsToMs: number;
}

/** When the call was carried out: not before the first and not after the second. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

interface Remembered {
  /** The requests that the key may stand for, each with its answer; null while it is not known, because it was lost. */
  readonly answers: Map<string, string | null>;
  /** False when the key may stand for none. */
  isCertain: boolean;
}

type Decoded = Record<string, unknown>;

const ABSENT: State = { isPresent: false, value: "", version: 0, endsFromMs: 0, endsToMs: 0 };

/** What became of one item, out of an answer or of one result of a batch. */
interface Item {
  readonly result: Decoded;
  /** Reason of the failure; empty = none. */
  readonly reason: string;
  /** VERSION_MISMATCH: the version there is. */
  readonly current: number;
}

/** Reasons of a call that was answered and not carried out. */
const NOT_DONE = new Set([
  "OVERLOADED",
  "TOO_MANY_IN_FLIGHT",
  "WORKER_RESTARTING",
  "SHUTTING_DOWN",
  "NAMESPACE_NOT_FOUND",
  "NAMESPACE_DELETING",
  "DEADLINE_EXCEEDED",
  "STORE_FULL",
  "STORE_FAILED",
]);

/**
 * A KeyValue store as its callers may expect it: given calls in order, each with its answer, it fails on the first
 * answer that no store could give. It learns versions from the answers, and states that are uncertain from reads.
 */
export class KeyValueModel {
  private readonly keys = new Map<string, State[]>();
  private readonly remembered = new Map<string, Remembered>();
  /** The newest version that a write was answered with, by namespace: the stores behind them count by themselves. */
  private readonly newest = new Map<string, number>();

  /** The version last seen of a key; 0 = none is known. */
  versionOf(namespace: string, key: string): number {
    return this.states(namespace, key).find((s) => s.isPresent)?.version ?? 0;
  }

  /** Forgets nothing, but allows that all of a namespace is gone: its store was in the memory of a thread that died. */
  mayHaveLost(namespace: string): void {
    for (const [key, states] of this.keys) {
      if (key.startsWith(`${namespace}\0`)) this.keys.set(key, distinct([...states, ABSENT]));
    }
    for (const [key, remembered] of this.remembered) if (key.startsWith(`${namespace}\0`)) remembered.isCertain = false;
  }

  /** The call was sent and its answer never came, or said that nobody knows. */
  lost(spec: KeyValueSpec, window: Window): void {
    if (spec.idempotencyKey !== "") {
      const key = `${spec.namespace}\0${spec.idempotencyKey}`;
      const seen = this.remembered.get(key);
      if (seen?.isCertain) return;
      if (seen === undefined) this.remembered.set(key, { answers: new Map([[print(spec), null]]), isCertain: false });
      else if (!seen.answers.has(print(spec))) seen.answers.set(print(spec), null);
    }
    for (const { key, write } of writesOf(spec, window)) {
      const states = this.states(spec.namespace, key);
      this.keys.set(`${spec.namespace}\0${key}`, distinct([...states, write]));
    }
  }

  /** Checks one answer, `response` as protobufjs reads it. */
  check(spec: KeyValueSpec, response: Decoded, window: Window): void {
    const error = response.error as Decoded | undefined;
    if (error !== undefined && NOT_DONE.has(error.reason as string)) return;
    if (error?.reason === "WORKER_LOST") {
      this.lost(spec, window);
      return;
    }
    if (spec.idempotencyKey !== "" && this.checkReplay(spec, response)) return;
    this.checkItems(spec, response, window);
    if (spec.idempotencyKey !== "") this.remember(spec, response);
  }

  private checkItems(spec: KeyValueSpec, response: Decoded, window: Window): void {
    const { body } = spec;
    const result = response[spec.call] as Decoded;
    if (spec.call === "kv_scan") {
      this.checkScan(spec, result, window);
      return;
    }
    if (body.key !== undefined) {
      this.checkItem(spec, body.key, body, single(result, response.error), window);
      return;
    }
    const results = (result.results ?? []) as Decoded[];
    const items: readonly ItemSpec[] = body.items ?? (body.keys ?? []).map((key) => ({ key }));
    assert.equal(results.length, items.length, "a batch has one result for each of its items");
    for (const [i, item] of items.entries()) {
      const one = results[i] as Decoded;
      this.checkItem(spec, item.key, item, single(one, one.error), window);
    }
  }

  private checkItem(spec: KeyValueSpec, key: string, asked: Omit<ItemSpec, "key">, item: Item, window: Window): void {
    if (NOT_DONE.has(item.reason)) return;
    const before = this.states(spec.namespace, key);
    const after = this.after(spec, before, asked, item, window);
    const shown = `${spec.call} ${key}: ${JSON.stringify(item)} is no answer where there may be ${JSON.stringify(before)}`;
    assert.ok(after.length > 0, shown);
    this.keys.set(`${spec.namespace}\0${key}`, distinct(after));
  }

  /** The states that are possible after the answer; none when there was no state that it fits. */
  private after(
    { call, namespace }: KeyValueSpec,
    before: readonly State[],
    asked: Omit<ItemSpec, "key">,
    { result, reason, current }: Item,
    window: Window,
  ): State[] {
    const alive = before.flatMap((state) => seenAt(state, window));
    const condition = asked.if_version;
    if (reason === "VERSION_MISMATCH") {
      if (condition === undefined || condition === current) return [];
      return current === 0 ? alive.filter(isAbsent) : alive.filter(isPresent).flatMap((s) => withVersion(s, current));
    }
    assert.equal(reason, "", `unexpected failure ${reason}`);
    const matching = alive.filter((s) => condition === undefined || versionCanBe(s, condition));
    const version = Number(result.version ?? 0);
    switch (call) {
      case "kv_put":
      case "kv_batch_put": {
        const newest = this.newest.get(namespace) ?? 0;
        assert.ok(version > newest, `version ${version} does not come after ${newest}`);
        this.newest.set(namespace, version);
        return matching.length === 0 ? [] : [{ ...written(asked, window), version }];
      }
      case "kv_delete":
      case "kv_batch_delete":
        return matching.some(result.deleted === true ? isPresent : isAbsent) ? [ABSENT] : [];
      case "kv_exists":
        if (result.exists !== true) return alive.filter(isAbsent);
        return alive.filter(isPresent).flatMap((s) => withVersion(s, version));
      default:
        if (result.found !== true) return alive.filter(isAbsent);
        return alive.filter(isPresent).flatMap((s) => shown(s, result));
    }
  }

  private checkScan({ namespace, body }: KeyValueSpec, page: Decoded, window: Window): void {
    const items = (page.items ?? []) as Decoded[];
    const keys = items.map((item) => item.key as string);
    assert.deepEqual(keys, [...new Set(keys)].sort(byBytes), "a page is in byte order, each key once");
    assert.ok(keys.length <= (body.page_size || 100));
    const isLast = (page.next_page_token ?? "") === "";
    const to = keys.at(-1);
    for (const key of keys) {
      assert.ok(isInRange(key, body), `${key} is outside of the range`);
      assert.ok(this.keys.has(`${namespace}\0${key}`), `${key} was never written`);
    }
    for (const [place, states] of this.keys) {
      const [owner, key] = place.split("\0") as [string, string];
      if (owner !== namespace || !isInRange(key, body)) continue;
      if (!isLast && (to === undefined || byBytes(key, to) > 0)) continue;
      const item = items.find((i) => i.key === key);
      const alive = states.flatMap((s) => seenAt(s, window));
      const after =
        item === undefined
          ? alive.filter(isAbsent)
          : alive
              .filter(isPresent)
              .flatMap((s) =>
                shown(s, body.keys_only === true ? { ...item, value: Buffer.from(s.value, "hex") } : item),
              );
      assert.ok(
        after.length > 0,
        `a scan showed ${key} as ${JSON.stringify(item)}; possible: ${JSON.stringify(states)}`,
      );
      this.keys.set(place, distinct(after));
    }
  }

  /** True when the answer came out of what is remembered. */
  private checkReplay(spec: KeyValueSpec, response: Decoded): boolean {
    const seen = this.remembered.get(`${spec.namespace}\0${spec.idempotencyKey}`);
    const result = response[spec.call] as Decoded | undefined;
    const isRefused = (response.error as Decoded | undefined)?.reason === "IDEMPOTENCY_KEY_REUSED";
    if (!isRefused && result?.replayed !== true) {
      assert.ok(seen === undefined || !seen.isCertain, "a write under a remembered key was done again");
      return false;
    }
    assert.ok(seen !== undefined, "a write was taken for a repetition of none");
    if (isRefused) {
      assert.ok(
        [...seen.answers.keys()].some((other) => other !== print(spec)),
        "the same request was refused as another",
      );
      seen.answers.delete(print(spec));
    } else {
      const { replayed: _, ...first } = result as Decoded;
      const known = seen.answers.get(print(spec));
      assert.ok(known !== undefined, "another request got the answer of the first");
      if (known !== null) assert.equal(JSON.stringify(first), known, "a repeated write gets the first answer");
      seen.answers.clear();
      seen.answers.set(print(spec), JSON.stringify(first));
    }
    seen.isCertain = true;
    return true;
  }

  private remember(spec: KeyValueSpec, response: Decoded): void {
    const result = response[spec.call] as Decoded | undefined;
    if (result === undefined) return;
    const results = result.results as Decoded[] | undefined;
    if (results?.every((r) => r.error !== undefined)) return;
    const remembered = { answers: new Map([[print(spec), JSON.stringify(result)]]), isCertain: true };
    this.remembered.set(`${spec.namespace}\0${spec.idempotencyKey}`, remembered);
  }

  private states(namespace: string, key: string): State[] {
    return this.keys.get(`${namespace}\0${key}`) ?? [ABSENT];
  }
}

const isPresent = (state: State): boolean => state.isPresent;
const isAbsent = (state: State): boolean => !state.isPresent;

/** What a state looks like within a window: itself, nothing when it has ended, either when nobody can tell. */
function seenAt(state: State, { fromMs, toMs }: Window): State[] {
  if (!state.isPresent || state.endsFromMs === 0 || state.endsFromMs > toMs) return [state];
  return state.endsToMs <= fromMs ? [ABSENT] : [state, ABSENT];
}

function versionCanBe(state: State, condition: number): boolean {
  if (condition === 0) return !state.isPresent;
  return state.isPresent && (state.version === condition || state.version === 0);
}

function withVersion(state: State, version: number): State[] {
  return state.version === 0 || state.version === version ? [{ ...state, version }] : [];
}

/** The state after a read has shown it; none when it cannot be this one. */
function shown(state: State, item: Decoded): State[] {
  const endsMs = Number(item.expires_at_ms ?? 0);
  if (hex(item.value as Uint8Array | undefined) !== state.value) return [];
  if ((endsMs === 0) !== (state.endsFromMs === 0) || endsMs < state.endsFromMs || endsMs > state.endsToMs) return [];
  return withVersion({ ...state, endsFromMs: endsMs, endsToMs: endsMs }, Number(item.version ?? 0));
}

function written(asked: Omit<ItemSpec, "key">, window: Window): State {
  const ttl = asked.ttl_ms ?? 0;
  const [endsFromMs, endsToMs] = ttl === 0 ? [0, 0] : [window.fromMs + ttl, window.toMs + ttl];
  return { isPresent: true, value: hex(asked.value), version: 0, endsFromMs, endsToMs };
}

function writesOf({ call, body }: KeyValueSpec, window: Window): { key: string; write: State }[] {
  const isPut = call === "kv_put" || call === "kv_batch_put";
  if (!isPut && call !== "kv_delete" && call !== "kv_batch_delete") return [];
  const items = body.items ?? [{ ...body, key: body.key as string }];
  return items.map((item) => ({ key: item.key, write: isPut ? written(item, window) : ABSENT }));
}

function single(result: Decoded | undefined, error: unknown): Item {
  const { reason, metadata } = (error ?? {}) as { reason?: string; metadata?: Record<string, string> };
  return { result: result ?? {}, reason: reason ?? "", current: Number(metadata?.current_version ?? 0) };
}

function distinct(states: readonly State[]): State[] {
  return [...new Map(states.map((s) => [JSON.stringify(s), s])).values()];
}

function print({ call, body }: KeyValueSpec): string {
  return JSON.stringify([call, body]);
}

function isInRange(key: string, { prefix = "", start = "", end = "", page_token = "" }: KeyValueSpec["body"]): boolean {
  // Version and hash take nine bytes of a token, the last key of the page before the rest.
  const after = Buffer.from(page_token, "base64url").toString("utf8", 9);
  if (page_token !== "" && byBytes(key, after) <= 0) return false;
  return key.startsWith(prefix) && byBytes(key, start) >= 0 && (end === "" || byBytes(key, end) < 0);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"));
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("hex");
}
