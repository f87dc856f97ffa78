import { readByteString } from "../../codec/byte-string.ts";
import { CallNumber } from "../../codec/calls.ts";
import type { RequestView } from "../../codec/request-view.ts";
import { encodeFailureFrame, encodeResultFrame } from "../../codec/response.ts";
import { countAnswerBytes, writeCountAnswer } from "../../codec/stream-answers.ts";
import { readCreditRequest, readGroupRequest } from "../../codec/stream-requests.ts";
import { readTraceState } from "../../codec/trace-state.ts";
import { VARINT } from "../../codec/wire.ts";
import { WireReader } from "../../codec/wire-reader.ts";
import { WireWriter } from "../../codec/wire-writer.ts";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import type { Failure } from "../../common/failure.ts";
import {
  MAX_CREDITS,
  MAX_DOOR_PORTS,
  MAX_SUBSCRIPTIONS,
  MAX_SUBSCRIPTIONS_PER_CONNECTION,
} from "../../common/limits.ts";
import type { Authenticator } from "../../security/authenticator.ts";
import { Door } from "../../security/caller.ts";
import type { Acceptor } from "../acceptor.ts";
import type { Connection } from "../connection.ts";
import { CallIdentification } from "../identify-call.ts";
import { DoorPorts } from "../ports.ts";
import type { SentCall } from "../reception.ts";
import { ConnectionSubscriptions } from "./connection-subscriptions.ts";
import { FrameSubscription } from "./frame-subscription.ts";
import * as refusals from "./refusals.ts";
import { SubscribeMessage } from "./subscribe-message.ts";
import { Subscriber } from "./subscriber.ts";
import { Subscription } from "./subscription.ts";
import { subscriptionName } from "./subscription-name.ts";

export interface FrameSubscriptionsParts {
  readonly acceptor: Acceptor;
  readonly clock: Clock;
  readonly authenticator: Authenticator;
  /** Puts a frame into the connection's outbox. */
  readonly post: (connection: Connection, frame: Buffer) => void;
}

/** The subscriptions over frames, TCP's and WebSocket's: what those calls ask that no worker hears of. */
export class FrameSubscriptions {
  private readonly parts: FrameSubscriptionsParts;
  private readonly identification: CallIdentification;
  /** By door. */
  private readonly ports = new Map<Door, DoorPorts>();
  private readonly all = new Set<Subscription>();
  private readonly resting = new Set<{
    readonly sinceUs: number;
    readonly delayMs: number;
    readonly work: () => void;
  }>();

  constructor(parts: FrameSubscriptionsParts) {
    this.parts = parts;
    this.identification = new CallIdentification(parts.authenticator, parts.clock);
    for (const door of [Door.TCP, Door.WEBSOCKET]) {
      const options = { door, maxPorts: MAX_DOOR_PORTS, isPatient: true };
      this.ports.set(door, new DoorPorts(parts.acceptor, options));
    }
  }

  /**
   * Takes a call if it is one that the acceptor answers itself: the answer, or none to come yet. Undefined when the call is
   * a worker's.
   */
  take(connection: Connection, view: RequestView, bytes: Buffer): Buffer | null | undefined {
    switch (view.call) {
      case CallNumber.STREAM_FETCH:
        return this.fetch(connection, view, bytes);
      case CallNumber.STREAM_SUBSCRIBE:
        return this.subscribe(connection, view, bytes);
      case CallNumber.STREAM_CREDIT:
        return this.credit(connection, view, bytes);
      case CallNumber.STREAM_LEAVE: {
        const request = readGroupRequest(bytes, view.callFrom, view.callTo);
        // A fetch's own end is for the gateway to tell: behind a port stand the fetches of others, too.
        if (request === null || request.fetchId !== 0) return encodeFailureFrame(view.id, refusals.malformedCall);
        if (request.subscribeId !== 0) return this.leave(connection, view.id, request.subscribeId);
        // Not before the fetches that it ends.
        return connection.subscriptions === null ? undefined : this.passOn(connection, view, bytes);
      }
      default:
        return undefined;
    }
  }

  /** The connection is gone, or its client has said all. */
  leaveAll(connection: Connection): void {
    connection.subscriptions?.leaveAll();
    connection.subscriptions = null;
  }

  onTimer(nowUs: number): void {
    for (const rest of this.resting) {
      if (elapsedUs(rest.sinceUs, nowUs) < rest.delayMs * 1000) continue;
      this.resting.delete(rest);
      rest.work();
    }
  }

  /** Every subscriber is told that there is no more. */
  endAll(failure: Failure): void {
    for (const subscription of [...this.all]) subscription.end(failure);
  }

  /**
   * A fetch that may wait goes as a subscription's do, and not as the connection's other requests, of which only so many may
   * be under way. One that does not wait is a request like any other.
   */
  private fetch(connection: Connection, view: RequestView, bytes: Buffer): Buffer | null | undefined {
    if (!mayWait(bytes, view.callFrom, view.callTo)) return undefined;
    if (this.ownerOf(connection).count >= MAX_SUBSCRIPTIONS_PER_CONNECTION) {
      return encodeFailureFrame(view.id, refusals.tooManySubscriptionsHere);
    }
    return this.passOn(connection, view, bytes);
  }

