import { SCHEMA_URL } from "./schema-url.ts";
import type { Attribute, Span } from "./span.ts";
import type { SpanEncoding, SpanOrigin } from "./span-encoding.ts";
import { FROM_ELSEWHERE, flagsOf } from "./span-flags.ts";

/**
 * OTLP in JSON: as protobuf's JSON has it, but that ids are hex, and enums numbers.
 * Source: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export const jsonEncoding: SpanEncoding = { contentType: "application/json", encode, wrap, readRejected };

/** Spans with commas between them. */
function encode(spans: readonly Span[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(spans.map((span) => JSON.stringify(plainSpan(span))).join(","));
}

function plainSpan(span: Span): object {
  const { shape } = span;
  const attributes = [...shape.attributes, ...span.attributes];
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.traceState === "" ? {} : { traceState: span.traceState }),
    ...(span.parentId === "" ? {} : { parentSpanId: span.parentId }),
    flags: flagsOf(span),
    name: shape.name,
    kind: shape.kind,
    // As texts: 64 bits, which are more than a number of JavaScript has.
    startTimeUnixNano: `${span.startUs}000`,
    endTimeUnixNano: `${span.endUs}000`,
    ...(attributes.length === 0 ? {} : { attributes: attributes.map(plainAttribute) }),
    ...(span.links.length === 0 ? {} : { links: span.links.map((link) => ({ ...link, flags: FROM_ELSEWHERE })) }),
    ...(span.droppedLinks === 0 ? {} : { droppedLinksCount: span.droppedLinks }),
    ...(span.problem === "" ? {} : { status: { code: 2, message: span.problem } }),
  };
}

function plainAttribute([key, value]: Attribute): object {
  return { key, value: typeof value === "string" ? { stringValue: value } : { intValue: String(value) } };
}

function wrap({ resource, scope, version }: SpanOrigin, parts: readonly Uint8Array[]): Uint8Array {
  const head = `{"resourceSpans":[{"resource":${JSON.stringify({ attributes: resource.map(plainAttribute) })},"schemaUrl":"${SCHEMA_URL}","scopeSpans":[{"scope":${JSON.stringify(version === "" ? { name: scope } : { name: scope, version })},"schemaUrl":"${SCHEMA_URL}","spans":[`;
  const pieces: Uint8Array[] = [Buffer.from(head)];
  for (const [i, part] of parts.entries()) {
    if (i > 0) pieces.push(comma);
    pieces.push(part);
  }
  pieces.push(Buffer.from("]}]}]}"));
  return Buffer.concat(pieces);
}

/** A number of 64 bits is a text in protobuf's JSON, and collectors write both. */
function readRejected(answer: Buffer): number {
  try {
    const { partialSuccess } = JSON.parse(answer.toString()) as {
      partialSuccess?: { rejectedSpans?: string | number };
    };
    return Number(partialSuccess?.rejectedSpans ?? 0) || 0;
  } catch {
    return 0;
  }
}

const comma = Buffer.from(",");
