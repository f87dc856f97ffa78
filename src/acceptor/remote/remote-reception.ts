import { type Method, services } from "../../codec/json/services.ts";
import { readError } from "../../codec/read-error.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { assert } from "../../common/assert.ts";
import { Code } from "../../common/codes.ts";
import type { Failure } from "../../common/failure.ts";
import type { AnswerHandler } from "../call-port.ts";
import { NumberTable } from "../number-table.ts";
import {
  type Caller,
  type Desk,
  nobodyWaits,
  type ReceivedCall,
  type Reception,
  type SentCall,
  type ShownCall,
} from "../reception.ts";
import * as refusals from "../refusals.ts";
import { BatchReader, BatchWriter, Kind, NOBODY } from "./batch.ts";

/** All methods, in an order that both threads have. */
export const methods: readonly Method[] = [...services.values()].flatMap((service) => [...service.values()]);

export interface RemoteReceptionParts {
  readonly maxMessageBytes: number;
  /** By place in {@link methods}. */
  readonly served: readonly boolean[];
  /** Nobody is asked for credentials. */
  readonly isOpen: boolean;
  /** Sends a batch to the acceptor's thread. */
  readonly post: (batch: Uint8Array<ArrayBuffer>) => void;
}

/** The reception as a door sees it that stands on a thread of its own. What is said in one turn crosses together. */
export class RemoteReception implements Reception {
  readonly isOpen: boolean;
  readonly writer = new BatchWriter();
  private readonly parts: RemoteReceptionParts;
  private readonly numbers = new Map(methods.map((method, i) => [method, i]));
  private readonly waiting = new NumberTable<AnswerHandler>();
  private lastCall = 0;
  private lastDesk = 0;
  /** In the batch at hand. */
  private calls = 0;
  private isScheduled = false;

  constructor(parts: RemoteReceptionParts) {
    this.parts = parts;
    this.isOpen = parts.isOpen;
  }

  get maxMessageBytes(): number {
    return this.parts.maxMessageBytes;
  }

  serves(method: Method): boolean {
    return this.parts.served[this.numberOf(method)] === true;
  }

  open({ peer, identity }: Caller): Desk {
    const desk = ++this.lastDesk;
    const record = this.begin(Kind.OPEN).u32(desk).text(peer);
    record.f64(identity?.expiresAtMs ?? 0).text(identity?.principal.name ?? "");
    return new RemoteDesk(this, desk);
  }

  numberOf(method: Method): number {
    const number = this.numbers.get(method);
    assert(number !== undefined, "a method is none of the proto files'");
    return number;
  }

  /** A record to be written on; it leaves with all others of this turn. */
  begin(kind: Kind): BatchWriter {
    if (!this.isScheduled) {
      this.isScheduled = true;
      setImmediate(this.endTurn);
    }
    return this.writer.u8(kind);
  }

  /** Enough calls are sent before the turn's end, so that the other threads begin while this one reads the next ones. */
  onCallWritten(): void {
    if (++this.calls >= CALLS_OF_BATCH) this.flush();
  }

  /** Gives a number to whoever waits for an answer. */
  expect(onAnswer: AnswerHandler): number {
    do this.lastCall = (this.lastCall + 1) >>> 0;
    while (this.lastCall === NOBODY || this.waiting.has(this.lastCall));
    this.waiting.set(this.lastCall, onAnswer);
    return this.lastCall;
  }

  /** Nobody waits for this one any more. */
  abandon(call: number, isLeft = false): void {
    if (this.waiting.delete(call))
      this.begin(Kind.ABANDON)
        .u32(call)
        .u8(isLeft ? 1 : 0);
  }

  /** A batch has come from the acceptor's thread. */
  receive(batch: Uint8Array): void {
    const reader = new BatchReader(batch);
    let missedLevels = "";
    while (reader.hasMore) {
      const kind = reader.u8();
      if (kind === Kind.MISSED) {
        missedLevels = reader.text();
        continue;
      }
      const call = reader.u32();
      const message = kind === Kind.ADMITTED ? none : reader.blob();
      const onAnswer = this.waiting.get(call);
      this.waiting.delete(call);
      onAnswer?.(kind === Kind.FAILURE ? RESPONSE_ERROR : NO_ERROR, message, 0, message.length, 0, 0, missedLevels);
      missedLevels = "";
    }
  }

