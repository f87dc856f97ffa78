import { keyText } from "../../src/bench/frame-script.ts";
import { defaultPlan } from "../../src/bench/load-plan.ts";
import { blobBytes, uintBytes, WireWriter } from "../../src/codec/wire-writer.ts";
import type { Finding, Target } from "../finding.ts";
import { type GrpcLoadPlan, grpcLoad } from "../grpc/grpc-load.ts";
import type { Lab } from "../lab.ts";
import { withGrpcEcho } from "../servers/echo.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { preload, TYPICAL_VERSION } from "./plans.ts";

/** Unary gets of 64 bytes in memory, against a bare server of the same package that answers with the same bytes. */
export const grpcMeasure: Measure = {
  name: "grpc",
  run: (lab) =>
    withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [] }, async (gateway) => {
      await preload(lab, gateway.port, {});
      return await withGrpcEcho(lab.children, getAnswer(), (echo) => compare(lab, gateway, echo));
    }),
};

async function compare(lab: Lab, gateway: RunningGateway, echo: { port: number; pid: number }): Promise<Finding[]> {
  lab.progress(`${CONNECTIONS} connections × ${DEPTH}`);
  const rounds = await lab.compare({
    echo: () => grpcLoad(lab, grpcPlanFor(lab, echo.port), echo.pid),
    get: () => grpcLoad(lab, grpcPlanFor(lab, gateway.grpcPort), gateway.pid),
  });
  return [compareRates(`gRPC get, ${CONNECTIONS} × ${DEPTH}, to bare grpc-js`, rounds.get, rounds.echo, target)];
}

export function grpcPlanFor(lab: Lab, port: number): GrpcLoadPlan {
  const { warmUpMs, durationMs } = lab.pace;
  return {
    port,
    path: "/prism.v1.KeyValueService/Get",
    connections: CONNECTIONS,
    depth: DEPTH,
    warmUpMs,
    durationMs,
    messages: Array.from({ length: KEYS }, (_, i) => base64(getRequest(keyText(defaultPlan, i)))),
    answerContains: base64(found),
  };
}

function getRequest(key: string): Buffer {
  const [namespace] = defaultPlan.namespaces as readonly [string];
  const message = Buffer.alloc(blobBytes(1, namespace.length) + blobBytes(2, key.length));
  const writer = new WireWriter();
  writer.reset(message, 0);
  writer.blob(1, namespace);
  writer.blob(2, key);
  return message;
}

/** As long as Prism's answers are. */
export function getAnswer(): Buffer {
  const value = Buffer.alloc(defaultPlan.valueBytes, "v");
  const answer = Buffer.alloc(uintBytes(1, 1) + blobBytes(2, value.length) + uintBytes(3, TYPICAL_VERSION));
  const writer = new WireWriter();
  writer.reset(answer, 0);
  writer.bool(1, true);
  writer.blob(2, value);
  writer.uint(3, TYPICAL_VERSION);
  return answer;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** `found`, and the length of the value: a GetResponse that has one begins so. */
const found = Uint8Array.of(1 << 3, 1, (2 << 3) | 2, defaultPlan.valueBytes);
const CONNECTIONS = 8;
const DEPTH = 32;
const KEYS = 1_000;
const target: Target = { kind: "at least", bound: 0.9, unit: "× bare" };
