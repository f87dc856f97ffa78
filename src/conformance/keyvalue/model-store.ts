import type { KeyValueClient } from "./keyvalue-client.ts";

/** The store beside the model: a client, and its numbers for the namespaces of the model. */
export interface ModelStore {
  readonly client: KeyValueClient;
  readonly spaces: readonly number[];
}
