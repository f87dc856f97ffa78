import { I32, I64 } from "../codec/wire.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { blobBytes, lenBytes, presentBytes, textBytes, uintBytes, WireWriter } from "../codec/wire-writer.ts";
import { writeHex } from "./hex.ts";
import { SCHEMA_URL } from "./schema-url.ts";
import type { Attribute, Span, SpanLink } from "./span.ts";
import type { SpanEncoding, SpanOrigin } from "./span-encoding.ts";
import { FROM_ELSEWHERE, flagsOf } from "./span-flags.ts";
import type { SpanShape } from "./span-shape.ts";

/**
 * OTLP in protobuf. Source: https://github.com/open-telemetry/opentelemetry-proto, of which this is
 *
 *   ExportTraceServiceRequest  resource_spans=1
 *   ResourceSpans              resource=1 scope_spans=2 schema_url=3      Resource  attributes=1
 *   ScopeSpans                 scope=1 spans=2 schema_url=3               Scope     name=1 version=2
 *   Span                       trace_id=1 span_id=2 trace_state=3 parent_span_id=4 name=5 kind=6 start_time_unix_nano=7
 *                              end_time_unix_nano=8 attributes=9 links=13 dropped_links_count=14 status=15 flags=16
 *   Link                       trace_id=1 span_id=2 flags=6               Status    message=2 code=3
 *   KeyValue                   key=1 value=2                              AnyValue  string_value=1 int_value=3
 */
export const protobufEncoding: SpanEncoding = { contentType: "application/x-protobuf", encode, wrap, readRejected };

function encode(spans: readonly Span[]): Uint8Array<ArrayBuffer> {
  const sizes = spans.map(spanBytes);
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + lenBytes(SPANS, size), 0));
  writer.reset(Buffer.from(bytes.buffer), 0);
  for (const [i, span] of spans.entries()) {
    writer.open(SPANS, sizes[i] as number);
    writeSpan(span);
  }
  return bytes;
}

// ---- a span -------------------------------------------------------------------------------------------------------

function spanBytes(span: Span): number {
  const { attributes, links, droppedLinks, problem } = span;
  let bytes = lenBytes(1, TRACE_ID_BYTES) + lenBytes(2, SPAN_ID_BYTES) + blobBytes(3, span.traceState.length);
  if (span.parentId !== "") bytes += lenBytes(4, SPAN_ID_BYTES);
  bytes += 2 * (1 + 8) + encodedShape(span.shape).length;
  for (let i = 0; i < attributes.length; i++) bytes += lenBytes(9, attributeBytes(attributes[i] as Attribute));
  bytes += links.length * lenBytes(13, LINK_BYTES) + uintBytes(14, droppedLinks);
  if (problem !== "") bytes += lenBytes(15, statusBytes(span));
  return bytes + 2 + 4;
}

function writeSpan(span: Span): void {
  const { attributes, links, droppedLinks, problem } = span;
  hex(1, span.traceId);
  hex(2, span.spanId);
  writer.blob(3, span.traceState);
  if (span.parentId !== "") hex(4, span.parentId);
  nanoseconds(7, span.startUs);
  nanoseconds(8, span.endUs);
  writer.raw(encodedShape(span.shape));
  for (let i = 0; i < attributes.length; i++) writeAttribute(9, attributes[i] as Attribute);
  for (const link of links) writeLink(link);
  writer.uint(14, droppedLinks);
  if (problem !== "") {
    writer.open(15, statusBytes(span));
    writer.text(2, span.problem);
    writer.uint(3, STATUS_ERROR);
  }
  writer.varint(16 * 8 + I32);
  fixed32(flagsOf(span));
}

/** Name, kind and attributes: the larger part of most spans, copied from the first one. */
function encodedShape(shape: SpanShape): Uint8Array {
  shape.encoded ??= encodeShape(shape);
  return shape.encoded;
}

