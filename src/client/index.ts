/** What the published client offers. */

export type { ByteSource } from "../common/chunked.ts";
export { Code, codeName } from "../common/codes.ts";
export { Failure } from "../common/failure.ts";
export { PrismError, type Retry } from "../common/prism-error.ts";
export type { TokenSource } from "./access-token.ts";
export type { ClientOptions } from "./client-options.ts";
export type { Download } from "./download.ts";
export { KeyValue } from "./key-value.ts";
export type * from "./key-value-types.ts";
export type { MissedLevelsNotice } from "./missed-levels.ts";
export { PrismClient } from "./prism-client.ts";
export { ReceivedMessage } from "./received-message.ts";
export { ScannedItem } from "./scanned-item.ts";
export { StoredItem } from "./stored-item.ts";
export { Stream } from "./stream.ts";
export type * from "./stream-types.ts";
export type { Subscription } from "./subscription.ts";
export type { TlsOptions } from "./tls-options.ts";
