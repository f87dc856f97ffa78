import { systemClock } from "../common/clock.ts";
import { createSystemPrng } from "../common/prng.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";
import type { StoreIdentity } from "../tracing/finished-request.ts";
import { encodingOf } from "../tracing/span-encoding.ts";
import { Tracer, type TracerParts } from "../tracing/tracer.ts";
import type { WorkerTracing } from "./worker-seed.ts";

/** The tracer of a worker; null where nothing is traced. */
export function openTracer(
  settings: WorkerTracing | null,
  parts: Pick<TracerParts, "storeOf" | "send">,
): Tracer | null {
  if (settings === null) return null;
  const { protocol, sampleRatio: ratio, parent, maxSpansPerSecond } = settings;
  const encoding = encodingOf(protocol);
  return new Tracer({
    ...parts,
    clock: systemClock,
    prng: createSystemPrng(),
    ratio,
    parent,
    maxSpansPerSecond,
    encoding,
  });
}

/** What spans say of a backend. */
export function storeIdentity(backend: BackendSpec | undefined): StoreIdentity | null {
  if (backend === undefined) return null;
  const known = identities.get(backend);
  if (known !== undefined) return known;
  const { type, name } = backend;
  const isEmbedded = type === "memory" || type === "sqlite";
  const identity = { system: SYSTEMS[type] ?? type, backend: name, isEmbedded, ...addressOf(backend) };
  identities.set(backend, identity);
  return identity;
}

const identities = new WeakMap<BackendSpec, StoreIdentity>();

/** The well-known names of the conventions, where they are not those of our types. */
const SYSTEMS: Readonly<Record<string, string>> = { postgres: "postgresql", memory: "prism.memory" };

/** Of the server, or of the first of them, where the configuration says it openly: a secret stays one. */
function addressOf({ settings }: BackendSpec): { address: string; port: number } {
  const { url, brokers } = settings as { readonly url?: unknown; readonly brokers?: unknown };
  const first = Array.isArray(brokers) ? `kafka://${String(brokers[0])}` : url;
  if (typeof first !== "string" || !first.includes("://") || !URL.canParse(first)) return { address: "", port: 0 };
  const { hostname, port } = new URL(first);
  return { address: decodeURIComponent(hostname), port: Number(port) };
}
