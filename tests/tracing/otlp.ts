import assert from "node:assert/strict";
import { join } from "node:path";
import protobuf from "protobufjs";

/** A span as a collector has it. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  readonly kind: string;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string; readonly flags: number }[];
  readonly droppedLinks: number;
  readonly status: { readonly code: string; readonly message: string };
  readonly resource: Readonly<Record<string, string | number>>;
  readonly scope: { readonly name: string; readonly version: string };
}

// biome-ignore lint/suspicious/noExplicitAny: what protobufjs makes of a message has no type.
type Plain = any;

const folder = join(process.cwd(), "tests", "tracing", "protos");
const root = new protobuf.Root();
root.resolvePath = (_origin, target) => join(folder, target);
root.loadSync("opentelemetry/proto/collector/trace/v1/trace_service.proto", { keepCase: false });
const Request = root.lookupType("opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest");

/** Decodes an export by the official proto files; a field that they do not have is an error. */
export function readExportProtobuf(bytes: Buffer): ReceivedSpan[] {
  const message = Request.decode(bytes);
  // What is not known would be lost on the way.
  assert.equal(Request.encode(message).finish().length, bytes.length, "the export has fields that are not OTLP's");
  return spansIn(plain(message));
}

/** The same of OTLP's JSON, whose ids are hex where protobuf's JSON has base64. */
export function readExportJson(text: string): ReceivedSpan[] {
  const request = JSON.parse(text, (name, value: unknown) =>
    /^(trace|span|parentSpan)Id$/.test(name) ? Buffer.from(value as string, "hex").toString("base64") : value,
  ) as Record<string, unknown>;
  const message = Request.fromObject(request);
  const again = Request.toObject(message, { longs: String, bytes: String, enums: Number });
  assert.deepEqual(JSON.parse(JSON.stringify(again)), request, "the export has fields that are not OTLP's");
  return spansIn(plain(message));
}

function plain(message: protobuf.Message): Plain {
  return Request.toObject(message, { longs: String, enums: String, defaults: true });
}

function spansIn(request: Plain): ReceivedSpan[] {
  return request.resourceSpans.flatMap(({ resource, scopeSpans }: Plain) =>
    scopeSpans.flatMap(({ scope, spans }: Plain) => spans.map((span: Plain) => received(span, resource, scope))),
  );
}

function received(span: Plain, resource: Plain, scope: Plain): ReceivedSpan {
  return {
    traceId: hex(span.traceId),
    spanId: hex(span.spanId),
    parentId: hex(span.parentSpanId),
    traceState: span.traceState,
    flags: span.flags,
    name: span.name,
    kind: span.kind.replace("SPAN_KIND_", ""),
    startNs: BigInt(span.startTimeUnixNano),
    endNs: BigInt(span.endTimeUnixNano),
    attributes: attributesOf(span.attributes),
    links: span.links.map((link: Plain) => ({
      traceId: hex(link.traceId),
      spanId: hex(link.spanId),
      flags: link.flags,
    })),
    droppedLinks: span.droppedLinksCount,
    status: { code: span.status?.code ?? "STATUS_CODE_UNSET", message: span.status?.message ?? "" },
    resource: attributesOf(resource.attributes),
    scope: { name: scope.name, version: scope.version },
  };
}

function attributesOf(list: Plain): Record<string, string | number> {
  const pairs = list.map(({ key, value }: Plain) => [
    key,
    value.intValue === undefined ? value.stringValue : Number(value.intValue),
  ]);
  assert.equal(new Set(pairs.map(([key]: [string]) => key)).size, pairs.length, "an attribute is there twice");
  return Object.fromEntries(pairs);
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString("hex");
}
