import { NO_NEEDS } from "../common/offer.ts";
import { memoryBackend } from "./backends/memory.ts";
import type { Fields } from "./config-reader.ts";
import type { NamespaceConfig } from "./gateway-config.ts";
import { defaultCapture } from "./sections/capture.ts";
import { defaultLargeValues } from "./sections/large-values.ts";
import { defaultStream } from "./sections/stream.ts";

/** The backends when a configuration declares none: one durable, one fast. */
export const defaultBackends: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  ["disk", { type: "sqlite", path: "./.prism/data" }],
  ["ram", { type: "memory", maxBytes: memoryBackend.entries.maxBytes.default }],
]);

/** The namespaces when a configuration declares none; one is left out where its backend is not declared. */
export const defaultNamespaces: readonly NamespaceConfig[] = [
  declared("default", "keyvalue", "disk"),
  declared("memory", "keyvalue", "ram"),
  declared("events", "stream", "disk"),
];

function declared(name: string, pattern: NamespaceConfig["pattern"], backend: string): NamespaceConfig {
  return {
    name,
    pattern,
    backend,
    needs: NO_NEEDS,
    stream: defaultStream,
    capture: defaultCapture,
    largeValues: defaultLargeValues,
    access: [],
    limits: [],
    audit: null,
  };
}
