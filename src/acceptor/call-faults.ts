import { inspect } from "node:util";
import type { Clock } from "../common/clock.ts";
import type { Failure } from "../common/failure.ts";
import { OnceASecond } from "../common/once-a-second.ts";
import { failureOf } from "../common/prism-error.ts";
import { isTraceparent, Traceparent } from "../tracing/traceparent.ts";
import { gatewayFailed, unreadableAnswer } from "./refusals.ts";

/** What failed in a door itself while it answered a call, as the log tells of it: never a key or a value. */
export interface CallFault {
  readonly door: string;
  readonly operation: string;
  /** Left out where the call had not named it yet. */
  readonly namespace?: string;
  /** Hex; left out where the caller has sent none. */
  readonly traceId?: string;
  /** The error, with where it was thrown and what caused it. */
  readonly problem: string;
  /** Faults since the one that was told before. */
  readonly leftOut: number;
}

/** The call that something is thrown in. */
export interface FaultyCall {
  readonly operation: string;
  /** Empty = not known yet. */
  readonly namespace: string;
  /** As it came; empty when it has none. */
  readonly traceparent: string;
}

/**
 * Tells what a caller hears of an error from what is for the log: what the gateway refuses is the caller's business, and
 * what is broken in its own code is told to the caller without its cause, and with it to the log. At most one a second.
 */
export class CallFaults {
  private readonly door: string;
  private readonly tell: (fault: CallFault) => void;
  private readonly passing: OnceASecond;

  constructor(door: string, clock: Clock, tell: (fault: CallFault) => void) {
    this.door = door;
    this.tell = tell;
    this.passing = new OnceASecond(clock);
  }

  /** What the caller is told of something that was thrown. */
  failureOf(error: unknown, call: FaultyCall): Failure {
    const failure = failureOf(error, gatewayFailed);
    if (failure === gatewayFailed || failure === unreadableAnswer) this.note(error, call);
    return failure;
  }

  private note(error: unknown, { operation, namespace, traceparent }: FaultyCall): void {
    const leftOut = this.passing.pass();
    if (leftOut < 0) return;
    const traceId = traceIdOf(traceparent);
    this.tell({
      ...{ door: this.door, operation },
      ...(namespace === "" ? {} : { namespace }),
      ...(traceId === "" ? {} : { traceId }),
      ...{ problem: inspect(error), leftOut },
    });
  }
}

function traceIdOf(text: string): string {
  const bytes = Buffer.from(text, "latin1");
  if (!isTraceparent(bytes, 0, bytes.length)) return "";
  const traceparent = new Traceparent();
  traceparent.takeIds(bytes, 0);
  return traceparent.traceId;
}
