import { MAX_KEY_BYTES, MAX_NAMESPACE_BYTES, MAX_VALUE_BYTES } from "../common/limits.ts";

/** Where the load goes: a TCP port of this machine, or a Unix socket. */
export type LoadTarget = { readonly host: string; readonly port: number } | { readonly path: string };

/** How to speak TLS to the target, whose certificate is for `localhost`: PEM, of whom to trust and of who one is. */
export interface LoadTls {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** What is asked. `mixed` is half gets and half puts; `load` puts every key once, in order, over one connection. */
export type LoadOperation = "get" | "put" | "mixed" | "load";

/** One run of the generator: complete and plain, so that it can be sent to another process. */
export interface LoadPlan {
  readonly target: LoadTarget;
  /** null = without TLS. */
  readonly tls: LoadTls | null;
  /** What carries the frames: the connection itself, or a WebSocket on it. */
  readonly carrier: "tcp" | "websocket";
  /**
   * `prism`: values and versions are checked. `echo`: the answer must be the request, byte by byte. `constant`: a value of
   * the right length must be found; of a server that has one answer for all.
   */
  readonly answers: "prism" | "echo" | "constant";
  readonly operation: LoadOperation;
  /** What connections show with their first request, for example `Bearer …`: each in turn the next; empty for nothing. */
  readonly authorizations: readonly string[];
  /** Key number k is in namespace number k modulo their count. */
  readonly namespaces: readonly string[];
  readonly connections: number;
  /** Requests that each connection keeps in flight. */
  readonly depth: number;
  readonly keys: number;
  /** ASCII; what the keys begin with. */
  readonly keyPrefix: string;
  /** Keys are filled up to this length. */
  readonly keyBytes: number;
  readonly valueBytes: number;
  /** Time under load before the measuring begins. */
  readonly warmUpMs: number;
  /** Time that is measured. */
  readonly durationMs: number;
  /** When over 0: ends after so many requests in all, measures from the first, and the two times above do not count. */
  readonly requests: number;
  /** Keeps the connections open, idle, after the last answer until it is told to let go. */
  readonly holds: boolean;
  /** Of the order of the keys: the same seed asks the same things. */
  readonly seed: number;
}

export const defaultPlan: Omit<LoadPlan, "target"> = {
  tls: null,
  carrier: "tcp",
  answers: "prism",
  operation: "get",
  authorizations: [],
  namespaces: ["memory"],
  connections: 50,
  depth: 1,
  keys: 10_000,
  keyPrefix: "",
  keyBytes: 10,
  valueBytes: 64,
  warmUpMs: 1_000,
  durationMs: 5_000,
  requests: 0,
  holds: false,
  seed: 1,
};

/** Digits of a key's number. */
export const KEY_DIGITS = 8;
const MAX_CONNECTIONS = 50_000;
const MAX_DEPTH = 4_096;
/** In flight in all: over this the generator's own tables would be what is measured. */
const MAX_TOTAL_IN_FLIGHT = 1_000_000;
const MAX_KEYS = 1_000_000;
const MAX_NAMESPACES = 10_000;
/** A day. */
const MAX_DURATION_MS = 24 * 3600 * 1000;
const MAX_REQUESTS = 1_000_000_000;

/** What is wrong with a plan, as one sentence; null when it can be run. */
export function faultOfPlan(plan: LoadPlan): string | null {
  const target = plan.target;
  if ("host" in target && !isLoopback(target.host)) return `the load goes to this machine only, not to ${target.host}`;
  if (plan.namespaces.length < 1 || plan.namespaces.length > MAX_NAMESPACES) return `1 to ${MAX_NAMESPACES} namespaces`;
  for (const name of plan.namespaces) {
    if (name.length < 1 || Buffer.byteLength(name) > MAX_NAMESPACE_BYTES) return `"${name}" cannot be a namespace`;
  }
  if (plan.operation === "load" && plan.connections !== 1) return "the keys are loaded over one connection";
  const bounds: [string, number, number, number][] = [
    ["connections", plan.connections, 1, MAX_CONNECTIONS],
    ["depth", plan.depth, 1, MAX_DEPTH],
    ["connections × depth", plan.connections * plan.depth, 1, MAX_TOTAL_IN_FLIGHT],
    ["keys", plan.keys, 1, MAX_KEYS],
    ["keyBytes", plan.keyBytes, plan.keyPrefix.length + KEY_DIGITS, MAX_KEY_BYTES],
    ["valueBytes", plan.valueBytes, 1, MAX_VALUE_BYTES],
    ["warmUpMs", plan.warmUpMs, 0, MAX_DURATION_MS],
    ["durationMs", plan.durationMs, 1, MAX_DURATION_MS],
    ["requests", plan.requests, 0, MAX_REQUESTS],
    ["seed", plan.seed, 0, 0xffff_ffff],
  ];
  for (const [name, value, least, most] of bounds) {
    if (!Number.isInteger(value) || value < least || value > most)
      return `${name} must be ${least} to ${most}, not ${value}`;
  }
  return null;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
