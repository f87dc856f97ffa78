import { FrameScript, keyText } from "../../src/bench/frame-script.ts";
import { defaultPlan } from "../../src/bench/load-plan.ts";
import { blobBytes, uintBytes, WireWriter } from "../../src/codec/wire-writer.ts";
import type { Lab } from "../lab.ts";
import { TYPICAL_VERSION } from "../measures/plans.ts";
import type { CallLoopPlan, ScriptedCall } from "../reference/call-loop.ts";
import type { GrpcLoadPlan } from "./grpc-load.ts";

/** Unary gets of what `preload` has put. */
export interface GrpcGets {
  readonly port: number;
  readonly connections: number;
  /** Calls open on each. */
  readonly depth: number;
  /** By TLS; not when it is left out. */
  readonly isSecure?: boolean;
  /** What must be found: what was put, or, of a bare server, the value of {@link getAnswer}. */
  readonly values: "put" | "constant";
}

/** So many connections and calls that no thread of a gateway waits for the generator. */
export const wideGets = { connections: 8, depth: 32 };

/** For our generator, which looks no further than at the length of a value. */
export function grpcPlanFor(
  lab: Lab,
  port: number,
  load: Pick<GrpcGets, "connections" | "depth"> = wideGets,
): GrpcLoadPlan {
  const { warmUpMs, durationMs } = lab.pace;
  const { connections, depth } = load;
  const messages = requests().map(base64);
  return { port, path: GET_PATH, connections, depth, warmUpMs, durationMs, messages, answerContains: base64(found) };
}

/** For the client in C. */
export function callPlanFor(lab: Lab, gets: GrpcGets): CallLoopPlan {
  const { warmUpMs, durationMs } = lab.pace;
  const { port, connections, depth, isSecure = false, values } = gets;
  const calls = requests().map((message, i): ScriptedCall => {
    const value = values === "put" ? valueOfKey(i) : constantValue;
    const begins = Buffer.concat([found, value]);
    return { message, begins, messages: 1, bytes: { least: begins.length, most: begins.length + VERSION_BYTES } };
  });
  return { port, isSecure, path: GET_PATH, calls, connections, depth, warmUpMs, durationMs };
}

/** What a bare server answers: as long as Prism's answers are. */
export function getAnswer(): Buffer {
  const answer = Buffer.alloc(uintBytes(1, 1) + blobBytes(2, constantValue.length) + uintBytes(3, TYPICAL_VERSION));
  const writer = new WireWriter();
  writer.reset(answer, 0);
  writer.bool(1, true);
  writer.blob(2, constantValue);
  writer.uint(3, TYPICAL_VERSION);
  return answer;
}

/** The calls' messages, by key. */
function requests(): Buffer[] {
  return Array.from({ length: KEYS }, (_, i) => getRequest(keyText(defaultPlan, i)));
}

export function getRequest(key: string): Buffer {
  const [namespace] = defaultPlan.namespaces as readonly [string];
  const message = Buffer.alloc(blobBytes(1, namespace.length) + blobBytes(2, key.length));
  const writer = new WireWriter();
  writer.reset(message, 0);
  writer.blob(1, namespace);
  writer.blob(2, key);
  return message;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

/** What `preload` puts under the key of that number. */
export function valueOfKey(key: number): Buffer {
  return Buffer.from(put.valueOf(key), "latin1");
}

export const GET_PATH = "/prism.v1.KeyValueService/Get";
export const KEYS = 1_000;
const put = new FrameScript({ ...defaultPlan, target: { path: "" }, operation: "load", keys: KEYS });
const constantValue = Buffer.alloc(defaultPlan.valueBytes, "v");
/** `found`, and the length of the value: a GetResponse that has one begins so. */
const found = Uint8Array.of(1 << 3, 1, (2 << 3) | 2, defaultPlan.valueBytes);
/** The most that a version takes: its tag, and 64 bits in groups of 7. */
const VERSION_BYTES = 11;
