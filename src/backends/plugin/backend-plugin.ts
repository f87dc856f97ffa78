import type { Offer } from "../../common/offer.ts";
import type { Setting } from "../../config/setting.ts";
import type { NetworkedKeyValueStore, StoreSurroundings } from "../networked-contract.ts";
import type { StreamStore } from "../stream-contract.ts";
import type * as api from "./api.ts";

/** The contract that this Prism speaks: it changes when a plugin that was right for it would not be right any more. */
export const CONTRACT_VERSION = 1;

/** All that `prism-gateway/backend` exports, of the gateway that loads the plugin: a plugin needs to import nothing. */
export type BackendApi = typeof api;

/** What a module exports as `backend` (or by default) to be a store of Prism. */
export interface BackendPlugin<Settings = Readonly<Record<string, unknown>>> {
  /** The {@link CONTRACT_VERSION} that it was written for. */
  readonly contract: number;
  /** Says in errors which store it is. */
  readonly name: string;
  /** By pattern, what its stores give at their best; those without a line it does not have. */
  readonly offers: { readonly keyvalue?: Offer; readonly stream?: Offer };
  /** What may stand in its `settings`, as Prism declares its own; null stands for what is optional and not given. */
  readonly settings?: Readonly<Record<string, Setting>>;
  /** Instead of {@link settings}: gets them as they were given, and returns them checked, or throws an Error that says what is wrong. */
  readonly validate?: (settings: Readonly<Record<string, unknown>>) => Settings;
  /** Makes a worker's store; does not wait, and connects when it is first used. */
  readonly createKeyValueStore?: (
    settings: Settings,
    surroundings: StoreSurroundings,
    prism: BackendApi,
  ) => NetworkedKeyValueStore;
  readonly createStreamStore?: (settings: Settings, surroundings: StoreSurroundings, prism: BackendApi) => StreamStore;
}
