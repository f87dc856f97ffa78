import type { MessagePort } from "node:worker_threads";
import type { HandshakeFigures } from "../../security/tls/handshake-counters.ts";
import type { TlsSettings } from "../../security/tls/tls-guard.ts";
import type { CallFault } from "../call-faults.ts";
import type { ConnectionFigures } from "../connection-counters.ts";
import type { CompressionFigures } from "./compression/compression-counters.ts";
import type { GrpcSettings } from "./grpc-door.ts";

/** What the thread of the gRPC door is given at its start. */
export interface DoorSeed {
  readonly settings: GrpcSettings;
  readonly idleTimeoutMs: number;
  readonly maxUnreadBytes: number;
  /** null = without TLS. */
  readonly tls: TlsSettings | null;
  readonly maxMessageBytes: number;
  /** By place in the list of all methods: whether anybody answers its calls. */
  readonly served: readonly boolean[];
  /** Nobody is asked for credentials. */
  readonly isOpen: boolean;
  /** Where profiles of the thread are ordered. */
  readonly profilePort: MessagePort;
}

/** What control tells the thread … */
export type DoorCommand =
  | { readonly kind: "open"; readonly host: string; readonly port: number }
  | { readonly kind: "serving"; readonly isServing: boolean }
  /** Let nobody in any more; `drained` follows when the last client is gone. */
  | { readonly kind: "drain" }
  /** Cut off whoever is left. */
  | { readonly kind: "destroy" }
  /** Records for its reception. */
  | { readonly kind: "batch"; readonly batch: Uint8Array };

/** … and what the thread tells. */
export type DoorEvent =
  | { readonly kind: "opened"; readonly port: number }
  | { readonly kind: "failed"; readonly message: string; readonly code: string | null; readonly port: number | null }
  /** A client was turned away or cut off for this reason. */
  | { readonly kind: "refused"; readonly reason: string }
  /** A connection could not be accepted. */
  | { readonly kind: "problem"; readonly message: string }
  /** Something failed in the door itself. */
  | { readonly kind: "fault"; readonly fault: CallFault }
  | { readonly kind: "log"; readonly message: string; readonly fields: Record<string, unknown> }
  | { readonly kind: "handshakes"; readonly counters: HandshakeFigures }
  /** How many there are now, and pauses since this was last told. */
  | { readonly kind: "subscriptions"; readonly active: number; readonly pauses: number }
  /** Since this was last told. */
  | { readonly kind: "compression"; readonly figures: CompressionFigures }
  /** How many there are now, and have been since its start. */
  | { readonly kind: "connections"; readonly figures: ConnectionFigures }
  | { readonly kind: "drained" }
  | { readonly kind: "batch"; readonly batch: Uint8Array };