  private readonly endTurn = (): void => {
    this.isScheduled = false;
    this.flush();
  };

  private readonly flush = (): void => {
    this.calls = 0;
    if (!this.writer.isEmpty) this.parts.post(this.writer.take());
  };
}

class RemoteDesk implements Desk {
  private readonly reception: RemoteReception;
  private readonly desk: number;
  /** By slot: the credentials that were shown, and whether they were good when it was last heard of them. */
  private readonly credentials: { readonly text: string; isGood: boolean }[] = [{ text: "", isGood: false }];
  private nextSlot = 1;
  private isClosed = false;

  constructor(reception: RemoteReception, desk: number) {
    this.reception = reception;
    this.desk = desk;
  }

  admit(call: ShownCall): Failure | null | Promise<Failure | null> {
    if (this.reception.isOpen || this.isGood(call.authorization)) return null;
    return this.isClosed ? refusals.callNotDone : new Promise((resolve) => this.ask(call, resolve));
  }

  send(call: ReceivedCall, onAnswer: AnswerHandler): SentCall {
    // What comes after the end is for nobody.
    if (this.isClosed) return nothing;
    const slot = this.slotOf(call.authorization);
    if (onAnswer === nobodyWaits) {
      this.call(NOBODY, slot, call);
      return nothing;
    }
    const id = this.reception.expect((result, bytes, start, end, queueUs, backendUs, missed) => {
      if (result === RESPONSE_ERROR && isUnauthenticated(bytes)) this.distrust(slot, call.authorization);
      onAnswer(result, bytes, start, end, queueUs, backendUs, missed);
    });
    this.call(id, slot, call);
    return { abandon: (isLeft) => this.reception.abandon(id, isLeft) };
  }

  close(): void {
    if (!this.isClosed) this.reception.begin(Kind.CLOSE).u32(this.desk);
    this.isClosed = true;
  }

  private isGood(authorization: string): boolean {
    return this.credentials.some(({ text, isGood }) => isGood && text === authorization);
  }

  private ask(call: ShownCall, resolve: (objection: Failure | null) => void): void {
    const slot = this.slotOf(call.authorization);
    const id = this.reception.expect((result, bytes, start, end) => {
      const isGood = result !== RESPONSE_ERROR;
      const shown = this.credentials[slot];
      if (shown?.text === call.authorization) shown.isGood = isGood;
      resolve(isGood ? null : (readError(bytes, start, end) ?? refusals.credentialsRequired));
    });
    this.head(Kind.ADMIT, id, slot, call);
  }

  private call(id: number, slot: number, call: ReceivedCall): void {
    this.head(Kind.CALL, id, slot, call).u32(call.timeoutMs).text(call.idempotencyKey).blob(call.message);
    this.reception.onCallWritten();
  }

  private head(kind: Kind, id: number, slot: number, { method, traceparent, tracestate = "" }: ShownCall): BatchWriter {
    const record = this.reception.begin(kind).u32(this.desk).u32(id);
    return record.u16(this.reception.numberOf(method)).u8(slot).text(traceparent).text(tracestate);
  }

  private distrust(slot: number, authorization: string): void {
    const shown = this.credentials[slot];
    if (shown?.text === authorization) shown.isGood = false;
  }

  /** The slot of these credentials, which the other thread then knows too. */
  private slotOf(authorization: string): number {
    const known = this.credentials.findIndex(({ text }) => text === authorization);
    if (known >= 0) return known;
    const slot = this.nextSlot;
    this.nextSlot = (slot % MAX_SLOT) + 1;
    this.credentials[slot] = { text: authorization, isGood: false };
    this.reception.begin(Kind.CREDENTIAL).u32(this.desk).u8(slot).text(authorization);
    return slot;
  }
}

/** Whether a `prism.v1.Error` begins with this code, as ours do. */
function isUnauthenticated(error: Buffer): boolean {
  return error[0] === CODE_TAG && error[1] === Code.UNAUTHENTICATED;
}

const CALLS_OF_BATCH = 32;
const CODE_TAG = 1 << 3;
/** Of an answer that is no error; the number of its call is known to whoever asked. */
const NO_ERROR = 0;
/** Tokens that are shown on one connection by turns, as on a proxy's; more take the places of the oldest. */
const MAX_SLOT = 32;
const none = Buffer.alloc(0);
const nothing: SentCall = { abandon: () => undefined };
