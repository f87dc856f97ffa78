import { hostname } from "node:os";
import { systemClock } from "../common/clock.ts";
import { createSystemPrng, secretBytes } from "../common/prng.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import { parsePairs } from "../config/pairs.ts";
import { readSecret } from "../config/secret.ts";
import { RefusedCalls } from "../tracing/refused-calls.ts";
import type { Attribute } from "../tracing/span.ts";
import { encodingOf, type SpanEncoding } from "../tracing/span-encoding.ts";
import { openTracer } from "../workers/open-tracer.ts";
import type { WorkerTracing } from "../workers/worker-seed.ts";
import { HttpSender } from "./tracing/http-sender.ts";
import { LateSender } from "./tracing/late-sender.ts";
import { SpanExporter, type SpanExporterParts } from "./tracing/span-exporter.ts";
import type { SpanSender } from "./tracing/span-sender.ts";

type Tracing = GatewayConfig["tracing"];

/** What sends the spans of all workers. The headers, which may hold a key, are read now. */
export function createSpanExporter(
  tracing: Tracing,
  { version = "", log }: { readonly version?: string; readonly log: SpanExporterParts["log"] },
): SpanExporter {
  const encoding = encodingOf(tracing.protocol);
  return new SpanExporter({
    encoding,
    origin: { resource: resourceOf(tracing, version), scope: "prism", version },
    sender: createSender(tracing, encoding),
    intervalMs: tracing.exportIntervalMs,
    timeoutMs: tracing.exportTimeoutMs,
    maxQueueBytes: tracing.maxQueueBytes,
    prng: createSystemPrng(),
    log,
  });
}

/** Makes the spans of what is refused before a worker has it, of which it may make as many as a worker. */
export function createRefusedCalls(config: GatewayConfig, exporter: SpanExporter | null): RefusedCalls | null {
  if (exporter === null) return null;
  const tracer = openTracer(workerTracing(config), { storeOf: () => null, send: (batch) => exporter.add(batch) });
  return tracer === null ? null : new RefusedCalls(tracer, systemClock);
}

/** What each worker goes by: its share of what the gateway may make, of which each acceptor has one, too. */
export function workerTracing({ tracing, workers, acceptors }: GatewayConfig): WorkerTracing {
  const { protocol, sampleRatio, parent, maxSpansPerSecond } = tracing;
  return { protocol, sampleRatio, parent, maxSpansPerSecond: Math.ceil(maxSpansPerSecond / (workers + acceptors)) };
}

function createSender(tracing: Tracing, encoding: SpanEncoding): SpanSender {
  const { endpoint, protocol } = tracing;
  const headers = tracing.headers === null ? [] : readHeaders(tracing.headers);
  const isCompressed = tracing.compression === "gzip";
  if (protocol === "grpc") {
    const parts = { endpoint, headers, isCompressed };
    return new LateSender(async () => new (await import("./tracing/grpc-sender.ts")).GrpcSender(parts));
  }
  return new HttpSender({ endpoint, headers, isCompressed, encoding });
}

/** Checked when the configuration was loaded. */
function readHeaders(secret: string): [string, string][] {
  return parsePairs(Buffer.from(readSecret(secret)).toString()) ?? [];
}

/** By the conventions for resources; what the configuration says goes before what is found. */
function resourceOf({ serviceName, resource }: Tracing, version: string): Attribute[] {
  const found: [string, string][] = [
    ["service.name", serviceName],
    ["service.version", version],
    ["service.instance.id", instanceId()],
    ["host.name", hostname()],
    ["process.runtime.name", "nodejs"],
    ["process.runtime.version", process.versions.node],
  ];
  const all = new Map([...found, ...(parsePairs(resource.join(",")) ?? [])]);
  return [...all].filter(([, value]) => value !== "");
}

/** A UUID of version 4: it tells this run of the process from all others. */
function instanceId(): string {
  const bytes = Buffer.from(secretBytes(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
