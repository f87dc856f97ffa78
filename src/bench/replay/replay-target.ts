import { openStore } from "../direct/open-store.ts";
import type { DirectStore } from "../suite/engine/direct-store.ts";
import { doorTls } from "../suite/engine/door-tls.ts";
import type { GeneratorTarget } from "../suite/engine/flow-plan.ts";
import type { SuiteDoor } from "../suite/suite-result.ts";
import { FrameReplayLane } from "./lanes/frame-lane.ts";
import { GrpcReplayLane } from "./lanes/grpc-lane.ts";
import { HttpReplayLane } from "./lanes/http-lane.ts";
import type { ReplayLane } from "./lanes/replay-lane.ts";
import { StoreReplayLane } from "./lanes/store-lane.ts";

/** What a recording is played to. */
export type ReplayTarget = GeneratorTarget & {
  /** `recorded` = each call through the door that it came through; of a store alone it says nothing. */
  readonly door: SuiteDoor | "recorded";
};

export interface LaneChoice {
  readonly door: SuiteDoor;
  /** The namespace that it is for. */
  readonly namespace: string;
  readonly number: number;
  /** Of the whole replay. */
  readonly connections: number;
}

/** Begins to open what stands for one recorded connection. */
export function openLane(target: ReplayTarget, { door, namespace, number, connections }: LaneChoice): ReplayLane {
  if (target.kind === "direct") {
    return new StoreReplayLane(() => openStore(target.stores[namespace] as DirectStore));
  }
  const { host, ports, authorization } = target;
  const tls = doorTls(target, door === "grpc" ? "grpc" : "frames");
  if (door === "grpc") return new GrpcReplayLane({ host, port: ports.grpc, tls }, authorization);
  const address = { host, port: ports[door], isWebSocket: door === "websocket", connections, tls };
  if (door === "http") return new HttpReplayLane(address, number, authorization);
  return new FrameReplayLane(address, number, authorization);
}

/** The door that keys are put through beforehand: of HTTP its WebSocket, which has frames at the same port. */
export function doorOfPreload({ door }: ReplayTarget): SuiteDoor {
  if (door === "recorded") return "tcp";
  return door === "http" ? "websocket" : door;
}

/** The door that a record came through. */
export function recordedDoor(door: number): SuiteDoor {
  return RECORDED_DOORS[door] ?? "tcp";
}

/** In the order of the gateway's numbers for them, as records have those; a test compares them. */
export const RECORDED_DOORS = ["tcp", "grpc", "http", "websocket"] as const satisfies readonly SuiteDoor[];
