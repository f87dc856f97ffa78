import assert from "node:assert/strict";
import { get, type KeyValueSpec, put } from "../patterns/keyvalue-spec.ts";
import { frameFor, Operation } from "./operation.ts";
import type { SimWorld } from "./sim-world.ts";

interface SharedKey {
  /** By version: the value it was written with, where the writer knows. */
  readonly written: Map<number, string>;
  /** Versions that a write with a condition has replaced. */
  readonly replaced: Set<number>;
  /** The newest version that anyone has been told of, of those that cannot have been lost. */
  newest: number;
  /** How often its store was lost. */
  losses: number;
}

/** What was known of a key when a request was sent. */
interface Known {
  readonly version: number;
  readonly losses: number;
}

/**
 * Keys that all clients write and none deletes. What can be said without an order between connections: a version has one
 * value, at most one write with a condition replaces it, and whoever asks after somebody was told of a version gets that
 * one or a later one.
 */
export class SharedKeys {
  private readonly keys = new Map<string, SharedKey>();

  operation(world: SimWorld, id: number, namespace: string, value: Buffer): Operation {
    const key = `shared${world.below(2)}`;
    const shared = this.of(namespace, key);
    const known: Known = { version: shared.newest, losses: shared.losses };
    if (world.chance(2)) {
      const spec = { ...get(key), namespace };
      return operationFor(id, spec, (answer) => this.sawRead(shared, known, answer));
    }
    const condition = world.chance(2) ? shared.newest : -1;
    const spec = { ...put(key, "", { value, ...(condition < 0 ? {} : { if_version: condition }) }), namespace };
    return operationFor(id, spec, (answer) => this.sawWrite(shared, known, condition, value, answer));
  }

  /** The store was in the memory of a thread that died. */
  forget(namespace: string): void {
    for (const [place, shared] of this.keys) {
      if (!place.startsWith(`${namespace}\0`)) continue;
      shared.newest = 0;
      shared.losses++;
    }
  }

  private sawRead(shared: SharedKey, known: Known, answer: Record<string, unknown>): void {
    const result = answer.kv_get as Record<string, unknown>;
    const version = Number(result.version ?? 0);
    if (shared.losses === known.losses) {
      assert.ok(version >= known.version, `version ${version} was read after ${known.version} was known`);
    }
    if (result.found !== true) return;
    learn(shared, known, version, Buffer.from((result.value ?? []) as Uint8Array).toString("hex"));
  }

  private sawWrite(
    shared: SharedKey,
    known: Known,
    condition: number,
    value: Buffer,
    answer: Record<string, unknown>,
  ): void {
    const version = Number((answer.kv_put as Record<string, unknown>).version ?? 0);
    if (condition > 0) {
      assert.ok(!shared.replaced.has(condition), `version ${condition} was replaced twice`);
      shared.replaced.add(condition);
      assert.ok(version > condition);
    }
    learn(shared, known, version, value.toString("hex"));
  }

  private of(namespace: string, key: string): SharedKey {
    const place = `${namespace}\0${key}`;
    const known = this.keys.get(place) ?? { written: new Map(), replaced: new Set(), newest: 0, losses: 0 };
    this.keys.set(place, known);
    return known;
  }
}

function operationFor(id: number, spec: KeyValueSpec, onAnswer: (answer: Record<string, unknown>) => void): Operation {
  const operation = new Operation(id, frameFor(id, spec), {});
  operation.onAnswer = onAnswer;
  return operation;
}

function learn(shared: SharedKey, known: Known, version: number, value: string): void {
  assert.ok(version > 0);
  assert.equal(value, shared.written.get(version) ?? value, `version ${version} has two values`);
  shared.written.set(version, value);
  // An answer of a store that is gone by now says nothing about the one in its place.
  if (shared.losses === known.losses) shared.newest = Math.max(shared.newest, version);
}
