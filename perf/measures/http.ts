import type { HttpLoadPlan } from "../../src/bench/http-load.ts";
import type { Finding } from "../finding.ts";
import { loadHttp } from "../http-generator.ts";
import type { Lab } from "../lab.ts";
import { type LightClient, withLightClient } from "../reference/light-client.ts";
import { withBareHttp } from "../servers/bare-http.ts";
import { type RunningGateway, withGateway } from "../servers/gateway.ts";
import { compareRates } from "./comparison.ts";
import type { Measure } from "./measure.ts";
import { planFor, preload } from "./plans.ts";

const CONNECTIONS = 50;
const KEYS = 1_000;
export const HTTP_VALUE_BYTES = 64;
const VALUE = "x".repeat(HTTP_VALUE_BYTES);
const paths = Array.from({ length: KEYS }, (_, i) => `/v1/namespaces/memory/keyvalue/http-${i}`);

/** The HTTP door: gets against a bare server of the same kind, and frames over WebSocket against frames over TCP. */
export const httpMeasure: Measure = {
  name: "http",
  run: (lab) =>
    withGateway(lab.children, { workers: "auto", memory: ["memory"], sqlite: [] }, async (gateway) => [
      ...(await withLightClient(lab, (client) => gets(lab, client, gateway))),
      await webSocket(lab, gateway),
    ]),
};

/** Asked by our client, which takes a processor of its own, and by one that leaves more of it to the servers: both are judged. */
async function gets(lab: Lab, client: LightClient, gateway: RunningGateway): Promise<Finding[]> {
  await putOverHttp(gateway);
  lab.progress(`HTTP, ${CONNECTIONS} connections`);
  const plan = (port: number): HttpLoadPlan => httpPlanFor(lab, port);
  const rounds = await withBareHttp(lab.children, HTTP_VALUE_BYTES, (bare) =>
    lab.compare({
      bare: () => loadHttp(lab.children, plan(bare.port), bare.pid),
      get: () => loadHttp(lab.children, plan(gateway.httpPort), gateway.pid),
      "bare, lightly": () => client.http(plan(bare.port), bare.pid),
      "get, lightly": () => client.http(plan(gateway.httpPort), gateway.pid),
    }),
  );
  const name = `get over HTTP, ${CONNECTIONS} connections, to a bare uWebSockets.js`;
  const target = { kind: "at least", bound: 0.6, unit: "× bare" } as const;
  return [
    compareRates(name, rounds.get, rounds.bare, target),
    compareRates(`${name}, ${client.name}`, rounds["get, lightly"], rounds["bare, lightly"], target),
  ];
}

/** Puts what {@link httpPlanFor} asks for. */
export async function putOverHttp(gateway: RunningGateway): Promise<void> {
  for (const path of paths) {
    const { status } = await fetch(`http://127.0.0.1:${gateway.httpPort}${path}`, { method: "PUT", body: VALUE });
    if (status !== 204) throw new Error(`a put over HTTP was answered ${status}`);
  }
}

export function httpPlanFor(lab: Lab, port: number): HttpLoadPlan {
  const { warmUpMs, durationMs } = lab.pace;
  return { port, paths, body: VALUE, connections: CONNECTIONS, warmUpMs, durationMs };
}

async function webSocket(lab: Lab, gateway: RunningGateway): Promise<Finding> {
  await preload(lab, gateway.port, {});
  lab.progress(`WebSocket, ${CONNECTIONS} connections × 16`);
  const deep = { connections: CONNECTIONS, depth: 16 };
  const rounds = await lab.compare({
    tcp: () => lab.load(planFor(lab, gateway.port, deep), gateway.pid),
    websocket: () => lab.load(planFor(lab, gateway.httpPort, { ...deep, carrier: "websocket" }), gateway.pid),
  });
  return compareRates("get over WebSocket, 50 × 16, to TCP", rounds.websocket, rounds.tcp, {
    kind: "at least",
    bound: 0.5,
    unit: "× TCP",
  });
}
