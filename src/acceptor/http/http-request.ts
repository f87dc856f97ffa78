import { fromByteString, toByteString } from "../../codec/byte-string.ts";
import { CallNumber } from "../../codec/calls.ts";
import { encodeError } from "../../codec/error.ts";
import { MISSED_LEVELS_HEADER } from "../../codec/missed-levels.ts";
import { readError } from "../../codec/read-error.ts";
import { RESPONSE_ERROR } from "../../codec/response.ts";
import { soundTraceState } from "../../codec/trace-state.ts";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import type { Identity } from "../../security/authenticator.ts";
import type { CallFaults } from "../call-faults.ts";
import type { AnswerHandler, CallPort } from "../call-port.ts";
import type { ChunkRoom } from "../large/chunk-room.ts";
import type { DoorPorts } from "../ports.ts";
import type { SentCall } from "../reception.ts";
import { credentialsExpired, unreadableAnswer } from "../refusals.ts";
import type { HttpBody, HttpExchange } from "./exchange.ts";
import { formatMs } from "./format-ms.ts";
import { readNumber } from "./header-value.ts";
import type { HttpCounters } from "./http-counters.ts";
import * as refusals from "./http-refusals.ts";
import { encodeProblem, problemHeaders, statusOf } from "./problem.ts";
import type { RequestHeaders } from "./request-headers.ts";

/** What every request of the door needs. */
export interface RequestServices {
  readonly clock: Clock;
  readonly counters: HttpCounters;
  readonly faults: CallFaults;
  readonly ports: DoorPorts;
  /** For calls that wait for messages, and for what ends those. */
  readonly patientPorts: DoorPorts;
  /** Headers that let a page of this origin read the answer, names and values in turn. */
  readonly corsHeaders: (origin: string) => readonly string[];
  /** What all large values may have in memory that come in, and that go out. */
  readonly uploadRoom: ChunkRoom;
  readonly downloadRoom: ChunkRoom;
  /** Whether answers end their connections. */
  readonly isDraining: () => boolean;
}

/** Gets the answer message `bytes[start, end)` of a call that succeeded, borrowed until it returns. */
export type CallAnswer = (bytes: Buffer, start: number, end: number) => void;
/** Does something else about a failure than to answer with it. */
export type CallFailure = (request: HttpRequest, failure: Failure) => void;

/** One request on its way through the door: who asks, what for, and how it is answered. */
export class HttpRequest {
  /** What the parts of the path in braces stand for, as byte strings, in their order. */
  readonly params: readonly string[];
  /** Who asks; set before the route is taken. */
  identity: Identity | null = null;
  /** The whole body; borrowed until the route's handler returns. */
  body: Buffer = noBody;
  /** Whether the body has been read to its end, so that the next request can follow on the connection. */
  isBodyRead = true;
  /** Called when the client goes away before it was answered. */
  onGone: (() => void) | null = null;
  private readonly exchange: HttpExchange;
  readonly services: RequestServices;
  private readonly arrivalUs: number;
  /** Where its call is under way. */
  private port: CallPort | null = null;
  private callId = 0;
  /** What the worker tells of its call. */
  private queueUs = 0;
  private backendUs = 0;
  /** Whether the metrics know how it ended. */
  private isCounted: boolean;
  /** The levels of service that its namespace misses; empty when none. */
  private missedLevels = "";

  constructor(exchange: HttpExchange, services: RequestServices, params: readonly string[]) {
    this.exchange = exchange;
    this.services = services;
    this.params = params;
    this.arrivalUs = services.clock.monotonicUs();
    this.isCounted = exchange.isOver;
    if (!this.isCounted) services.counters.underWay++;
    exchange.onGone = () => this.abandon();
  }

  get headers(): RequestHeaders {
    return this.exchange.headers;
  }

  get method(): string {
    return this.exchange.method;
  }

  /** What stands behind the `?`, as it came. */
  get query(): string {
    return this.exchange.query;
  }

  /** The client has its answer, or is gone. */
  get isOver(): boolean {
    return this.exchange.isOver;
  }

  /**
   * Sends a call, with the deadline, idempotency key and trace of the headers, or says why it cannot. `onAnswer` hears
   * of success alone, and not when the client has gone by then; a failure is answered as a problem, unless `onFailure` is
   * there to do something about it.
   */
  call(call: number, message: Uint8Array, onAnswer: CallAnswer, onFailure: CallFailure = fail): Failure | null {
    const { idempotencyKey, traceparent, tracestate } = this.headers;
    const { deadlineMs } = this;
    if (deadlineMs < 0) return badTimeout;
    // A write that is meant to be done once must not be done without the key because that was lost on the way.
    if (idempotencyKey === "") return refusals.headerEmpty("Idempotency-Key");
    const isPatient = call === CallNumber.STREAM_FETCH || call === CallNumber.STREAM_LEAVE;
    const ports = isPatient ? this.services.patientPorts : this.services.ports;
    this.port = ports.of((this.identity as Identity).principal);
    this.callId = this.port.send(
      {
        call,
        message,
        timeoutMs: deadlineMs,
        idempotencyKey: toByteString(idempotencyKey ?? ""),
        traceparent: toByteString(traceparent ?? ""),
        tracestate: soundTraceState(tracestate ?? ""),
      },
      (result, bytes, start, end, queueUs, backendUs, missedLevels) => {
        this.port = null;
        this.queueUs = queueUs;
        this.backendUs = backendUs;
        this.missedLevels = missedLevels;
        if (result === RESPONSE_ERROR)
          onFailure(this, readError(bytes, start, end) ?? this.failureOf(new PrismError(unreadableAnswer)));
        else onAnswer(bytes, start, end);
      },
    );
    return null;
  }

