import * as failures from "./failures.ts";

/**
 * The traceparent that a call carries: the one that its options give, or that of the span that is active where the call is
 * made, if the application uses OpenTelemetry; empty when there is none.
 */
export function traceparentOf(given: string | undefined): string {
  if (given === undefined) return activeTraceparent();
  if (TRACEPARENT.test(given)) return given;
  throw failures.invalid(
    "TRACEPARENT_INVALID",
    "traceparent",
    "traceparent is none by W3C Trace Context; give 00-TRACE-SPAN-FLAGS in lower-case hex, or leave it out",
  );
}

/** Source: https://www.w3.org/TR/trace-context/#traceparent-header-field-values */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * `@opentelemetry/api` keeps what is registered with it under these two symbols of the process, which all its copies of major version 1
 * share. So the client needs none of its own, and finds whatever context manager the application has.
 */
function activeTraceparent(): string {
  const api = (globalThis as { readonly [API]?: OpenTelemetry })[API];
  if (api?.context === undefined) return "";
  const span = api.context.active().getValue(SPAN)?.spanContext();
  if (span === undefined) return "";
  const traceparent = `00-${span.traceId}-${span.spanId}-${(span.traceFlags & 0xff).toString(16).padStart(2, "0")}`;
  // The span of a tracer that is switched off has ids of zeros.
  return TRACEPARENT.test(traceparent) ? traceparent : "";
}

const API: unique symbol = Symbol.for("opentelemetry.js.api.1") as never;
const SPAN: unique symbol = Symbol.for("OpenTelemetry Context Key SPAN") as never;

/** As much of its registry as is used here. */
interface OpenTelemetry {
  readonly context?: {
    active(): { getValue(key: symbol): { spanContext(): SpanContext } | undefined };
  };
}

interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
}
