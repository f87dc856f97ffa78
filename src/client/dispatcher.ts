import { readError } from "../codec/read-error.ts";
import { RESPONSE_ERROR } from "../codec/response.ts";
import type { ResponseView } from "../codec/response-view.ts";
import { Code } from "../common/codes.ts";
import type { Failure } from "../common/failure.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";
import { PrismError } from "../common/prism-error.ts";
import { type Address, formatAddress } from "./address.ts";
import { backoffMs } from "./backoff.ts";
import { type Call, MALFORMED } from "./call.ts";
import { CallQueue } from "./call-queue.ts";
import type { ResolvedOptions } from "./client-options.ts";
import type { ClientConnection } from "./connection.ts";
import { ConnectionPool, type PoolOwner } from "./connection-pool.ts";
import { DeadlineQueue } from "./deadline-queue.ts";
import * as failures from "./failures.ts";
import { MAX_ID } from "./in-flight.ts";
import { RetryBudget } from "./retry-budget.ts";

/** Brings calls to connections and their answers back, and decides what is tried again. */
export class Dispatcher implements PoolOwner {
  private readonly options: ResolvedOptions;
  private readonly address: string;
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
    this.pool = new ConnectionPool(address, options, this);
    this.deadlines = new DeadlineQueue(options.clock, options.timer, (call) => this.expire(call));
    this.waiting = new CallQueue(options.maxWaiting);
    this.budget = new RetryBudget(options.maxInFlight);
  }

  /** Reaches the gateway once; rejects with a PrismError when that fails. */
  async open(): Promise<void> {
    try {
      await this.pool.open();
    } catch (cause) {
      throw failures.connectFailed(this.address, cause as Error);
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

  onAnswer(call: Call, connection: ClientConnection, bytes: Buffer, view: ResponseView): void {
    this.pool.reportHealthy();
    this.lastCause = null;
    if (view.result === RESPONSE_ERROR) {
      const failure = readError(bytes, view.from, view.to);
      if (failure?.reason === "SHUTTING_DOWN") connection.retire();
      if (failure === null) this.fail(call, failures.malformedAnswer());
      else this.retryOrFail(call, refused(call, failure));
      return;
    }
    const value = view.result === call.request.call ? call.handlers.read(bytes, view.from, view.to) : MALFORMED;
    if (value === MALFORMED) this.fail(call, failures.malformedAnswer());
    else {
      this.budget.earn();
      this.settle(call);
      call.handlers.resolve(value);
    }
  }

  onRoom(): void {
    const nowUs = this.options.clock.monotonicUs();
    for (let call = this.waiting.peek(); call !== null; call = this.waiting.peek()) {
      const connection = this.pool.pick();
      if (connection === null) return;
      this.waiting.shift();
      connection.send(call, nowUs);
    }
  }

  onClosed(_connection: ClientConnection, lost: Call[], cause: Error | null): void {
    this.lastCause = cause;
    for (const call of lost) {
      const error = failures.connectionLost(this.address, call.isHandedOver, call.isRepeatable, cause);
      if (call.isHandedOver) this.retryOrFail(call, error);
      else this.placeAgain(call, error);
    }
    this.onRoom();
  }

  onConnectFailed(cause: Error): void {
    this.lastCause = cause;
    for (const call of this.waiting.takeAll()) this.placeAgain(call, failures.connectFailed(this.address, cause));
  }

  onRested(): void {
    this.onRoom();
  }

  /** Why a new call is not even begun. */
  private refusal(call: Call, signal: AbortSignal | null): PrismError | null {
    if (this.isClosing) return failures.clientClosed(false);
    if (signal?.aborted === true) return failures.cancelled(false, signal.reason);
    const { maxFrameBytes } = this.options;
    const frameBytes = call.request.frameBytes(MAX_ID, call.timeoutMs) - FRAME_PREFIX_BYTES;
    return frameBytes > maxFrameBytes ? failures.requestTooLarge(frameBytes, maxFrameBytes) : null;
  }

  private place(call: Call): void {
    const connection = this.waiting.isEmpty() ? this.pool.pick() : null;
    if (connection !== null) connection.send(call, this.options.clock.monotonicUs());
    else if (!this.waiting.push(call)) this.fail(call, failures.clientOverloaded(this.options.maxWaiting));
    else this.onRoom();
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
    call.connection?.abandon(call, this.options.clock.monotonicUs());
    call.connection = null;
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
