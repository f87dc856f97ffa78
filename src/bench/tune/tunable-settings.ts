import { MAX_ACCEPTORS } from "../../common/limits.ts";
import { backendTypes } from "../../config/backend-types.ts";
import { canShareTcpPort, currentRuntime, type Runtime } from "../../config/check-acceptors.ts";
import type { BackendConfig, GatewayConfig } from "../../config/gateway-config.ts";
import { limitsSection } from "../../config/sections/limits.ts";
import type { Section } from "../../config/setting.ts";
import type { Scenario } from "../scenario/scenario-schema.ts";
import type { TriedValue } from "./candidate.ts";

/** A setting that makes a difference under the scenario, and what it is tried with. */
export interface TunableSetting {
  /** As in {@link Candidate}. */
  readonly path: string;
  readonly current: TriedValue;
  /** What it is tried with besides. */
  readonly others: readonly TriedValue[];
}

/** A setting that is not tried, and why: a sentence. */
export interface LeftOut {
  readonly path: string;
  readonly why: string;
}

export interface TunableSettings {
  /** Those that are likely to matter most come first. */
  readonly swept: readonly TunableSetting[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The settings that change how fast the gateway is under this scenario and nothing of what it promises: no durability, no
 * time-out, no limit that protects it. One that cannot act under the scenario is left out, for it would only take runs.
 */
export function tunableSettings(
  config: GatewayConfig,
  scenario: Scenario,
  cores: number,
  runtime = currentRuntime(),
): TunableSettings {
  const choices = [
    workersChoice(config, scenario, cores),
    acceptorsChoice(config, scenario, { cores, runtime }),
    ...poolChoices(config, scenario),
    grpcThreadChoice(config, scenario),
    ringChoice(config),
    inFlightChoice(config, scenario),
  ];
  return {
    swept: choices.flatMap((choice) => ("why" in choice ? [] : [choice])),
    leftOut: choices.flatMap((choice) => ("why" in choice ? [choice] : [])),
  };
}

type Choice = TunableSetting | LeftOut;

function workersChoice(config: GatewayConfig, scenario: Scenario, cores: number): Choice {
  const path = "workers";
  if (!canSpread(config, scenario)) {
    return { path, why: "everything that the scenario asks for has one owner, so a second worker has nothing to do" };
  }
  const ladder = powersUpTo(cores).filter((count) => count <= cores);
  return choiceOf(path, config.workers, [...ladder, cores - 1, cores], { min: 1, max: cores });
}

interface Place {
  readonly cores: number;
  /** What the gateways run on. */
  readonly runtime: Runtime;
}

/** A connection stays with the acceptor that took it, and those of gRPC come to the first alone. */
function acceptorsChoice({ acceptors }: GatewayConfig, scenario: Scenario, { cores, runtime }: Place): Choice {
  const path = "acceptors";
  if (!canShareTcpPort(runtime)) {
    return { path, why: `Node.js ${runtime.nodeVersion} on ${runtime.platform} does not share a port between threads` };
  }
  const connections = scenario.flows.reduce((sum, flow) => sum + (flow.door === "grpc" ? 0 : flow.connections), 0);
  if (connections < 2) return { path, why: "the scenario has no two connections that acceptors could share out" };
  const most = Math.min(cores, connections, MAX_ACCEPTORS);
  return choiceOf(path, acceptors, powersUpTo(most), { min: 1, max: most });
}

/** Whether more than one worker can have a part in it. */
function canSpread(config: GatewayConfig, scenario: Scenario): boolean {
  const owners = new Set<string>();
  for (const name of new Set(scenario.flows.map(({ namespace }) => namespace))) {
    const namespace = config.namespaces.find((own) => own.name === name);
    const backend = config.backends.find((own) => own.name === namespace?.backend);
    if (namespace === undefined || backend === undefined) continue;
    const { placement } = backendTypes[backend.type];
    if (placement === "every-worker" && namespace.pattern === "keyvalue") return true;
    owners.add(placement === "one-worker" ? `backend ${backend.name}` : `namespace ${name}`);
  }
  return owners.size > 1;
}

function poolChoices(config: GatewayConfig, scenario: Scenario): Choice[] {
  return backendsOf(config, scenario).flatMap((backend): Choice[] => {
    const { connections } = backendTypes[backend.type].entries as Section["entries"];
    const { connections: current } = backend.settings as { readonly connections?: number };
    if (connections?.kind !== "int" || current === undefined) return [];
    return [choiceOf(`backends.${backend.name}.connections`, current, powersUpTo(POOL_MOST), connections)];
  });
}

/** The backends of the namespaces that the scenario asks, each once. */
export function backendsOf(config: GatewayConfig, scenario: Scenario): BackendConfig[] {
  const asked = new Set(scenario.flows.map(({ namespace }) => namespace));
  const names = new Set(config.namespaces.filter(({ name }) => asked.has(name)).map(({ backend }) => backend));
  return config.backends.filter(({ name }) => names.has(name));
}

function grpcThreadChoice(config: GatewayConfig, scenario: Scenario): Choice {
  const path = "listeners.grpc.thread";
  if (scenario.flows.every(({ door }) => door !== "grpc")) return { path, why: "the scenario has no gRPC" };
  const current = config.listeners.grpc.thread;
  return { path, current, others: ["own", "shared"].filter((value) => value !== current) };
}

function ringChoice({ limits }: GatewayConfig): Choice {
  const current = limits.ringBytes;
  return choiceOf(
    "limits.ringBytes",
    current,
    [current / 4, current * 4, current * 16],
    limitsSection.entries.ringBytes,
  );
}

/** What a connection may have under way bounds the batches that it can fill; over what it ever has, it does nothing. */
function inFlightChoice({ limits }: GatewayConfig, scenario: Scenario): Choice {
  const path = "limits.maxInFlightPerConnection";
  const frames = scenario.flows.filter(({ door }) => door === "tcp" || door === "websocket");
  const deepest = Math.max(0, ...frames.map(({ depth }) => depth));
  if (deepest <= SHALLOW) {
    return { path, why: `no connection of frames has more than ${SHALLOW} requests under way, which it would bound` };
  }
  const ladder = powersUpTo(deepest).filter((value) => value >= SHALLOW && value < deepest && value % 4 === 0);
  // Any value over the deepest pipeline is as good as another.
  const current = limits.maxInFlightPerConnection;
  const others = current >= deepest ? ladder.slice(-2) : [...ladder.filter((value) => value !== current), deepest];
  return choiceOf(path, current, others, limitsSection.entries.maxInFlightPerConnection);
}

function choiceOf(
  path: string,
  current: number,
  values: readonly number[],
  { min, max }: { readonly min: number; readonly max: number },
): Choice {
  const others = [...new Set(values)].filter((value) => value !== current && value >= min && value <= max);
  if (others.length === 0) return { path, why: `this machine has nothing else to try than ${current}` };
  return { path, current, others: others.sort((a, b) => a - b) };
}

function powersUpTo(most: number): number[] {
  const powers: number[] = [];
  for (let value = 1; value <= most; value *= 2) powers.push(value);
  return powers;
}

/** Connections of one worker: beyond, stores get slower rather than faster. */
const POOL_MOST = 16;
/** Requests under way that make no batch worth a bound. */
const SHALLOW = 8;
