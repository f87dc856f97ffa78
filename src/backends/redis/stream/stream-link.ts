import { Code } from "../../../common/codes.ts";
import { Failure } from "../../../common/failure.ts";
import { PrismError } from "../../../common/prism-error.ts";
import { toPrismError } from "../errors.ts";
import type { Keyspace } from "../keyspace.ts";
import { isGone } from "../namespaces.ts";
import { askScript } from "../resp/ask.ts";
import type { Connection } from "../resp/connection.ts";
import type { Reply } from "../resp/reply-taker.ts";
import type { Script } from "../resp/script.ts";

export interface StreamLinkParts {
  readonly keyspace: Keyspace;
  /** The connection to use now. */
  readonly pick: () => Connection;
  readonly nowMs: () => number;
  readonly timeoutMs: number;
}

/** What readers and groups of a stream have of it: they belong to the stream as it was when they were opened. */
export class StreamLink {
  readonly keyspace: Keyspace;
  readonly nowMs: () => number;
  readonly #parts: StreamLinkParts;

  constructor(parts: StreamLinkParts) {
    this.#parts = parts;
    this.keyspace = parts.keyspace;
    this.nowMs = parts.nowMs;
  }

  /** Rejects with STORE_MISSING when the stream, or what else the script looks for, is not there any more. */
  async ask(script: Script, keys: readonly string[], values: readonly (string | number)[]): Promise<Reply> {
    try {
      return await askScript(this.#parts.pick(), script, { keys, values: values.map(String) }, this.#parts.timeoutMs);
    } catch (error) {
      if (isGone(error)) throw new PrismError(missing, { source: "backend", cause: error });
      throw toPrismError(error);
    }
  }
}

const missing = new Failure(
  Code.FAILED_PRECONDITION,
  "STORE_MISSING",
  "the stream or the group was removed from Redis while it was used; subscribe anew",
);