function encodeShape({ kind, name, attributes }: SpanShape): Uint8Array {
  const own = attributes.reduce((sum, attribute) => sum + lenBytes(9, attributeBytes(attribute)), 0);
  const shapes = new WireWriter();
  shapes.reset(Buffer.alloc(textBytes(5, name) + uintBytes(6, kind) + own), 0);
  shapes.text(5, name);
  shapes.uint(6, kind);
  for (const attribute of attributes) writeAttribute(9, attribute, shapes);
  return shapes.bytes;
}

function statusBytes({ problem }: Span): number {
  return textBytes(2, problem) + uintBytes(3, STATUS_ERROR);
}

function writeLink({ traceId, spanId }: SpanLink): void {
  writer.open(13, LINK_BYTES);
  hex(1, traceId);
  hex(2, spanId);
  writer.varint(6 * 8 + I32);
  fixed32(FROM_ELSEWHERE);
}

function attributeBytes([name, value]: Attribute): number {
  return textBytes(1, name) + lenBytes(2, valueBytes(value));
}

function valueBytes(value: string | number): number {
  return typeof value === "string" ? lenBytes(1, Buffer.byteLength(value)) : presentBytes(3, value);
}

function writeAttribute(field: number, attribute: Attribute, to = writer): void {
  const [name, value] = attribute;
  to.open(field, attributeBytes(attribute));
  to.text(1, name);
  to.open(2, valueBytes(value));
  if (typeof value === "number") to.present(3, value);
  else if (value === "") to.open(1, 0);
  else to.text(1, value);
}

function hex(field: number, id: string): void {
  writer.open(field, id.length / 2);
  writeHex(writer.bytes, id, writer.pos);
  writer.pos += id.length / 2;
}

/** In two halves: the whole has more bits than a number is exact to. */
function nanoseconds(field: number, us: number): void {
  const low = (us % WORD) * 1000;
  writer.varint(field * 8 + I64);
  fixed32(low % WORD);
  fixed32(Math.floor(us / WORD) * 1000 + Math.floor(low / WORD));
}

/** Little-endian. */
function fixed32(value: number): void {
  const { bytes, pos } = writer;
  bytes[pos] = value;
  bytes[pos + 1] = value >>> 8;
  bytes[pos + 2] = value >>> 16;
  bytes[pos + 3] = value >>> 24;
  writer.pos = pos + 4;
}

// ---- the envelope -------------------------------------------------------------------------------------------------

function wrap({ resource, scope, version }: SpanOrigin, parts: readonly Uint8Array[]): Uint8Array {
  const spans = parts.reduce((sum, part) => sum + part.length, 0);
  const scopeBytes = textBytes(1, scope) + textBytes(2, version);
  const scopeSpans = lenBytes(1, scopeBytes) + spans + textBytes(3, SCHEMA_URL);
  const resourceBytes = resource.reduce((sum, attribute) => sum + lenBytes(1, attributeBytes(attribute)), 0);
  const all = lenBytes(1, resourceBytes) + lenBytes(2, scopeSpans) + textBytes(3, SCHEMA_URL);
  writer.reset(Buffer.alloc(lenBytes(1, all)), 0);
  writer.open(1, all);
  writer.open(1, resourceBytes);
  for (const attribute of resource) writeAttribute(1, attribute);
  writer.open(2, scopeSpans);
  writer.open(1, scopeBytes);
  writer.text(1, scope);
  writer.text(2, version);
  for (const part of parts) writer.raw(part);
  writer.text(3, SCHEMA_URL);
  writer.text(3, SCHEMA_URL);
  return writer.bytes;
}

/** ExportTraceServiceResponse: partial_success=1, of which rejected_spans=1. */
function readRejected(answer: Buffer): number {
  const outer = new WireReader();
  outer.reset(answer, 0, answer.length);
  while (outer.next()) {
    if (outer.field !== 1 || outer.to === outer.from) continue;
    const inner = new WireReader();
    inner.reset(answer, outer.from, outer.to);
    while (inner.next()) if (inner.field === 1) return inner.value;
  }
  return 0;
}

const writer = new WireWriter();
const SPANS = 2;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const LINK_BYTES = 2 + TRACE_ID_BYTES + 2 + SPAN_ID_BYTES + 1 + 4;
const STATUS_ERROR = 2;
const WORD = 2 ** 32;
