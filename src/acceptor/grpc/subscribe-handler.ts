import { CallNumber } from "../../codec/calls.ts";
import { findMethod, type Method } from "../../codec/json/services.ts";
import { assert } from "../../common/assert.ts";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import { Failure } from "../../common/failure.ts";
import type { AnswerHandler } from "../call-port.ts";
import type { SentCall } from "../reception.ts";
import { malformedCall } from "../subscriptions/refusals.ts";
import { SubscribeMessage } from "../subscriptions/subscribe-message.ts";
import { type FetchCall, HOW_TO_GO_ON, type Sink, Subscription, type Upstream } from "../subscriptions/subscription.ts";
import type { SubscriptionCounters } from "../subscriptions/subscription-counters.ts";
import { subscriptionName } from "../subscriptions/subscription-name.ts";
import type { CallHandler, IncomingCall } from "./incoming-call.ts";

/** StreamService.Subscribe: fetches for the subscriber, the next time when its client has taken what came the last time. */
export class SubscribeHandler implements CallHandler {
  readonly method: Method;
  /** What it has leased goes to others when it ends. */
  readonly changesNothing = true;
  private readonly clock: Clock;
  private readonly counters: SubscriptionCounters;

  constructor(method: Method, clock: Clock, counters: SubscriptionCounters) {
    this.method = method;
    this.clock = clock;
    this.counters = counters;
  }

  handle(call: IncomingCall): void {
    // It may stay for days: the connection's other calls are not to wait for it.
    call.standAside();
    const message = SubscribeMessage.read(call.message, 0, call.message.length, subscriptionName());
    if (message === null) {
      call.fail(malformedCall);
      return;
    }
    const { clock, counters } = this;
    const sink = new CallSink(call, clock, counters);
    const subscription = new Subscription(message, {
      upstream: new CallUpstream(call),
      sink,
      wallMs: clock.wallMs,
      schedule,
      onEnd: () => {
        counters.active--;
        sink.close();
      },
    });
    counters.active++;
    sink.wake = () => subscription.wake();
    call.onOver = () => subscription.leave();
    subscription.wake();
  }
}

class CallUpstream implements Upstream {
  private readonly call: IncomingCall;

  constructor(call: IncomingCall) {
    this.call = call;
  }

  send(call: FetchCall, message: Uint8Array, onAnswer: AnswerHandler): SentCall {
    return this.call.ask(METHODS[call], message, onAnswer);
  }
}

class CallSink implements Sink {
  wake: () => void = () => undefined;
  private readonly call: IncomingCall;
  private readonly clock: Clock;
  private readonly counters: SubscriptionCounters;
  /** Bytes that have not left for the client. */
  private leaving = 0;
  private readonly onRoom = (): void => this.wake();

  constructor(call: IncomingCall, clock: Clock, counters: SubscriptionCounters) {
    this.call = call;
    this.clock = clock;
    this.counters = counters;
  }

  get room(): number {
    return this.leaving === 0 && this.call.kept.mayFetch(this.onRoom) ? Number.MAX_SAFE_INTEGER : 0;
  }

  send(bytes: Buffer, from: number, to: number, _count: number, missed: string): void {
    this.call.missedLevels = missed;
    this.call.goOn = HOW_TO_GO_ON;
    const sentUs = this.clock.monotonicUs();
    const length = this.call.push(bytes, from, to, () => {
      if (elapsedUs(sentUs, this.clock.monotonicUs()) > SLOW_US) this.counters.pauses++;
      this.call.kept.release(this.leaving);
      this.leaving = 0;
      this.wake();
    });
    this.leaving = length;
    this.call.kept.keep(length);
  }

  fail(failure: Failure): void {
    this.call.fail(failure);
  }

  close(): void {
    this.call.kept.forget(this.onRoom);
    this.call.kept.release(this.leaving);
    this.leaving = 0;
  }
}

/** A client that takes longer for a message holds its subscription up; HTTP/2 itself takes milliseconds. */
const SLOW_US = 1_000_000;

function schedule(delayMs: number, work: () => void): () => void {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
}

function methodNamed(name: string): Method {
  const method = findMethod("StreamService", name);
  assert(!(method instanceof Failure), `StreamService has no ${name}`);
  return method;
}

const METHODS: Readonly<Record<FetchCall, Method>> = {
  [CallNumber.STREAM_FETCH]: methodNamed("Fetch"),
  [CallNumber.STREAM_LEAVE]: methodNamed("Leave"),
};
