import { NO_NEEDS } from "../common/offer.ts";
import { memoryBackend } from "./backends/memory.ts";
import type { Fields } from "./config-reader.ts";
import type { NamespaceConfig } from "./gateway-config.ts";

/** The backends when a configuration declares none: one durable, one fast. */
export const defaultBackends: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  ["disk", { type: "sqlite", path: "./.prism/data" }],
  ["ram", { type: "memory", maxBytes: memoryBackend.entries.maxBytes.default }],
]);

/** The namespaces when a configuration declares none; one is left out where its backend is not declared. */
export const defaultNamespaces: readonly NamespaceConfig[] = [
  { name: "default", pattern: "keyvalue", backend: "disk", needs: NO_NEEDS, access: [], limits: [], audit: null },
  { name: "memory", pattern: "keyvalue", backend: "ram", needs: NO_NEEDS, access: [], limits: [], audit: null },
];
