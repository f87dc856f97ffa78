import { jsonEncoding } from "./otlp-json.ts";
import { protobufEncoding } from "./otlp-protobuf.ts";
import type { Attribute, Span } from "./span.ts";

/** How spans are written for a collector. Workers write spans; whoever sends them puts the envelope around. */
export interface SpanEncoding {
  readonly contentType: string;
  /** Spans without anything around them. */
  encode(spans: readonly Span[]): Uint8Array<ArrayBuffer>;
  /** An ExportTraceServiceRequest with the spans of all these parts. */
  wrap(origin: SpanOrigin, parts: readonly Uint8Array[]): Uint8Array;
  /** How many spans the collector says it has refused, in an answer that says that it has taken the others. */
  readRejected(answer: Buffer): number;
}

/** Who made the spans. */
export interface SpanOrigin {
  readonly resource: readonly Attribute[];
  readonly scope: string;
  readonly version: string;
}

export type TracingProtocol = "http/protobuf" | "http/json" | "grpc";

export function encodingOf(protocol: TracingProtocol): SpanEncoding {
  return protocol === "http/json" ? jsonEncoding : protobufEncoding;
}
