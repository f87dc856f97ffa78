import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { quoted } from "../common/printable.ts";
import { PrismError } from "../common/prism-error.ts";
import { type ProfileKind, profileCancelled } from "../profiling/profile-order.ts";
import { MAX_PROFILE_BYTES } from "./admin-limits.ts";
import type { ThreadProbe } from "./thread-probe.ts";

export interface ProfileRequest {
  readonly thread: string;
  readonly kind: ProfileKind;
  readonly durationMs: number;
  /** Ends when nobody waits for the profile any more. */
  readonly signal: AbortSignal;
}

export interface ThreadProfilesParts {
  /** The threads there are now, by name. */
  readonly threads: () => ReadonlyMap<string, ThreadProbe>;
}

/** Takes profiles of the gateway's threads: one at a time, so that what they cost has a bound. */
export class ThreadProfiles {
  private readonly parts: ThreadProfilesParts;
  /** The thread that is being profiled; empty = none. */
  private underWay = "";

  constructor(parts: ThreadProfilesParts) {
    this.parts = parts;
  }

  /** The names of the threads there are. */
  names(): string[] {
    return [...this.parts.threads().keys()];
  }

  /** The profile, in the form of V8. Rejects with a PrismError. */
  async take({ thread, kind, durationMs, signal }: ProfileRequest): Promise<Uint8Array> {
    const probe = this.parts.threads().get(thread);
    if (probe === undefined) throw new PrismError(noSuchThread(thread, this.names()), { source: "client" });
    if (this.underWay !== "") throw new PrismError(profileUnderWay(this.underWay), { retry: "safe" });
    if (signal.aborted) throw new PrismError(profileCancelled);
    this.underWay = thread;
    const cancel = (): void => probe.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await probe.take({ kind, durationMs, maxBytes: MAX_PROFILE_BYTES });
    } finally {
      signal.removeEventListener("abort", cancel);
      this.underWay = "";
    }
  }
}

function noSuchThread(thread: string, names: readonly string[]): Failure {
  const list = names.join(", ");
  return new Failure(
    Code.NOT_FOUND,
    "THREAD_NOT_FOUND",
    `there is no thread ${quoted(thread, 40)}; there are ${list}`,
    { metadata: { field: "thread", threads: list } },
  );
}

function profileUnderWay(thread: string): Failure {
  return new Failure(
    Code.RESOURCE_EXHAUSTED,
    "PROFILE_UNDER_WAY",
    `${thread} is being profiled; a gateway takes one profile at a time: try again when that is over`,
    { retryAfterMs: 1_000, metadata: { thread } },
  );
}
