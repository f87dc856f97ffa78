import type { RequestTrace } from "./request-trace.ts";
import type { SpanShape } from "./span-shape.ts";

/** One span, as both encodings of OTLP write it. Source: opentelemetry/proto/trace/v1/trace.proto */
export class Span {
  readonly traceId: string;
  readonly traceState: string;
  readonly spanId: string;
  /** Empty = the first of its trace. */
  readonly parentId: string;
  /** Its kind, its name and the attributes that other spans have too. */
  readonly shape: SpanShape;
  /** Microseconds since the Unix epoch. */
  readonly startUs: number;
  readonly endUs: number;
  /** Its own, beside those of the shape. */
  attributes: readonly Attribute[] = noAttributes;
  links: readonly SpanLink[] = noLinks;
  /** Links beyond {@link MAX_SPAN_LINKS}. */
  droppedLinks = 0;
  /** Why it counts as failed; empty where it does not, and then it has no status, as the conventions want it. */
  problem = "";

  constructor(
    { traceId, traceState }: Pick<RequestTrace, "traceId" | "traceState">,
    ids: { readonly spanId: string; readonly parentId: string },
    shape: SpanShape,
    times: { readonly startUs: number; readonly endUs: number },
  ) {
    this.traceId = traceId;
    this.traceState = traceState;
    this.spanId = ids.spanId;
    this.parentId = ids.parentId;
    this.shape = shape;
    this.startUs = times.startUs;
    this.endUs = times.endUs;
  }
}

export const SpanKind = { INTERNAL: 1, SERVER: 2, CLIENT: 3, PRODUCER: 4, CONSUMER: 5 } as const;

export type SpanKind = (typeof SpanKind)[keyof typeof SpanKind];

/** A text, or a whole number from 0 on. */
export type Attribute = readonly [name: string, value: string | number];

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
}

/** Of one span: a delivery of more messages has the first of them. */
export const MAX_SPAN_LINKS = 32;

const noAttributes: readonly Attribute[] = [];
const noLinks: readonly SpanLink[] = [];
