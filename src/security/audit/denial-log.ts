import type { Clock } from "../../common/clock.ts";
import { Code } from "../../common/codes.ts";
import type { Failure } from "../../common/failure.ts";
import type { Door } from "../caller.ts";
import { AuditEntry } from "./audit-entry.ts";
import type { AuditLog } from "./audit-log.ts";

/** A call that a door refused, for who asked it or did not say so. */
export interface Denial {
  readonly door: Door;
  /** The client's address without its port; empty when the door does not know it. */
  readonly peer: string;
  /** null when nobody was recognised. */
  readonly principal: string | null;
  readonly failure: Failure;
  /** As the call named it; null when it named none, or the door has not looked. */
  readonly namespace: string | null;
  /** Call number; 0 when there is none. */
  readonly operation: number;
  /** The frame's number; 0 when the door has none. */
  readonly requestId: number;
  /** As it came, a byte string; empty when there is none. */
  readonly traceparent: string;
}

/** Where the doors record what they refuse by themselves. */
export interface DenialSink {
  /** `count` are the same but for what they asked for; 1 if it is not given. */
  add(denial: Denial, count?: number): void;
}

/** Whether a failure says that who asks is not known, or may not. */
export function isDenial({ code }: Failure): boolean {
  return code === Code.UNAUTHENTICATED || code === Code.PERMISSION_DENIED;
}

/** Denials that are the same but for what they asked for. */
interface Repeated {
  readonly door: Door;
  readonly peer: string | null;
  readonly principal: string | null;
  readonly code: Code;
  readonly reason: string;
  /** Since when they are counted. */
  sinceMs: number;
  /** How many came that no record tells of yet. */
  count: number;
}

/**
 * Records what the doors refuse by themselves. The first denial of its kind (door, address, principal, reason) is a record
 * of its own; those that follow within a second are told by one record with their number. So whoever tries passwords can
 * fill neither the disk nor the thread's time, and none goes untold: the counts add up.
 */
export class DenialLog implements DenialSink {
  private readonly clock: Clock;
  private log: AuditLog | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly repeated = new Map<string, Repeated>();
  private readonly entry = new AuditEntry();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** From now on denials are written to `log`, which is closed with this. */
  open(log: AuditLog): void {
    this.log = log;
    this.timer = setInterval(() => this.onTimer(), TIMER_MS).unref();
  }

  add(denial: Denial, count = 1): void {
    const nowMs = this.clock.wallMs();
    const known = this.find(denial);
    if (known !== undefined) known.count += count;
    else {
      const repeated = this.remember(denial, nowMs);
      this.record(repeated, denial, nowMs);
      repeated.count += count - 1;
    }
  }

  /** Writes what is due; called by its own timer. */
  onTimer(): void {
    const { log } = this;
    if (log === null) return;
    const nowMs = this.clock.wallMs();
    for (const [key, repeated] of this.repeated) {
      if (Math.abs(nowMs - repeated.sinceMs) < WINDOW_MS) continue;
      if (repeated.count === 0) this.repeated.delete(key);
      else this.record(repeated, null, nowMs);
    }
    log.flush();
    log.onTimer(nowMs);
  }

  async close(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    const nowMs = this.clock.wallMs();
    for (const repeated of this.repeated.values()) if (repeated.count > 0) this.record(repeated, null, nowMs);
    await this.log?.close(nowMs);
  }

  private find({ door, peer, principal, failure }: Denial): Repeated | undefined {
    const known = this.repeated.get(keyOf(door, peer, principal, failure.reason));
    if (known !== undefined || this.repeated.size < MAX_REPEATED) return known;
    // Too many at once to tell them apart by address; there are as many of these as there are doors and reasons.
    return this.repeated.get(keyOf(door, MANY, null, failure.reason));
  }

  private remember(denial: Denial, nowMs: number): Repeated {
    const { door, failure } = denial;
    const isOne = this.repeated.size < MAX_REPEATED;
    const principal = isOne ? denial.principal : null;
    const peer = isOne ? denial.peer : MANY;
    const repeated = {
      door,
      peer: peer === "" ? null : peer,
      principal,
      code: failure.code,
      reason: failure.reason,
      sinceMs: nowMs,
      count: 1,
    };
    this.repeated.set(keyOf(door, peer, principal, failure.reason), repeated);
    return repeated;
  }

  /** Tells of all that came; of one denial also what it asked for. */
  private record(repeated: Repeated, denial: Denial | null, nowMs: number): void {
    const { log, entry } = this;
    // What finds no room goes on being counted.
    if (log === null || !log.hasRoom) return;
    entry.principal = repeated.principal;
    entry.door = repeated.door;
    entry.peer = repeated.peer;
    entry.namespace = denial === null ? null : denial.namespace;
    entry.operation = denial === null ? 0 : denial.operation;
    entry.code = repeated.code;
    entry.reason = repeated.reason;
    entry.count = repeated.count;
    entry.requestId = denial === null ? 0 : denial.requestId;
    entry.bytes = Buffer.from(denial === null ? "" : denial.traceparent, "latin1");
    entry.traceTo = entry.bytes.length;
    log.begin(nowMs);
    log.append(entry);
    repeated.count = 0;
    repeated.sinceMs = nowMs;
  }
}

/** What denials have in common that are told by one record. */
export function keyOf(door: Door, peer: string, principal: string | null, reason: string): string {
  return JSON.stringify([door, peer, principal, reason]);
}

/** Stands for the addresses of those who are too many. */
const MANY = "many";
/** Kinds of denials that are told apart: at most so many records are written each second, and as many again. */
const MAX_REPEATED = 256;
const WINDOW_MS = 1_000;
const TIMER_MS = 100;