  private passOn(connection: Connection, view: RequestView, bytes: Buffer): null {
    const { id, timeoutMs } = view;
    const owner = this.ownerOf(connection);
    const message = Buffer.from(bytes.subarray(view.callFrom, view.callTo));
    const traceparent = readByteString(bytes, view.traceparentFrom, view.traceparentTo);
    const tracestate = readTraceState(bytes, view.start, view.end);
    const call = { call: view.call, message, timeoutMs, idempotencyKey: "", traceparent, tracestate };
    let isAnswered = false;
    // Null while it is answered at once, as what is refused here is.
    let sent: SentCall | null = null;
    sent = this.subscriberOf(connection).sendCall(call, (result, answer, from, to) => {
      isAnswered = true;
      if (sent !== null) owner.fetches.delete(sent);
      owner.add(encodeResultFrame(id, result, { bytes: answer, from, to }));
    });
    if (!isAnswered) owner.fetches.add(sent);
    return null;
  }

  private ownerOf(connection: Connection): ConnectionSubscriptions {
    const { acceptor, post } = this.parts;
    const { tcp, websocket } = acceptor.counters.subscriptions;
    const counters = connection.door === Door.TCP ? tcp : websocket;
    connection.subscriptions ??= new ConnectionSubscriptions(connection, post, counters);
    return connection.subscriptions;
  }

  private subscriberOf(connection: Connection): Subscriber {
    return new Subscriber(connection, this.ports.get(connection.door) as DoorPorts, this.identification);
  }

  private subscribe(connection: Connection, view: RequestView, bytes: Buffer): Buffer | null {
    const { id } = view;
    const owner = this.ownerOf(connection);
    // Told with `more`: the first one, whose id it is, goes on.
    if (owner.byId.has(id)) return encodeFailureFrame(id, refusals.subscriptionExists, true);
    if (owner.count >= MAX_SUBSCRIPTIONS_PER_CONNECTION)
      return encodeFailureFrame(id, refusals.tooManySubscriptionsHere);
    if (this.all.size >= MAX_SUBSCRIPTIONS) return encodeFailureFrame(id, refusals.tooManySubscriptions);
    const message = SubscribeMessage.read(bytes, view.callFrom, view.callTo, subscriptionName());
    if (message === null) return encodeFailureFrame(id, refusals.malformedCall);
    if (message.credits > MAX_CREDITS) return encodeFailureFrame(id, refusals.creditsOutOfRange);
    const sink = new FrameSubscription(id, message.credits, owner);
    const subscription: Subscription = new Subscription(message, {
      upstream: this.subscriberOf(connection),
      sink,
      wallMs: this.parts.clock.wallMs,
      schedule: this.schedule,
      onEnd: () => this.forget(owner, sink, subscription),
    });
    sink.subscription = subscription;
    owner.byId.set(id, sink);
    this.all.add(subscription);
    owner.counters.active++;
    owner.counters.credits += sink.credits;
    subscription.wake();
    return null;
  }

  private credit(connection: Connection, { id, callFrom, callTo }: RequestView, bytes: Buffer): Buffer {
    const request = readCreditRequest(bytes, callFrom, callTo);
    if (request === null) return encodeFailureFrame(id, refusals.malformedCall);
    const subscription = connection.subscriptions?.byId.get(request.subscribeId);
    if (subscription === undefined) return encodeFailureFrame(id, refusals.subscriptionNotFound);
    const sum = subscription.credits + request.credits;
    if (request.credits === 0 || sum > MAX_CREDITS) return encodeFailureFrame(id, refusals.creditsOutOfRange);
    subscription.addCredits(request.credits);
    subscription.wake();
    return answerOf(id, CallNumber.STREAM_CREDIT, sum);
  }

  private leave(connection: Connection, id: number, subscribeId: number): Buffer {
    const known = connection.subscriptions?.byId.get(subscribeId);
    if (known === undefined) return encodeFailureFrame(id, refusals.subscriptionNotFound);
    known.subscription?.leave();
    return answerOf(id, CallNumber.STREAM_LEAVE, 0);
  }

  private forget(owner: ConnectionSubscriptions, sink: FrameSubscription, subscription: Subscription): void {
    this.all.delete(subscription);
    owner.counters.active--;
    owner.counters.credits -= sink.credits;
    if (owner.byId.get(sink.id) === sink) owner.byId.delete(sink.id);
  }

  private readonly schedule = (delayMs: number, work: () => void): (() => void) => {
    const rest = { sinceUs: this.parts.clock.monotonicUs(), delayMs, work };
    this.resting.add(rest);
    return () => this.resting.delete(rest);
  };
}

/** Whether a FetchRequest has `wait_ms`. */
function mayWait(bytes: Buffer, start: number, end: number): boolean {
  reader.reset(bytes, start, end);
  while (reader.next()) if (reader.field === 8 && reader.wireType === VARINT && reader.value > 0) return true;
  return false;
}

const reader = new WireReader();

/** An answer that has a number as its field 1, or nothing. */
function answerOf(id: number, call: number, count: number): Buffer {
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(countAnswerBytes(count)), 0);
  writeCountAnswer(count, writer);
  return encodeResultFrame(id, call, { bytes: writer.bytes, from: 0, to: writer.bytes.length });
}
