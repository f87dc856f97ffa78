import { Code } from "../common/codes.ts";
import type { Failure } from "../common/failure.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import { type Address, formatAddress } from "./address.ts";
import { backoffMs } from "./backoff.ts";
import { type Call, MALFORMED } from "./call.ts";
import { CallQueue } from "./call-queue.ts";
import type { Channel } from "./channel.ts";
import type { ResolvedOptions } from "./client-options.ts";
import { ConnectionPool, type PoolOwner } from "./connection-pool.ts";
import { DeadlineQueue } from "./deadline-queue.ts";
import { Dialer } from "./dialer.ts";
import * as failures from "./failures.ts";
import { MAX_ID } from "./in-flight.ts";
import { RetryBudget } from "./retry-budget.ts";

/** Brings calls to connections and their answers back, and decides what is tried again. */
export class Dispatcher implements PoolOwner {
  private readonly options: ResolvedOptions;
  private readonly address: string;
  private readonly dialer: Dialer;
  private readonly pool: ConnectionPool;
  private readonly deadlines: DeadlineQueue;
  private readonly waiting: CallQueue;
  private readonly budget: RetryBudget;
  /** Why there is no connection; null while all is well. */
  private lastCause: Error | null = null;
  private isClosing = false;
  private onIdle: (() => void) | null = null;

  constructor(address: Address, options: ResolvedOptions) {
    this.options = options;
    this.address = formatAddress(address);
    this.dialer = new Dialer(address, options);
    this.pool = new ConnectionPool(this.dialer, options, this);
    this.deadlines = new DeadlineQueue(options.clock, options.timer, (call) => this.expire(call));
    this.waiting = new CallQueue(options.maxWaiting);
    this.budget = new RetryBudget(options.maxInFlight);
  }

  /** Reaches the gateway once; rejects with a PrismError when that fails. */
  async open(): Promise<void> {
    try {
      await this.pool.open();
    } catch (cause) {
      throw this.notConnected(cause as Error);
    }
  }

  submit(call: Call, signal: AbortSignal | null): void {
    const refusal = this.refusal(call, signal);
    if (refusal !== null) {
      call.handlers.reject(refusal);
      return;
    }
    this.deadlines.add(call);
    if (signal !== null) {
      call.signal = signal;
      call.onAbort = () => this.cancel(call);
      signal.addEventListener("abort", call.onAbort);
    }
    this.place(call);
  }

  /** Waits for what is in flight, at most `timeoutMs`; what is left then fails. Resolves when all connections are closed. */
  async close(timeoutMs: number): Promise<void> {
    this.isClosing = true;
    if (this.deadlines.size > 0) await this.idle(timeoutMs);
    for (let call = this.deadlines.first(); call !== null; call = this.deadlines.first()) {
      this.leave(call);
      this.fail(call, failures.clientClosed(call.isHandedOver));
    }
    this.deadlines.close();
    const stop = this.options.timer.start(CLOSE_TIMEOUT_MS, true, () => this.pool.destroy());
    await this.pool.close();
    stop();
  }

  onAnswer(call: Call, _channel: Channel, bytes: Buffer, from: number, to: number): void {
    this.pool.reportHealthy();
    this.lastCause = null;
    const value = call.handlers.read(bytes, from, to);
    if (value === MALFORMED) this.fail(call, failures.malformedAnswer());
    else {
      this.budget.earn();
      this.settle(call);
      call.handlers.resolve(value);
    }
  }

  onRefused(call: Call, channel: Channel, failure: Failure | null): void {
    this.pool.reportHealthy();
    this.lastCause = null;
    if (failure?.reason === "SHUTTING_DOWN") channel.retire();
    if (failure === null) this.fail(call, failures.malformedAnswer());
    else if (failure.code === Code.UNAUTHENTICATED) this.reauthorize(call, channel, refused(call, failure));
    else {
      // It may be the credentials that the gateway could not check, and then it has none of this connection.
      if (failure.code === Code.UNAVAILABLE) channel.forgetCredentials();
      this.retryOrFail(call, refused(call, failure));
    }
  }

  onDropped(call: Call, wasSent: boolean, cause: Error): void {
    this.lastCause = cause;
    this.lose(call, wasSent, cause);
  }

  onRoom(): void {
    const nowUs = this.options.clock.monotonicUs();
    for (let call = this.waiting.peek(); call !== null; call = this.waiting.peek()) {
      const channel = this.pool.pick();
      if (channel === null) return;
      this.waiting.shift();
      channel.send(call, nowUs);
    }
  }

  onClosed(_channel: Channel, lost: Call[], cause: Error | null): void {
    this.lastCause = cause;
    for (const call of lost) this.lose(call, call.isHandedOver, cause);
    this.onRoom();
  }

  onConnectFailed(cause: Error): void {
    this.lastCause = cause;
    const error = this.notConnected(cause);
    for (const call of this.waiting.takeAll()) this.placeAgain(call, error);
  }

  onRested(): void {
    this.onRoom();
  }

