import { isDeepStrictEqual } from "node:util";
import { backendTypes } from "./backend-types.ts";
import type { BackendType } from "./backends/backend-type.ts";
import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { BackendConfig, NamespaceConfig } from "./gateway-config.ts";
import { defaultStream, type StreamConfig } from "./sections/stream.ts";

/** Settings of streams stand where there is a stream, and where its store has what they set. */
export function checkStreams(
  reader: ConfigReader,
  namespaces: readonly Partial<NamespaceConfig>[],
  backends: readonly Pick<BackendConfig, "name" | "type">[],
): void {
  for (const [i, { pattern, backend, stream }] of namespaces.entries()) {
    const path = `namespaces[${i}].stream`;
    if (stream === undefined) continue;
    if (pattern !== "stream") {
      // Partly read, or as it is without being declared: nothing that would do nothing.
      if (pattern === undefined || isDeepStrictEqual({ ...defaultStream, ...stream }, defaultStream)) continue;
      const message = `is for namespaces with the pattern stream, and this one has ${pattern}`;
      reader.report(path, placeOf(reader, path), message, "leave it out, or declare a stream");
      continue;
    }
    const type = backends.find(({ name }) => name === backend)?.type;
    if (type === undefined) continue;
    const { streamAbilities = [] }: BackendType = backendTypes[type];
    for (const [setting, isAsked] of Object.entries(EXTRAS) as [keyof typeof EXTRAS, (of: StreamConfig) => boolean][]) {
      if (!isAsked(stream) || streamAbilities.includes(setting)) continue;
      const at = `${path}.${setting}`;
      const message = `is ${stream[setting]}, which backend "${backend}" (${type}) does not have`;
      reader.report(at, placeOf(reader, at), message, "leave it out, or take another backend");
    }
  }
}

/** What only some stores have: whether it is asked for. */
const EXTRAS = {
  partitions: ({ partitions }: StreamConfig) => partitions > 1,
  replicas: ({ replicas }: StreamConfig) => replicas > 1,
  keep: ({ keep }: StreamConfig) => keep === "core",
} as const;
