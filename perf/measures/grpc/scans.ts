import { Client, credentials } from "@grpc/grpc-js";
import { defaultPlan } from "../../../src/bench/load-plan.ts";
import { blobBytes, uintBytes, WireWriter } from "../../../src/codec/wire-writer.ts";
import type { Finding } from "../../finding.ts";
import { getAnswer } from "../../grpc/get-plans.ts";
import type { Lab, RoundFigure } from "../../lab.ts";
import { type CallLoopFigure, type CallLoopPlan, runCallLoop } from "../../reference/call-loop.ts";
import type { References } from "../../reference/compile.ts";
import { withGrpcEcho } from "../../servers/echo.ts";
import { type RunningGateway, withGateway } from "../../servers/gateway.ts";
import { compareRates } from "../comparison.ts";
import { preload } from "../plans.ts";
import type { Row } from "./gets.ts";
import { grpcInMemory } from "./setup.ts";

/** Whole scans over ScanStream, message by message, against a bare server that streams the very messages that the gateway does. */
export function scanRows(lab: Lab, references: References): Promise<Finding[]> {
  return withGateway(lab.children, grpcInMemory, async (gateway) => {
    await preload(lab, gateway.port, { keyPrefix: PREFIX, keyBytes: KEY_BYTES, keys: ITEMS });
    const findings: Finding[] = [];
    for (const [row, pageSize] of scans) findings.push(await compare(lab, references, gateway, { row, pageSize }));
    return findings;
  });
}

async function compare(
  lab: Lab,
  { callLoop }: References,
  gateway: RunningGateway,
  { row, pageSize }: { row: Row; pageSize: number },
): Promise<Finding> {
  lab.progress(`scans of ${ITEMS} items, ${pageSize} in a message, ${CONNECTIONS} connections × ${DEPTH}`);
  const request = scanRequest(pageSize);
  const pages = await pagesOf(gateway.grpcPort, request);
  const scan =
    ({ port, pid }: { port: number; pid: number }) =>
    async (): Promise<RoundFigure> =>
      byMessage(await runCallLoop(lab.children, callLoop, scanPlanFor(lab, port, request, pages), pid));
  const rounds = await withGrpcEcho(lab.children, { answer: getAnswer(), pages }, (bare) =>
    lab.compare({ bare: scan(bare), gateway: scan({ port: gateway.grpcPort, pid: gateway.pid }) }),
  );
  const [name, target] = row;
  const finding = compareRates(name, rounds.gateway, rounds.bare, target);
  const mean = Math.round(bytesOf(pages) / pages.length);
  return {
    ...finding,
    note: `messages of ${mean} bytes, ${pages.length} in a scan, the same of both; ${finding.note}`,
  };
}

/** Scans that must have so many messages, and begin with the first of them. */
export function scanPlanFor(lab: Lab, port: number, message: Buffer, pages: readonly Buffer[]): CallLoopPlan {
  const { warmUpMs, durationMs } = lab.pace;
  const bytes = bytesOf(pages);
  const begins = (pages[0] as Buffer).subarray(0, BEGINNING_BYTES);
  const calls = [{ message, begins, messages: pages.length, bytes: { least: bytes, most: bytes } }];
  return {
    port,
    isSecure: false,
    path: SCAN_PATH,
    calls,
    connections: CONNECTIONS,
    depth: DEPTH,
    warmUpMs,
    durationMs,
  };
}

function bytesOf(pages: readonly Buffer[]): number {
  return pages.reduce((sum, page) => sum + page.length, 0);
}

/** Its rate and processor time are those of messages; a whole scan is what a latency would be of. */
function byMessage({ messagesPerSecond, serverCpuUsPerMessage }: CallLoopFigure): RoundFigure {
  return { opsPerSecond: messagesPerSecond, latencyUs: null, serverCpuUs: serverCpuUsPerMessage };
}

/** The messages of one scan. */
export async function pagesOf(port: number, request: Buffer): Promise<Buffer[]> {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  try {
    const asIs = (bytes: Buffer): Buffer => bytes;
    const pages: Buffer[] = [];
    for await (const page of client.makeServerStreamRequest(SCAN_PATH, asIs, asIs, request)) pages.push(page as Buffer);
    return pages;
  } finally {
    client.close();
  }
}

export function scanRequest(pageSize: number): Buffer {
  const [namespace] = defaultPlan.namespaces as readonly [string];
  const request = Buffer.alloc(blobBytes(1, namespace.length) + blobBytes(2, PREFIX.length) + uintBytes(5, pageSize));
  const writer = new WireWriter();
  writer.reset(request, 0);
  writer.blob(1, namespace);
  writer.blob(2, PREFIX);
  writer.uint(5, pageSize);
  return request;
}

const SCAN_PATH = "/prism.v1.KeyValueService/ScanStream";
const PREFIX = "scan:";
const KEY_BYTES = 16;
const ITEMS = 1_000;
/** The first item, or most of it. */
const BEGINNING_BYTES = 64;
const CONNECTIONS = 8;
const DEPTH = 8;
const SMALL: Row = [
  "gRPC scan, 1 item a message, 8 × 8, to bare grpc-js",
  { kind: "at least", bound: 5, unit: "× bare, in messages" },
];
/** As large as the pages of whoever says nothing. */
const LARGE: Row = ["gRPC scan, 100 items a message, 8 × 8, to bare grpc-js", null];
const scans = [
  [SMALL, 1],
  [LARGE, 100],
] as const;
export const rowsOfScans: readonly Row[] = [SMALL, LARGE];