  /** Why a new call is not even begun. */
  private refusal(call: Call, signal: AbortSignal | null): PrismError | null {
    if (this.isClosing) return failures.clientClosed(false);
    if (signal?.aborted === true) return failures.cancelled(false, signal.reason);
    const { maxFrameBytes } = this.options;
    const { authorization } = this.dialer.token;
    const frameBytes = call.request.frameBytes(MAX_ID, call.timeoutMs, authorization) - FRAME_PREFIX_BYTES;
    if (frameBytes > maxFrameBytes) return failures.requestTooLarge(frameBytes, maxFrameBytes);
    return this.dialer.refusal(call.request);
  }

  private place(call: Call): void {
    const channel = this.waiting.isEmpty() ? this.pool.pick() : null;
    if (channel !== null) channel.send(call, this.options.clock.monotonicUs());
    else if (!this.waiting.push(call)) this.fail(call, failures.clientOverloaded(this.options.maxWaiting));
    else this.onRoom();
  }

  private notConnected(cause: Error): PrismError {
    return cause instanceof PrismError ? cause : failures.connectFailed(this.address, cause);
  }

  /** The connection or the gateway has lost the call. */
  private lose(call: Call, wasSent: boolean, cause: Error | null): void {
    const error = failures.connectionLost(this.address, wasSent, call.isRepeatable, cause);
    if (wasSent) this.retryOrFail(call, error);
    else this.placeAgain(call, error);
  }

  /**
   * The gateway does not know who asks, so that nothing was done, whatever the call. It is tried once more if it was sent
   * behind the call that brought the credentials, or under a token that a function may renew.
   */
  private reauthorize(call: Call, channel: Channel, error: PrismError): void {
    const { token } = this.dialer;
    channel.forgetCredentials();
    if (token.authorization === "" || call.isReauthorized || (call.carriesToken && !token.isRenewable)) {
      this.fail(call, error);
      return;
    }
    call.isReauthorized = true;
    if (!token.isRenewable || call.tokenGeneration !== token.generation) {
      this.place(call);
      return;
    }
    token.fetch().then(
      () => this.placeUnlessSettled(call),
      (cause: PrismError) => {
        if (!call.isSettled) this.fail(call, cause);
      },
    );
  }

  private placeUnlessSettled(call: Call): void {
    if (!call.isSettled) this.place(call);
  }

  /** The attempt ended before anything was sent: every call may try again, a bounded number of times. */
  private placeAgain(call: Call, error: PrismError): void {
    call.attempts++;
    if (call.attempts >= this.options.maxAttempts) this.fail(call, error);
    else this.place(call);
  }

  /**
   * The request may have been done, or was refused: only what is safe to repeat is tried again, after a pause. `safe` is
   * said of reads and of writes with an idempotency key alone.
   */
  private retryOrFail(call: Call, error: PrismError): void {
    call.attempts++;
    const { clock, timer, prng, maxAttempts } = this.options;
    const pauseMs = Math.max(error.failure.retryAfterMs, backoffMs(call.attempts, prng));
    const mayRetry =
      error.retry === "safe" && call.attempts < maxAttempts && pauseMs < call.remainingMs(clock.monotonicUs());
    if (!mayRetry || !this.budget.spend()) {
      this.fail(call, error);
      return;
    }
    call.stopResting = timer.start(pauseMs, true, () => {
      call.stopResting = null;
      this.place(call);
    });
  }

  private expire(call: Call): void {
    this.settle(call);
    call.handlers.reject(failures.deadlineExceeded(call.timeoutMs, call.isHandedOver, call.isWrite, this.lastCause));
    this.leave(call);
  }

  private cancel(call: Call): void {
    const reason: unknown = call.signal?.reason;
    this.fail(call, failures.cancelled(call.isHandedOver, reason));
    this.leave(call);
  }

  /** The call leaves where it is without an answer; a waiting call is passed over by the queue. */
  private leave(call: Call): void {
    call.stopResting?.();
    call.channel?.abandon(call, this.options.clock.monotonicUs());
    call.channel = null;
  }

  private fail(call: Call, error: PrismError): void {
    this.settle(call);
    call.handlers.reject(error);
  }

  private settle(call: Call): void {
    call.isSettled = true;
    this.deadlines.remove(call);
    if (call.onAbort !== null) call.signal?.removeEventListener("abort", call.onAbort);
    if (this.deadlines.size === 0) this.onIdle?.();
  }

  private idle(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.options.timer.start(timeoutMs, true, resolve);
      this.onIdle = () => {
        stop();
        resolve();
      };
    });
  }
}

/** How long closing waits for the last bytes to leave. */
const CLOSE_TIMEOUT_MS = 1_000;

/** The gateway's own failure; worth another attempt when it says that it cannot serve now. */
function refused(call: Call, failure: Failure): PrismError {
  const isTransient =
    failure.code === Code.UNAVAILABLE || (failure.code === Code.RESOURCE_EXHAUSTED && failure.retryAfterMs > 0);
  return new PrismError(failure, { source: "gateway", retry: isTransient && call.isRepeatable ? "safe" : "never" });
}
