import { createInbox, type Msg, type MsgHdrs, type NatsConnection, type Subscription } from "nats";
import type { PrismError } from "../../common/prism-error.ts";
import { connectionLost, timedOut } from "./errors.ts";

/**
 * Requests and their answers on one connection. Requests go out in *rounds*: all of a round share one promise and one
 * timer, and an answer finds its place by the subject it comes to, `_INBOX.<id>.<round>.<slot>`.
 */
export class Exchange {
  readonly connection: NatsConnection;
  readonly #inbox = createInbox();
  readonly #rounds = new Map<number, Round>();
  readonly #subscription: Subscription;
  /** Who hears when the connection is lost. */
  readonly #losers = new Set<() => void>();
  #lastRound = 0;
  #lostBy: unknown = null;

  constructor(connection: NatsConnection) {
    this.connection = connection;
    this.#subscription = connection.subscribe(`${this.#inbox}.>`, {
      callback: (error, msg) => {
        if (error === null) this.#take(msg);
      },
    });
  }

  get isOpen(): boolean {
    return this.#lostBy === null;
  }

  /** Bytes of headers and payload that the server takes of one message. */
  get maxPayload(): number {
    return this.connection.info?.max_payload ?? DEFAULT_MAX_PAYLOAD;
  }

  /** A new round. `onReply` may ask again for the same slot, or for others. */
  round(options: RoundOptions): Round {
    const number = ++this.#lastRound;
    const round = new Round(this, `${this.#inbox}.${number}.`, options, () => this.#rounds.delete(number));
    if (this.#lostBy === null) this.#rounds.set(number, round);
    else round.fail(connectionLost(true, this.#lostBy));
    return round;
  }

  /** Calls back once, when the connection is lost; not any more after what is returned was called. */
  onLost(hear: () => void): () => void {
    if (this.#lostBy === null) this.#losers.add(hear);
    else queueMicrotask(hear);
    return () => this.#losers.delete(hear);
  }

  /** The server may not do what was asked on this subject: it says so beside the answers. */
  refuse(subject: string, error: PrismError): void {
    for (const round of this.#rounds.values()) if (round.waitsFor(subject)) round.fail(error);
  }

  /** The connection is gone: every round under way ends. */
  lose(cause: unknown): void {
    if (this.#lostBy !== null) return;
    this.#lostBy = cause ?? new Error("the connection was closed");
    this.#subscription.unsubscribe();
    for (const round of [...this.#rounds.values()]) round.fail(connectionLost(round.isRead, this.#lostBy));
    const losers = [...this.#losers];
    this.#losers.clear();
    for (const hear of losers) hear();
  }

  #take(msg: Msg): void {
    const { subject } = msg;
    const slotAt = subject.lastIndexOf(".") + 1;
    const round = this.#rounds.get(Number(subject.slice(this.#inbox.length + 1, slotAt - 1)));
    round?.take(Number(subject.slice(slotAt)), msg);
  }
}

/** The longest that a timer of Node.js takes. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** What nats-server takes unless configured otherwise. */
export const DEFAULT_MAX_PAYLOAD = 1024 * 1024;

export interface RoundOptions {
  readonly timeoutMs: number;
  /** Whether it changes nothing, so that it may be done again when the connection is lost. */
  readonly isRead: boolean;
  /** Requests that wait for an answer at one time; further ones are held back. */
  readonly window?: number;
  readonly onReply: (slot: number, msg: Msg) => void;
  /** Called once when nothing at all has come for {@link SILENCE_MS}. */
  readonly onSilence?: () => void;
}

/** A server that serves has answered something by then. */
const SILENCE_MS = 200;

interface Held {
  readonly slot: number;
  readonly subject: string;
  readonly payload: Uint8Array | string;
  readonly headers: MsgHdrs | undefined;
}

/** Requests that are waited for together. */
export class Round {
  readonly isRead: boolean;
  readonly #exchange: Exchange;
  readonly #replyTo: string;
  readonly #window: number;
  readonly #onReply: (slot: number, msg: Msg) => void;
  readonly #onEnd: () => void;
  /** By slot: the subject that was asked. Empty when its answer is here. */
  readonly #asked: string[] = [];
  readonly #held: Held[] = [];
  #heldFrom = 0;
  #underWay = 0;
  readonly #timer: NodeJS.Timeout;
  readonly #silenceTimer: NodeJS.Timeout | undefined;
  #settle: { resolve: () => void; reject: (error: unknown) => void } | null = null;
  #failure: unknown = null;
  #isOver = false;

  constructor(exchange: Exchange, replyTo: string, options: RoundOptions, onEnd: () => void) {
    this.#exchange = exchange;
    this.#replyTo = replyTo;
    this.#window = options.window ?? Number.POSITIVE_INFINITY;
    this.#onReply = options.onReply;
    this.#onEnd = onEnd;
    this.isRead = options.isRead;
    this.#timer = setTimeout(() => this.fail(timedOut(this.isRead)), Math.min(options.timeoutMs, MAX_TIMER_MS));
    const { onSilence } = options;
    if (onSilence !== undefined) this.#silenceTimer = setTimeout(onSilence, SILENCE_MS);
  }

  /** Asks; a slot has one request under way at a time. What the server does not take for its size must not come here. */
  ask(slot: number, subject: string, payload: Uint8Array | string, headers?: MsgHdrs): void {
    if (this.#isOver) return;
    if (this.#underWay >= this.#window) this.#held.push({ slot, subject, payload, headers });
    else this.#publish(slot, subject, payload, headers);
  }

  /** Resolves when every request has its answer. */
  answered(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    if (this.#underWay === 0) this.#end();
    if (this.#isOver) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  take(slot: number, msg: Msg): void {
    if (this.#isOver || (this.#asked[slot] ?? "") === "") return;
    clearTimeout(this.#silenceTimer);
    this.#asked[slot] = "";
    this.#underWay--;
    try {
      this.#onReply(slot, msg);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.#goOn();
  }

  /** Waits for this slot no longer; its answer, should it come, is thrown away. */
  giveUp(slot: number): void {
    if (this.#isOver || (this.#asked[slot] ?? "") === "") return;
    this.#asked[slot] = "";
    this.#underWay--;
    this.#goOn();
  }

  /** Does `work` after a pause, which is part of the round. */
  pause(delayMs: number, work: () => void): void {
    if (this.#isOver) return;
    this.#underWay++;
    setTimeout(() => {
      if (this.#isOver) return;
      this.#underWay--;
      work();
      this.#goOn();
    }, delayMs);
  }

  waitsFor(subject: string): boolean {
    return this.#asked.includes(subject);
  }

  fail(error: unknown): void {
    if (this.#isOver) return;
    this.#failure = error;
    this.#end();
    this.#settle?.reject(error);
  }

  #goOn(): void {
    while (this.#underWay < this.#window && this.#heldFrom < this.#held.length) {
      const { slot, subject, payload, headers } = this.#held[this.#heldFrom++] as Held;
      this.#publish(slot, subject, payload, headers);
    }
    if (this.#underWay > 0 || this.#settle === null || this.#isOver) return;
    this.#end();
    this.#settle.resolve();
  }

  #publish(slot: number, subject: string, payload: Uint8Array | string, headers: MsgHdrs | undefined): void {
    const reply = this.#replyTo + slot;
    try {
      this.#exchange.connection.publish(subject, payload, headers === undefined ? { reply } : { reply, headers });
    } catch (error) {
      // The client knows sooner than its `closed` tells that the connection is gone.
      this.fail(connectionLost(this.isRead, error));
      return;
    }
    this.#asked[slot] = subject;
    this.#underWay++;
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#silenceTimer);
    this.#onEnd();
  }
}
