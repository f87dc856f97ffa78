import assert from "node:assert/strict";
import { MAX_RING_WAIT_MS } from "../../src/common/limits.ts";
import { message } from "../codec/messages.ts";
import { KeyValueModel } from "../patterns/keyvalue-model.ts";
import type { Operation } from "./operation.ts";
import { OperationSource } from "./operation-source.ts";
import type { SharedKeys } from "./shared-keys.ts";
import type { ClientSide } from "./sim-transport.ts";
import type { SimWorld } from "./sim-world.ts";

export interface SimClientParts {
  readonly world: SimWorld;
  readonly nowMs: () => number;
  readonly name: string;
  readonly shared: SharedKeys;
  readonly namespaces: readonly string[];
  readonly operations: number;
  /** Requests that it sends before it has the answers to the earlier ones. */
  readonly depth: number;
  readonly maxValueBytes: number;
  readonly maxFrameBytes: number;
  /** Reasons that this run's limits and faults may refuse a good request with. */
  readonly allowedRefusals: ReadonlySet<string>;
}

/** Refusals after which trying again at once is as good as later. */
const NO_RETRY_HINT = new Set(["DEADLINE_EXCEEDED", "NAMESPACE_NOT_FOUND"]);

/**
 * A client that pipelines requests over one connection and checks every answer: that each request gets one, and that the
 * answers, in the order of the requests, are those of a store that nobody else writes to.
 */
export class SimClient implements ClientSide {
  readonly name: string;
  readonly model = new KeyValueModel();
  readonly source: OperationSource;
  /** Its way to the gateway. */
  write: (bytes: Buffer) => void = () => undefined;
  /** It has been refused at the door, or cut off, or has gone: nothing more is owed to it. */
  isGone = false;
  /** Its stream was broken on purpose: one error without an id ends it. */
  expectedEnd: string | null = null;
  hasEnded = false;
  answered = 0;
  private readonly parts: SimClientParts;
  private readonly outstanding = new Map<number, Operation>();
  /** Sent and not yet shown to the model, in order. */
  private readonly unsettled: Operation[] = [];
  private readonly losses: string[] = [];
  private unread: Buffer = Buffer.alloc(0);
  private remaining: number;

  constructor(parts: SimClientParts) {
    this.parts = parts;
    this.name = parts.name;
    this.remaining = parts.operations;
    this.source = new OperationSource({ ...parts, model: this.model, prefix: `${parts.name}-` });
  }

  get waitsFor(): number {
    return this.outstanding.size;
  }

  get isDone(): boolean {
    return this.isGone || (this.remaining === 0 && this.outstanding.size === 0 && this.expectedEnd === null);
  }

  /** Sends some requests, when it may. */
  act(): void {
    if (this.isGone || this.expectedEnd !== null) return;
    const room = Math.min(this.parts.depth - this.outstanding.size, this.remaining);
    if (room <= 0) return;
    const count = this.parts.world.between(1, room);
    this.remaining -= count;
    for (let i = 0; i < count; i++) this.send(this.source.next());
  }

  /** Sends no more of its own. */
  stop(): void {
    this.remaining = 0;
  }

  send(operation: Operation): void {
    operation.sentMs = this.parts.nowMs();
    operation.lossesBefore.push(...this.losses.splice(0));
    this.outstanding.set(operation.id, operation);
    this.unsettled.push(operation);
    this.write(operation.frame);
  }

  /** Sends what is no frame; the gateway must answer all before it, then say so, then close. */
  breakStream(bytes: Buffer, reason: string): void {
    this.expectedEnd = reason;
    this.remaining = 0;
    this.write(bytes);
  }

  /** A store of which nobody knows which of the requests under way it still has carried out is gone. */
  storeLost(namespace: string): void {
    for (const operation of this.unsettled) operation.lossesBefore.push(namespace);
    this.losses.push(namespace);
    this.settle();
  }

