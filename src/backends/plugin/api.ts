/** `prism-gateway/backend`: the contract of stores, for who writes one. */

export { type Code as FailureCode, Code } from "../../common/codes.ts";
export { addToCounter } from "../../common/counter.ts";
export { Failure } from "../../common/failure.ts";
export type { Ability, Offer } from "../../common/offer.ts";
export type { Setting } from "../../config/setting.ts";
export type {
  Bytes,
  Durability,
  KeyValueGuarantees,
  ScannedItem,
  ScanPage,
  ScanQuery,
} from "../contract.ts";
export { ANY_VERSION, ItemAction, KeyValueItem, Outcome } from "../contract.ts";
export { deadLetterNumber, numberedDeadLetterId, readDeadLetterIds, readDeadLetterPlace } from "../dead-letter-ids.ts";
export type {
  Finding,
  KeyValueWrite,
  NetworkedKeyValueGuarantees,
  NetworkedKeyValueStore,
  NetworkedStats,
  NetworkedStore,
  StoreSurroundings,
} from "../networked-contract.ts";
export type {
  DeadLetter,
  Delivery,
  GroupLag,
  Header,
  StreamGroup,
  StreamGuarantees,
  StreamReader,
  StreamSpec,
  StreamStart,
  StreamStore,
  TakeBounds,
} from "../stream-contract.ts";
export { NewMessage, SettleAction, Settlement } from "../stream-contract.ts";
export type { BackendPlugin } from "./backend-plugin.ts";
export { StoreError } from "./store-error.ts";
