import { NO_NEEDS, type Offer, unmetNeeds } from "../common/offer.ts";
import { backendTypes } from "./backend-types.ts";
import type { BackendType } from "./backends/backend-type.ts";
import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { BackendConfig, NamespaceConfig } from "./gateway-config.ts";

/** What a stream gives whose messages are not kept. */
const NOT_KEPT: Offer = { durability: "none", consistency: "strong", ordering: "stream", abilities: [] };

/**
 * A namespace's backend has its pattern, and can give what it needs: at its best, for what a server gives depends on its own
 * settings, which are looked at when it is there.
 */
export function checkNeeds(
  reader: ConfigReader,
  namespaces: readonly Partial<NamespaceConfig>[],
  backends: readonly Pick<BackendConfig, "name" | "type">[],
): void {
  for (const [i, { pattern, backend, needs, stream }] of namespaces.entries()) {
    const type = backends.find(({ name }) => name === backend)?.type;
    if (pattern === undefined || type === undefined) continue;
    const { offers }: BackendType = backendTypes[type];
    const isKept = pattern !== "stream" || stream?.keep !== "core";
    const offer = isKept ? offers[pattern] : NOT_KEPT;
    if (offer === undefined) {
      const path = `namespaces[${i}].pattern`;
      const others = Object.entries(backendTypes as Record<string, BackendType>).filter(
        ([, other]) => other.offers[pattern],
      );
      const message = `backend "${backend}" has no ${pattern} namespaces, for its type is ${type}`;
      reader.report(
        path,
        placeOf(reader, path),
        message,
        `types that have: ${others.map(([name]) => name).join(", ")}`,
      );
      continue;
    }
    // What is wrong in itself has been reported, and is not there.
    const unmet = unmetNeeds({ ...NO_NEEDS, ...needs, abilities: needs?.abilities ?? [] }, offer);
    if (unmet.length === 0) continue;
    const path = `namespaces[${i}].needs`;
    const message = `backend "${backend}" (${type}) cannot give what is needed: ${unmet.join("; ")}`;
    reader.report(path, placeOf(reader, path), message, "need less, or take another backend");
  }
}
