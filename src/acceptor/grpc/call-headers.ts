import { soundTraceState } from "../../codec/trace-state.ts";
import { MAX_IDEMPOTENCY_KEY_BYTES } from "../../common/limits.ts";
import type { CallHead } from "./transport/call-stream.ts";

/** What a call's headers say, as byte strings: each byte of a header is one character. */
export interface CallHeaders {
  readonly authorization: string;
  readonly idempotencyKey: string;
  readonly traceparent: string;
  readonly tracestate: string;
  /** How the message is compressed, if it is; `identity` = it is not. */
  readonly encoding: string;
}

export function readCallHeaders(head: Fields): CallHeaders {
  return {
    authorization: head.field("authorization") ?? "",
    // One character over the limit is enough for the worker to see that it is too long.
    idempotencyKey: (head.field("idempotency-key") ?? "").slice(0, MAX_IDEMPOTENCY_KEY_BYTES + 1),
    // The worker passes over what is none, and counts it. Of a version to come the rest says nothing that we know.
    traceparent: (head.field("traceparent") ?? "").slice(0, MAX_TRACEPARENT_BYTES),
    tracestate: soundTraceState(head.field("tracestate") ?? ""),
    encoding: head.field("grpc-encoding") || "identity",
  };
}

/** Whether answers may be compressed with gzip. */
export function takesGzip(head: Fields): boolean {
  const accepted = head.field("grpc-accept-encoding");
  return accepted?.split(",").some((encoding) => encoding.trim() === "gzip") ?? false;
}

type Fields = Pick<CallHead, "field">;

/** Version 00 has 55; later ones may append to it. */
const MAX_TRACEPARENT_BYTES = 128;

/** There is no `grpc-timeout`. */
export const NO_TIMEOUT = -1;
/** There is one that is none. */
export const BAD_TIMEOUT = -2;

/**
 * Milliseconds, rounded up, of a `grpc-timeout`: up to eight digits and a unit. More than the request's envelope can say
 * is as good as no timeout.
 */
export function readTimeoutMs(head: Fields): number {
  const text = head.field("grpc-timeout");
  if (text === null) return NO_TIMEOUT;
  if (!timeout.test(text)) return BAD_TIMEOUT;
  const unit = MS_OF_UNIT[text.slice(-1)] as number;
  const timeoutMs = Math.ceil(Number(text.slice(0, -1)) * unit);
  return timeoutMs > MAX_TIMEOUT_MS ? NO_TIMEOUT : timeoutMs;
}

const timeout = /^\d{1,8}[HMSmun]$/;
const MS_OF_UNIT: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };
/** A day: beyond it Node's timers end, in the end, and so does anybody's patience. */
const MAX_TIMEOUT_MS = 24 * 3_600_000;
