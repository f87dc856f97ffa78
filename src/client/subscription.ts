import { elapsedUs } from "../common/clock.ts";
import { Code } from "../common/codes.ts";
import { PrismError } from "../common/prism-error.ts";
import { secretBytes } from "../common/prng.ts";
import { backoffMs } from "./backoff.ts";
import { checkInteger, type ResolvedOptions } from "./client-options.ts";
import type { ReceivedMessage } from "./received-message.ts";
import type { FetchOptions, FetchResult, StartInput, SubscribeOptions } from "./stream-types.ts";

export interface SubscriptionParts {
  readonly options: ResolvedOptions;
  readonly fetch: (options: FetchOptions) => Promise<FetchResult>;
  readonly leave: (subscription: string, options: SubscribeOptions) => Promise<void>;
  readonly onClosed: () => void;
}

/**
 * The messages of a stream as they come, one after the other: `for await (const message of subscription)`. It fetches ahead,
 * at most `prefetch` messages, and goes on by itself after failures that pass. Leaving the loop closes it: what a group's
 * consumer has and did not acknowledge is delivered to others at once.
 */
export class Subscription implements AsyncIterableIterator<ReceivedMessage> {
  private readonly parts: SubscriptionParts;
  private readonly options: SubscribeOptions;
  private readonly prefetch: number;
  private readonly name = Buffer.from(secretBytes(NAME_BYTES)).toString("base64url");
  private readonly ready: ReceivedMessage[] = [];
  private start: StartInput | undefined;
  private fetching: Promise<void> | null = null;
  private error: unknown = null;
  private failures = 0;
  /** For how long the gateway has had nothing, since something came. */
  private quietMs = 0;
  /** For how long it could not be asked. */
  private awayMs = 0;
  private isClosed = false;
  private closing: Promise<void> | null = null;
  /** Who waits for a message, or for the end. */
  private readonly waiting: (() => void)[] = [];

  constructor(options: SubscribeOptions, parts: SubscriptionParts) {
    this.parts = parts;
    this.options = options;
    this.start = options.start;
    const usual = options.group === undefined || options.group === "" ? USUAL_PREFETCH : USUAL_GROUP_PREFETCH;
    this.prefetch = checkInteger(options.prefetch ?? usual, "prefetch", 1, MAX_PREFETCH);
    if (options.idleMs !== undefined) checkInteger(options.idleMs, "idleMs", 1, MAX_IDLE_MS);
    options.signal?.addEventListener("abort", this.onAbort, { once: true });
    if (options.signal?.aborted === true) void this.close();
    else this.fetchAhead();
  }

  async next(): Promise<IteratorResult<ReceivedMessage, undefined>> {
    for (;;) {
      const message = this.isClosed ? undefined : this.ready.shift();
      if (message !== undefined) {
        this.fetchAhead();
        return { done: false, value: message };
      }
      if (this.error !== null) {
        const { error } = this;
        this.error = null;
        await this.close();
        throw error;
      }
      if (this.isClosed) return { done: true, value: undefined };
      this.fetchAhead();
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async return(): Promise<IteratorResult<ReceivedMessage, undefined>> {
    await this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Ends it; the gateway is told, and gives what this consumer has leased to others. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.isClosed = true;
    this.ready.length = 0;
    this.options.signal?.removeEventListener("abort", this.onAbort);
    this.wake();
    // The gateway forgets the subscriber in time, should it not be there to be told.
    await this.parts.leave(this.name, this.options).catch(() => undefined);
    await this.fetching;
    this.parts.onClosed();
  }

  private readonly onAbort = (): void => void this.close();

  private fetchAhead(): void {
    if (this.fetching !== null || this.isClosed || this.error !== null) return;
    if (this.ready.length > this.prefetch / 2) return;
    this.fetching = this.fetch().finally(() => {
      this.fetching = null;
      this.wake();
      // What came may not have been enough, or nothing.
      if (this.ready.length === 0) this.fetchAhead();
    });
  }

  private async fetch(): Promise<void> {
    const { group, consumer, filter, ackTimeoutMs, idleMs } = this.options;
    const { clock } = this.parts.options;
    const waitMs = idleMs === undefined ? WAIT_MS : Math.min(WAIT_MS, idleMs - this.quietMs);
    const askedUs = clock.monotonicUs();
    const tookMs = (): number => Math.ceil(elapsedUs(askedUs, clock.monotonicUs()) / 1_000);
    try {
      const { messages, nextPosition } = await this.parts.fetch({
        group,
        consumer,
        filter,
        ackTimeoutMs,
        start: this.start,
        subscription: this.name,
        maxMessages: this.prefetch - this.ready.length,
        waitMs,
      });
      this.failures = 0;
      this.awayMs = 0;
      if (this.isClosed) return;
      this.ready.push(...messages);
      // It has waited no longer than it was told to, however late it says so.
      this.quietMs = this.ready.length > 0 ? 0 : this.quietMs + Math.min(waitMs, tookMs());
      if (this.isTooLong(this.quietMs)) void this.close();
      if ((group ?? "") !== "") return;
      // Without a place it goes on where the gateway knows it stands.
      this.start = nextPosition === "" ? undefined : { after: nextPosition };
    } catch (error) {
      await this.onFailure(error, tookMs());
    }
  }

  private isTooLong(ms: number): boolean {
    return ms >= (this.options.idleMs ?? Number.POSITIVE_INFINITY);
  }

  private async onFailure(error: unknown, tookMs: number): Promise<void> {
    if (this.isClosed) return;
    this.quietMs = 0;
    this.awayMs += tookMs;
    if (!(error instanceof PrismError) || !passes(error) || this.isTooLong(this.awayMs)) {
      this.error = error;
      return;
    }
    this.options.onProblem?.(error);
    if (this.start === undefined) this.start = this.options.start;
    const { prng, timer } = this.parts.options;
    const pauseMs = Math.max(error.failure.retryAfterMs, backoffMs(++this.failures, prng));
    this.awayMs += pauseMs;
    await new Promise<void>((resolve) => {
      const stop = timer.start(pauseMs, false, resolve);
      this.waiting.push(() => {
        // Woken by the end: who is closed does not wait.
        if (!this.isClosed) return;
        stop();
        resolve();
      });
    });
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

/** Whether it makes sense to go on after it. */
function passes({ failure: { code, retryAfterMs } }: PrismError): boolean {
  return (
    code === Code.UNAVAILABLE ||
    code === Code.DEADLINE_EXCEEDED ||
    (code === Code.RESOURCE_EXHAUSTED && retryAfterMs > 0)
  );
}

const NAME_BYTES = 12;
const USUAL_PREFETCH = 100;
const USUAL_GROUP_PREFETCH = 16;
const MAX_PREFETCH = 1_000;
/** How long a fetch waits at the gateway: less than a proxy in between lets a call take, mostly. */
const WAIT_MS = 20_000;
/** A month. */
const MAX_IDLE_MS = 31 * 24 * 3_600_000;
