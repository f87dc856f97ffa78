import type { MessagePort } from "node:worker_threads";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";
import type { ProfileCommand, ProfileOrder, ProfileReply } from "../profiling/profile-order.ts";

/** A thread that can be profiled: this one, or another through its port. */
export interface ThreadProbe {
  /** Rejects with a PrismError. One at a time. */
  take(order: ProfileOrder): Promise<Uint8Array>;
  /** Has the profile under way rejected soon. */
  cancel(): void;
}

/** The probe of a thread that serves profiles at the other end of a port. */
export class RemoteProbe implements ThreadProbe {
  private readonly port: MessagePort;
  private settle: ((reply: ProfileReply) => void) | null = null;
  private hasEnded = false;

  constructor(port: MessagePort) {
    this.port = port;
    port.on("message", (reply: ProfileReply) => this.settle?.(reply));
    port.unref();
  }

  async take(order: ProfileOrder): Promise<Uint8Array> {
    if (this.hasEnded) throw new PrismError(threadEnded, { retry: "safe" });
    const reply = await new Promise<ProfileReply>((resolve) => {
      this.settle = resolve;
      this.tell({ kind: "take", order });
    });
    this.settle = null;
    if (reply.kind === "taken") return reply.bytes;
    const { code, reason, message, retryAfterMs, metadata } = reply.failure;
    throw new PrismError(new Failure(code, reason, message, { retryAfterMs, metadata }));
  }

  cancel(): void {
    this.tell({ kind: "cancel" });
  }

  /** To be called when the thread is gone. */
  close(): void {
    this.hasEnded = true;
    this.settle?.({ kind: "failed", failure: threadEnded });
    this.port.close();
  }

  private tell(command: ProfileCommand): void {
    this.port.postMessage(command);
  }
}

const threadEnded = new Failure(
  Code.UNAVAILABLE,
  "THREAD_ENDED",
  "the thread ended before its profile was taken; another takes its place: try again in a moment",
  { retryAfterMs: 1_000, metadata: { field: "thread" } },
);
