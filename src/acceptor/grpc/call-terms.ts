import { findMethod, type Method } from "../../codec/json/services.ts";
import { Failure } from "../../common/failure.ts";
import type { ShownCall } from "../reception.ts";
import { BAD_TIMEOUT, type CallHeaders, readCallHeaders, readTimeoutMs, takesGzip } from "./call-headers.ts";
import * as failures from "./failures.ts";
import type { CallHandler } from "./incoming-call.ts";
import type { OpenHandler } from "./open-call.ts";
import type { CallHead } from "./transport/call-stream.ts";

/** What a door does, by path. */
export interface DoorHandlers {
  /** Calls of Prism's methods. */
  readonly calls: ReadonlyMap<string, CallHandler>;
  /** Calls of all else: of gRPC itself. */
  readonly open: ReadonlyMap<string, OpenHandler>;
}

/** What a call's head comes to: which method is called, by whom, and until when. Made once for a head that repeats. */
export class CallTerms implements ShownCall, CallHeaders {
  readonly handler: CallHandler;
  /** Of a call of gRPC's own services; null of any other. */
  readonly open: OpenHandler | null;
  readonly method: Method;
  /** What the log calls it. */
  readonly operation: string;
  readonly authorization: string;
  readonly idempotencyKey: string;
  readonly traceparent: string;
  readonly tracestate: string;
  readonly encoding: string;
  /** {@link NO_TIMEOUT}, or more than 0. */
  readonly timeoutMs: number;
  /** What the call is refused with before anything of it is read; null when nothing speaks against it. */
  readonly objection: Failure | null;
  /** null until somebody asks. */
  private gzip: boolean | null = null;

  private constructor(head: CallHead, { calls, open }: DoorHandlers) {
    const headers = readCallHeaders(head);
    const handler = calls.get(head.path);
    this.handler = handler ?? nobody;
    this.open = open.get(head.path) ?? null;
    this.method = this.handler.method;
    this.operation = this.open === null ? this.method.name : head.path;
    this.authorization = headers.authorization;
    this.idempotencyKey = headers.idempotencyKey;
    this.traceparent = headers.traceparent;
    this.tracestate = headers.tracestate;
    this.encoding = headers.encoding;
    this.timeoutMs = readTimeoutMs(head);
    const isKnown = handler !== undefined || this.open !== null;
    this.objection = isKnown ? objectionTo(this.timeoutMs) : unknownMethod(head.path);
  }

  static of(head: CallHead, handlers: DoorHandlers): CallTerms {
    const known = head.memo;
    if (known instanceof CallTerms) return known;
    const terms = new CallTerms(head, handlers);
    head.memo = terms;
    return terms;
  }

  /** Whether the client takes answers in gzip, by the head that these terms are of. */
  takesGzip(head: CallHead): boolean {
    this.gzip ??= takesGzip(head);
    return this.gzip;
  }
}

function objectionTo(timeoutMs: number): Failure | null {
  if (timeoutMs === BAD_TIMEOUT) return failures.badTimeout;
  return timeoutMs === 0 ? failures.deadlineExceeded : null;
}

/** What a call of a method that is not there is told; names that are near are named. */
function unknownMethod(path: string): Failure {
  const [, service = "", name = ""] = path.split("/");
  const found = findMethod(service.replace(/^prism\.v1\./, ""), name);
  return found instanceof Failure ? found : failures.notServed;
}

/** Handles what is never handled. */
const nobody: CallHandler = {
  method: findMethod("KeyValueService", "Get") as Method,
  changesNothing: true,
  handle: () => undefined,
};