  read(bytes: Buffer): void {
    this.unread = Buffer.concat([this.unread, bytes]);
    while (this.unread.length >= 4) {
      const length = this.unread.readUInt32BE(0);
      if (this.unread.length < 4 + length) return;
      const answer = message("Response").decode(this.unread.subarray(4, 4 + length));
      this.unread = this.unread.subarray(4 + length);
      this.take(answer);
    }
  }

  end(isReset: boolean): void {
    this.hasEnded = true;
    if (isReset) {
      this.isGone = true;
      return;
    }
    assert.equal(this.unread.length, 0, `${this.name}: the stream ended inside a frame`);
    if (!this.isGone) assert.equal(this.outstanding.size, 0, `${this.name}: ended with answers owed`);
    assert.equal(this.expectedEnd, null, `${this.name}: ended without the last word ${this.expectedEnd}`);
  }

  private take(answer: Record<string, unknown>): void {
    const id = Number(answer.id ?? 0);
    const reason = ((answer.error ?? {}) as { reason?: string }).reason ?? "";
    if (id === 0) {
      if (reason === "TOO_MANY_CONNECTIONS") {
        this.isGone = true;
        return;
      }
      assert.equal(reason, this.expectedEnd, `${this.name}: an answer without an id`);
      assert.equal(this.outstanding.size, 0, `${this.name}: the last word came before all answers`);
      this.expectedEnd = null;
      this.isGone = true;
      return;
    }
    const operation = this.outstanding.get(id);
    assert.ok(operation !== undefined, `${this.name}: an answer to ${id}, which waits for none`);
    this.outstanding.delete(id);
    this.answered++;
    operation.answer = answer;
    operation.answeredMs = this.parts.nowMs();
    this.checkReason(operation, reason);
    if (operation.onAnswer !== null && reason === "") operation.onAnswer(answer);
    if (operation.spec?.call === "kv_scan") this.source.sawPage(operation.spec, answer);
    this.settle();
  }

  private checkReason(operation: Operation, reason: string): void {
    const waitedMs = operation.answeredMs - operation.sentMs;
    const isRefusal = this.parts.allowedRefusals.has(reason);
    if (operation.expectedReason !== "") {
      // Whether the call itself is wrong shows only in the worker, where it must get to first.
      assert.ok(
        reason === operation.expectedReason || isRefusal,
        `${operation.expectedReason} expected, not ${reason}`,
      );
      return;
    }
    if (reason === "" || reason === "VERSION_MISMATCH" || reason === "IDEMPOTENCY_KEY_REUSED") return;
    assert.ok(isRefusal, `${this.name}: ${operation.id} was refused with ${reason}`);
    if (reason === "DEADLINE_EXCEEDED") {
      assert.ok(operation.timeoutMs > 0 && waitedMs + 1 >= operation.timeoutMs, "a deadline that has not passed");
    }
    if (reason === "OVERLOADED") assert.ok(waitedMs + 1 >= MAX_RING_WAIT_MS, `shed after ${waitedMs} ms`);
    const hint = ((operation.answer?.error ?? {}) as { retry_after_ms?: number }).retry_after_ms ?? 0;
    assert.equal(hint > 0, !NO_RETRY_HINT.has(reason), `the retry hint of ${reason}`);
  }

  /** Shows the model what has been answered, in the order of the requests. */
  private settle(): void {
    for (;;) {
      const operation = this.unsettled[0];
      if (operation === undefined) break;
      if (operation.answer === null) return;
      this.unsettled.shift();
      for (const namespace of operation.lossesBefore) this.model.mayHaveLost(namespace);
      if (operation.spec === null) continue;
      this.model.check(operation.spec, operation.answer, { fromMs: operation.sentMs, toMs: operation.answeredMs });
    }
    for (const namespace of this.losses.splice(0)) this.model.mayHaveLost(namespace);
  }
}
