import { FIRST_ID, keyText } from "../../src/bench/frame-script.ts";
import { defaultPlan, type LoadPlan } from "../../src/bench/load-plan.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { frameBytes } from "../../src/codec/response.ts";
import { blobBytes, uintBytes } from "../../src/codec/wire-writer.ts";
import type { Lab } from "../lab.ts";

/** A plan against a port of this machine at the lab's pace. */
export function planFor(lab: Lab, port: number, changes: Partial<LoadPlan>): LoadPlan {
  const { warmUpMs, durationMs } = lab.pace;
  return { ...defaultPlan, warmUpMs, durationMs, ...changes, target: { host: "127.0.0.1", port } };
}

/**
 * The same plan against the echo. Its frames are as long as the mean of a get and its answer, so that as many bytes go
 * through the sockets as with Prism; the keys are longer to that end.
 */
export function echoPlanFor(lab: Lab, port: number, changes: Partial<LoadPlan>): LoadPlan {
  const plan = planFor(lab, port, changes);
  const namespace = plan.namespaces[0] as string;
  const key = keyText(plan, 0);
  const request = frameBytes(FIRST_ID, CallNumber.KV_GET, blobBytes(1, namespace.length) + blobBytes(2, key.length));
  const found = uintBytes(1, 1) + blobBytes(2, plan.valueBytes) + uintBytes(3, TYPICAL_VERSION);
  const answer = frameBytes(FIRST_ID, CallNumber.KV_GET, found);
  const longer = Math.max(0, Math.round((answer - request) / 2));
  return { ...plan, answers: "echo", operation: "get", keyBytes: plan.keyBytes + longer };
}

/** Puts every key once. */
export async function preload(lab: Lab, port: number, changes: Partial<LoadPlan>): Promise<void> {
  await lab.load(planFor(lab, port, { ...changes, operation: "load", connections: 1, depth: 256 }), null);
}

/** As large as versions are after some minutes of puts. */
export const TYPICAL_VERSION = 1_000_000;
