import type { FrameHandler } from "../codec/frame-splitter.ts";
import { FrameSplitter } from "../codec/frame-splitter.ts";
import type { Failure } from "../common/failure.ts";
import { FIRST_IN_FLIGHT, MAX_AWAITED_BYTES } from "../common/limits.ts";
import type { Identity, Verdict } from "../security/authenticator.ts";
import { type Door, packCaller } from "../security/caller.ts";
import type { Principal } from "../security/principal.ts";
import type { AcceptorPlace } from "./acceptor-parts.ts";
import type { ConnectionSubscriptions } from "./subscriptions/connection-subscriptions.ts";
import type { Transport } from "./transport.ts";
import type { UnreadShare } from "./unread-share.ts";
import { FLOOR_BYTES } from "./unread-total.ts";

/** Why a connection is not read, as bits: it is read again when none is set. */
export const Hold = {
  /** The request ring that its next frame goes to is full. */
  RING_FULL: 1,
  /** It has as many requests in flight as one connection may. */
  IN_FLIGHT: 2,
  /** Its client does not read its answers. */
  UNREAD: 4,
  /** Its stream is lost, or its client has said all: nothing more is read. */
  ENDED: 8,
  /** The credentials of its next frame are being checked. */
  CREDENTIALS: 16,
  /** Its requests to spread namespaces go to another worker from now on, once those that are under way are answered. */
  MOVING: 32,
  /** A namespace is on its way to another owner. */
  HANDOVER: 64,
  /** All clients together have so much unread that nothing large is begun. */
  NO_ROOM: 128,
} as const;

/** How a client comes in: by which door, and who it is by what the door knows (a certificate, say); null = not known. */
export interface Visitor {
  readonly door: Door;
  readonly identity: Identity | null;
  /** The credentials that the identity was given for, a byte string, if any: they are checked again when keys change. */
  readonly credential?: string;
  /** A door's own way to the workers: it is no client's connection, and does not count as one. */
  readonly isPort?: boolean;
  /** Its calls wait for messages, any number of them: nothing waits behind them. */
  readonly isPatient?: boolean;
}

/** One client's connection. The acceptor drives it; it has no logic of its own beyond its bookkeeping. */
export class Connection {
  /** Of all connections of the gateway, an int32; it travels with the requests, so that a recording can tell them apart. */
  number = 0;
  readonly transport: Transport;
  readonly splitter: FrameSplitter;
  readonly onFrame: FrameHandler;
  readonly door: Door;
  /** Whether it counts as one of the connections that are limited. */
  readonly isClient: boolean;
  /** Who its requests come from; null until it has shown credentials. Set by {@link identify}. */
  identity: Identity | null;
  /** The principal's number and the door, as the ring carries them. */
  caller: number;
  /** The credentials that {@link identity} comes from, a byte string; empty when it does not come from any. */
  credential: string;
  /** The authenticator's generation when they were last checked. */
  checkedIn = 0;
  /** What the check that the connection waited for came to, until it is used. */
  verdict: Verdict | null = null;
  /**
   * Which worker serves it where every worker may, as a number of which the remainder counts. A client's stays the same, so
   * that its requests keep their order; a port's calls have none, and each chunk of them goes to the next worker.
   */
  home = 0;
  inFlight = 0;
  /** How many may be: the larger its answers, the fewer. */
  window: number;
  /** Answers from rings since the last flush, and their bytes. */
  answered = 0;
  answeredBytes = 0;
  /** The size that its next answers are expected to have. */
  private expectedBytes = 0;
  private readonly maxInFlight: number;
  /** Whether any number of its requests may be in flight: what they are answered with is bounded elsewhere. */
  readonly isPatient: boolean;
  holds = 0;
  /** Whose ring was full. */
  heldBy: { readonly isFull: boolean } | null = null;
  /** What it waits for while a namespace is handed over. */
  handover: { readonly isOver: boolean } | null = null;
  /** Serial number of the link that its requests to spread namespaces took last; 0 = none did. */
  spreadTo = 0;
  /** When the bytes came that found it full. */
  heldSinceUs = 0;
  /** Refuse rather than wait for the ring: it has waited too long. */
  isShedding = false;
  /** When the bytes that are being split came. */
  arrivalUs = 0;
  /** When bytes came or answers left, or the client took some that had waited; for the idle timeout. */
  activeUs: number;
  isClosed = false;
  /** Set when the stream is lost: sent when everything in flight is answered, before the end. */
  lastWords: Failure | null = null;
  /** Answers of this tick, as a list in the outbox: first and last entry, −1 = none. */
  firstAnswer = -1;
  lastAnswer = -1;
  /** Where what its client has not read is counted; null until there has been something. */
  unread: UnreadShare | null = null;
  /** Memory that its transport keeps beside the unread bytes that lie in it. */
  slackBytes = 0;
  /** Its subscriptions over frames; null until it has one. */
  subscriptions: ConnectionSubscriptions | null = null;
  /** Answers that do not come from a ring: refusals, and frames too large for it. */
  readonly extra: Buffer[] = [];

