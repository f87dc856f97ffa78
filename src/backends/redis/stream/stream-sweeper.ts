import type { StreamSpec } from "../../stream-contract.ts";
import type { Keyspace } from "../keyspace.ts";
import { isGone } from "../namespaces.ts";
import type { Registry } from "../registry.ts";
import { askScript } from "../resp/ask.ts";
import type { Connection } from "../resp/connection.ts";
import { removeIdleScript, removeStreamScript, trimScript } from "./dead-scripts.ts";
import { NOBODY } from "./lua.ts";

/** The housekeeping of streams, step by step. */
export class StreamSweeper {
  readonly #registry: Registry;
  readonly #pick: () => Connection;
  readonly #timeoutMs: number;

  constructor(registry: Registry, pick: () => Connection, timeoutMs: number) {
    this.#registry = registry;
    this.#pick = pick;
    this.#timeoutMs = timeoutMs;
  }

  /** Removes what is over the bounds of a stream, at most so many, and consumers that nobody has heard of for long. */
  async trim(keyspace: Keyspace, spec: StreamSpec, nowMs: number, maxItems: number): Promise<number> {
    const { version, stream, meta, groups, dead } = keyspace;
    const oldestMs = spec.retentionMs === 0 ? 0 : Math.max(0, nowMs - spec.retentionMs);
    try {
      const trim = { keys: [version, stream, meta, dead], values: [spec.maxBytes, oldestMs, maxItems].map(String) };
      const removed = await askScript(this.#pick(), trimScript, trim, this.#timeoutMs);
      const idle = { keys: [version, stream, groups], values: [String(IDLE_CONSUMER_MS), NOBODY] };
      await askScript(this.#pick(), removeIdleScript, idle, this.#timeoutMs);
      return removed as number;
    } catch (error) {
      // It was dropped in between.
      if (isGone(error)) return 0;
      throw error;
    }
  }

  /** Removes what one dropped stream has left; returns 0 when there is none. Idempotency keys expire by themselves. */
  async removeDropped(): Promise<number> {
    const keyspace = await this.#registry.anyDropped(this.#pick(), this.#timeoutMs);
    if (keyspace === null) return 0;
    const { version, stream, meta, groups, cursors, dead, due } = keyspace;
    const keys = [version, stream, meta, groups, cursors, dead];
    await askScript(this.#pick(), removeStreamScript, { keys, values: [due] }, this.#timeoutMs);
    await this.#registry.forget(this.#pick(), keyspace, this.#timeoutMs);
    return 1;
  }
}

/** A consumer has a name of its own each time that it comes, so names pile up. */
const IDLE_CONSUMER_MS = 3600 * 1000;