  /** Milliseconds that the client waits at most; 0 = any, −1 = its header is no number. */
  private get deadlineMs(): number {
    const { timeoutMs } = this.headers;
    return timeoutMs === null ? 0 : readNumber(timeoutMs, MAX_TIMEOUT_MS);
  }

  /**
   * Sends one of several calls that are made of the request, in the time that is left of it; the answer is the caller's
   * business, whatever it is.
   */
  ask(call: number, message: Uint8Array, onAnswer: AnswerHandler): SentCall {
    const { deadlineMs, services } = this;
    const { principal, expiresAtMs } = this.identity as Identity;
    const waitedMs = elapsedUs(this.arrivalUs, services.clock.monotonicUs()) / 1000;
    const refusal =
      deadlineMs < 0
        ? badTimeout
        : deadlineMs > 0 && waitedMs >= deadlineMs
          ? deadlineExceeded
          : expiresAtMs > 0 && services.clock.wallMs() >= expiresAtMs
            ? credentialsExpired
            : null;
    if (refusal !== null) {
      const error = encodeError(refusal);
      onAnswer(RESPONSE_ERROR, error, 0, error.length, 0, 0, "");
      return nothing;
    }
    const timeoutMs = deadlineMs === 0 ? 0 : Math.ceil(deadlineMs - waitedMs);
    const traceparent = toByteString(this.headers.traceparent ?? "");
    const port = services.ports.of(principal);
    const tracestate = soundTraceState(this.headers.tracestate ?? "");
    const id = port.send({ call, message, timeoutMs, idempotencyKey: "", traceparent, tracestate }, onAnswer);
    return { abandon: () => port.abandon(id) };
  }

  /** Answers with a body that follows part by part; to HEAD with its size alone, and null. */
  answerParts(status: number, headers: string[], totalBytes: number): HttpBody | null {
    const { exchange } = this;
    const isLast = this.finishHead(status, headers);
    if (exchange.method !== "HEAD") return exchange.begin({ status, headers, totalBytes, isLast });
    exchange.send({ status, headers, body: null, isHeadOnly: true, isLast, totalBytes });
    return null;
  }

  /** Answers. `headers` are names and values in turn; a body of null is for statuses that have none. */
  answer(status: number, headers: string[], body: Uint8Array | string | null): void {
    const { exchange } = this;
    const isLast = this.finishHead(status, headers);
    exchange.send({ status, headers, body, isHeadOnly: exchange.method === "HEAD", isLast });
  }

  /** Counts the answer and adds what stands in the head of each; whether the connection ends with it. */
  private finishHead(status: number, headers: string[]): boolean {
    const { exchange, services } = this;
    if (!this.isCounted) services.counters.answered(status);
    this.isCounted = true;
    if (exchange.headers.origin !== null) headers.push(...services.corsHeaders(exchange.headers.origin));
    headers.push("Server-Timing", this.timing());
    if (this.missedLevels !== "") headers.push(MISSED_LEVELS_HEADER, this.missedLevels);
    // What a server and a proxy may not agree upon is where a body ends that says so itself: nothing follows on it.
    return !this.isBodyRead || exchange.headers.transferEncoding !== null || services.isDraining();
  }

  /** Where the time went, by W3C Server Timing. What no worker has seen has a total alone. */
  private timing(): string {
    const { queueUs, backendUs } = this;
    const total = `total;dur=${formatMs(elapsedUs(this.arrivalUs, this.services.clock.monotonicUs()))}`;
    if (queueUs + backendUs === 0) return total;
    return `queue;dur=${formatMs(queueUs)}, backend;dur=${formatMs(backendUs)}, ${total}`;
  }

  /** Answers with a problem. */
  fail(failure: Failure): void {
    this.answer(statusOf(failure), problemHeaders(failure), encodeProblem(failure));
  }

  /** What the client is told of something that was thrown. `namespace` is a byte string; empty = not known. */
  failureOf(error: unknown, namespace = ""): Failure {
    const { method, services } = this;
    const traceparent = this.headers.traceparent ?? "";
    return services.faults.failureOf(error, {
      operation: method,
      namespace: fromByteString(namespace),
      traceparent,
    });
  }

  /** The client is gone: what it asked for may be done, and nobody is told. */
  private abandon(): void {
    // An answer may be on its way still.
    if (!this.isCounted) this.services.counters.gaveUp();
    this.isCounted = true;
    this.port?.abandon(this.callId);
    this.port = null;
    this.onGone?.();
  }
}

function fail(request: HttpRequest, failure: Failure): void {
  request.fail(failure);
}

const nothing: SentCall = { abandon: () => undefined };
const noBody = Buffer.alloc(0);
/** As the frame's field holds it. */
const MAX_TIMEOUT_MS = 0xffff_ffff;

const deadlineExceeded = new Failure(
  Code.DEADLINE_EXCEEDED,
  "DEADLINE_EXCEEDED",
  "the time that Prism-Timeout-Ms gave was over before all was done; nothing of a value that was to be written was kept",
);
const badTimeout = refusals.badNumber("Prism-Timeout-Ms", MAX_TIMEOUT_MS);
