import { openStore } from "../../direct/open-store.ts";
import { OperationScript } from "../../scenario/operation-script.ts";
import type { ScenarioFlow } from "../../scenario/scenario-schema.ts";
import { ConsumeFlow } from "./consume-flow.ts";
import { DirectLane } from "./direct-lane.ts";
import type { DirectStore } from "./direct-store.ts";
import type { DoorAddress } from "./door-socket.ts";
import { doorTls } from "./door-tls.ts";
import type { GeneratorPlan, GeneratorTarget } from "./flow-plan.ts";
import { FlowTally } from "./flow-tally.ts";
import { FrameLane, type FrameLaneSetup } from "./frame-lane.ts";
import { FrameRequests } from "./frame-requests.ts";
import { GrpcLane } from "./grpc-lane.ts";
import { GrpcRequests } from "./grpc-requests.ts";
import { HttpFlow } from "./http-flow.ts";
import type { Lane, LaneContext } from "./lane.ts";
import { type FlowDriver, LaneFlow } from "./lane-flow.ts";
import { isPreloaded, preload, preloadFlow, preloadScript, seedOf } from "./preload.ts";

type Gateway = Extract<GeneratorTarget, { kind: "gateway" }>;

/** The part of a flow that this process makes. */
export async function makeFlow(plan: GeneratorPlan, index: number, nowUs: () => number): Promise<FlowDriver> {
  const flow = plan.flows[index] as ScenarioFlow;
  const { target } = plan;
  const seed = seedOf(plan.seed, index);
  const connections = shareOf(flow.connections, plan);
  const operations = flow.mix.map(({ operation }) => operation);
  const tally = new FlowTally(operations, flow.arrival !== "closed");
  if (target.kind === "gateway" && operations[0] === "consume") return consumeFlow(plan, target, flow, tally, nowUs);
  const script = new OperationScript(flow, {
    seed,
    round: plan.round,
    process: plan.process,
    processes: plan.processes,
  });
  if (target.kind === "gateway" && flow.door === "http") {
    const { authorization, tls } = target;
    const url = `http${tls === undefined ? "" : "s"}://${hostText(target.host)}:${target.ports.http}`;
    return await HttpFlow.create(tally, script, {
      url,
      flow,
      connections,
      prefix: prefixOf(plan, flow),
      authorization,
      tls: target.tls ?? null,
      nowUs,
    });
  }
  const rate = ((flow.rate ?? 0) * connections) / flow.connections;
  const setup = { arrival: flow.arrival, rate, seed: seed + 7_919 * plan.round + 104_729 * plan.process, nowUs };
  const lanes = laneMaker(plan, flow, script);
  return new LaneFlow(tally, setup, (context) =>
    Array.from({ length: connections }, (_, i) => lanes(context, i, Math.floor((i * script.length) / connections))),
  );
}

/** Puts the keys of a flow. */
export async function preloadKeys(plan: GeneratorPlan, index: number): Promise<void> {
  const flow = plan.flows[index] as ScenarioFlow;
  if (!isPreloaded(flow)) return;
  const inserting = { ...preloadFlow(flow), depth: PRELOAD_DEPTH, requestsPerConnection: 0 };
  const lanes = laneMaker(plan, inserting, preloadScript(inserting, seedOf(plan.seed, index)));
  await preload(inserting, (context) => lanes(context, 0, 0));
}

const PRELOAD_DEPTH = 32;

/** Connections of this process: as many as of the others, or one more. */
function shareOf(connections: number, { process, processes }: GeneratorPlan): number {
  return Math.floor(connections / processes) + (process < connections % processes ? 1 : 0);
}

type LaneMaker = (context: LaneContext, number: number, start: number) => Lane;

function laneMaker(plan: GeneratorPlan, flow: ScenarioFlow, script: OperationScript): LaneMaker {
  const { target } = plan;
  const mustFind = isPreloaded(flow) && !script.names.includes("delete");
  if (target.kind === "direct") {
    const store = target.stores[flow.namespace] as DirectStore;
    const setup = {
      open: () => openStore(store),
      depth: flow.depth,
      prefix: prefixOf(plan, flow),
      keyBytes: flow.keys.bytes,
      mustFind,
    };
    return (context, _number, start) => new DirectLane(script, { ...setup, start }, context);
  }
  const frames = new FrameRequests(flow, script, prefixOf(plan, flow));
  const { depth, requestsPerConnection } = flow;
  const shared = {
    address: addressOf(target, flow),
    depth,
    requestsPerConnection,
    authorization: target.authorization,
    mustFind,
  };
  const setupOf = (number: number, start: number): FrameLaneSetup => ({
    ...shared,
    start,
    number: plan.process + number * plan.processes,
  });
  if (flow.door !== "grpc") return (context, number, start) => new FrameLane(frames, setupOf(number, start), context);
  const calls = new GrpcRequests(frames, `${hostText(target.host)}:${target.ports.grpc}`, target);
  return (context, number, start) => new GrpcLane(calls, setupOf(number, start), context);
}

function consumeFlow(
  plan: GeneratorPlan,
  target: Gateway,
  flow: ScenarioFlow,
  tally: FlowTally,
  nowUs: () => number,
): FlowDriver {
  const consumers = Array.from({ length: shareOf(flow.connections, plan) }, (_, i) => {
    const number = plan.process + i * plan.processes;
    return { number, group: `bench-${flow.name}-${number % flow.groups}` };
  });
  const { authorization } = target;
  return new ConsumeFlow(tally, {
    address: addressOf(target, flow),
    namespace: flow.namespace,
    consumers,
    authorization,
    nowUs,
  });
}

function addressOf(target: Gateway, flow: ScenarioFlow): DoorAddress {
  // Connections that are opened again and again leave as many ports behind.
  const connections = flow.requestsPerConnection > 0 ? Number.POSITIVE_INFINITY : flow.connections;
  const { host, ports } = target;
  const tls = doorTls(target, flow.door === "grpc" ? "grpc" : "frames");
  return { host, port: ports[flow.door], isWebSocket: flow.door === "websocket", connections, tls };
}

function hostText(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** No application's keys are touched, and no other flow's. Short, for the digits must find room in the key's bytes. */
function prefixOf({ scenario }: GeneratorPlan, flow: ScenarioFlow): string {
  let hash = 0x811c_9dc5;
  // FNV-1a. Source: http://www.isthe.com/chongo/tech/comp/fnv/
  for (const character of `${scenario}/${flow.name}`)
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x0100_0193) >>> 0;
  return `bench:${hash.toString(16).padStart(8, "0")}:`;
}