  constructor(transport: Transport, visitor: Visitor, limits: ConnectionLimits, nowUs: number, submit: Submit) {
    this.transport = transport;
    this.door = visitor.door;
    this.isClient = visitor.isPort !== true;
    this.identity = visitor.identity;
    this.credential = visitor.credential ?? "";
    this.caller = callerOf(visitor);
    this.splitter = new FrameSplitter(limits.maxFrameBytes);
    this.activeUs = nowUs;
    this.maxInFlight = limits.maxInFlightPerConnection;
    this.isPatient = visitor.isPatient === true;
    this.window = this.isPatient ? Number.POSITIVE_INFINITY : Math.min(FIRST_IN_FLIGHT, this.maxInFlight);
    this.onFrame = (bytes, start, end) => submit(this, bytes as Buffer, start, end);
  }

  /** From now on its requests come from whoever showed `credential`; null = from nobody, and are refused. */
  identify(identity: Identity | null, credential: string): void {
    this.identity = identity;
    this.credential = identity === null ? "" : credential;
    this.caller = callerOf(this);
  }

  /** To be asked only of a connection that is identified. */
  get principal(): Principal {
    return (this.identity as Identity).principal;
  }

  /** Of the holds that workers' progress ends, those that it has ended. */
  get holdsThatAreOver(): number {
    let over = 0;
    if (this.heldBy?.isFull !== true) over |= this.holds & Hold.RING_FULL;
    if (this.inFlight <= this.window / 2) over |= this.holds & Hold.IN_FLIGHT;
    if (this.inFlight === 0) over |= this.holds & Hold.MOVING;
    if (this.handover?.isOver !== false) over |= this.holds & Hold.HANDOVER;
    return over;
  }

  /** Bytes came. */
  noteChunk(nowUs: number): void {
    this.arrivalUs = nowUs;
    this.activeUs = nowUs;
    if (!this.isClient) this.home++;
  }

  /** Whether its client has said all, and has all its answers. */
  get isDone(): boolean {
    return !this.isClosed && this.holds === Hold.ENDED && this.inFlight === 0 && !this.hasAnswers;
  }

  private get hasAnswers(): boolean {
    return this.lastAnswer >= 0 || this.extra.length > 0;
  }

  /** Whether an answer is to come: to a request in flight, to a subscription, to one that waits for room, or one that waits for the next tick. */
  get isOwed(): boolean {
    if (this.inFlight > 0 || this.hasAnswers || (this.subscriptions?.count ?? 0) > 0) return true;
    return (this.holds & (Hold.RING_FULL | Hold.CREDENTIALS | Hold.MOVING | Hold.HANDOVER | Hold.NO_ROOM)) !== 0;
  }

  /** Has it begin with fewer requests where it may wait for less than {@link MAX_AWAITED_BYTES}. */
  narrowFirst(allowedBytes: number): void {
    if (this.isClient) this.window = Math.min(this.window, Math.max(1, Math.floor(allowedBytes / FIRST_BYTES)));
  }

  /** Whether its next answers are likely to be large. */
  get expectsLarge(): boolean {
    return this.expectedBytes > FLOOR_BYTES;
  }

  /** Memory that is kept for its client until it reads. */
  get unreadBytes(): number {
    const { unsentBytes } = this.transport;
    return unsentBytes === 0 ? 0 : unsentBytes + this.slackBytes;
  }

  /**
   * Sets the window by the answers since the last time: it grows by as many as came, up to what their size allows. A size
   * is forgotten by half each time, so that one small answer among large ones does not let in more than can be sent.
   *
   * @param allowedBytes of answers that a client may wait for; what a port's clients may, their door sees to.
   */
  adjustWindow(allowedBytes: number): void {
    if (this.answered === 0 || this.isPatient) return;
    this.expectedBytes = Math.max(this.answeredBytes / this.answered, this.expectedBytes / 2);
    const allowed = Math.floor((this.isClient ? allowedBytes : MAX_AWAITED_BYTES) / this.expectedBytes);
    this.window = Math.max(1, Math.min(this.maxInFlight, allowed, this.window + this.answered));
    this.answered = 0;
    this.answeredBytes = 0;
  }
}

/** What each of its first answers is taken to have. */
const FIRST_BYTES = MAX_AWAITED_BYTES / FIRST_IN_FLIGHT;

/** The number of the nth connection that an acceptor has had: those of several acceptors are kept apart. */
export function numberOf(nth: number, place: AcceptorPlace = ALONE): number {
  return (nth * place.of + place.number) | 0;
}

const ALONE: AcceptorPlace = { number: 0, of: 1 };

function callerOf({ door, identity }: Pick<Visitor, "door" | "identity">): number {
  return packCaller(identity === null ? 0 : identity.principal.id, door);
}

export interface ConnectionLimits {
  readonly maxFrameBytes: number;
  readonly maxInFlightPerConnection: number;
}

/** Takes one frame; false when it must wait. */
export type Submit = (connection: Connection, bytes: Buffer, start: number, end: number) => boolean;
