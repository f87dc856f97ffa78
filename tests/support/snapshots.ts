import { NO_NEEDS } from "../../src/common/offer.ts";
import type { NamespaceConfig } from "../../src/config/gateway-config.ts";
import { defaultCapture } from "../../src/config/sections/capture.ts";
import { defaultLargeValues } from "../../src/config/sections/large-values.ts";
import { defaultStream } from "../../src/config/sections/stream.ts";
import type { NamespaceSpec, Snapshot } from "../../src/namespaces/snapshot.ts";

/** A namespace as it is declared. */
export function namespaceOn(backend: string, name: string): NamespaceConfig {
  return {
    name,
    pattern: "keyvalue",
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

/** A namespace in a snapshot, on the first backend and the first worker unless told otherwise. */
export function specOf(index: number, name: string, choices: Partial<NamespaceSpec> = {}): NamespaceSpec {
  const config = namespaceOn("ram", name);
  return {
    index,
    name,
    pattern: "keyvalue",
    backend: 0,
    owner: 0,
    isSpread: false,
    isEmbedded: true,
    config,
    access: [],
    limits: [],
    audit: "off",
    ...choices,
  };
}

/** The list of namespaces of a snapshot, null where one is gone. */
export function specsOf(names: readonly (string | null)[]): Snapshot["namespaces"] {
  return names.map((name, index) => (name === null ? null : specOf(index, name)));
}
