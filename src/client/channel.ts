import type { Failure } from "../common/failure.ts";
import type { AccessToken } from "./access-token.ts";
import type { Address } from "./address.ts";
import type { Call } from "./call.ts";
import type { ResolvedOptions } from "./client-options.ts";

/** One connection to a gateway, whatever is spoken on it: many calls in flight, answers in any order. */
export interface Channel {
  readonly inFlightCount: number;
  /** Whether it takes a further call. */
  readonly hasRoom: boolean;
  /** Takes no new calls, and closes when it owes no answer. */
  readonly isRetired: boolean;
  /** Whether any answer ever came. */
  readonly hasAnswered: boolean;
  send(call: Call, nowUs: number): void;
  /** Nobody waits for this answer any more. A connection that has long been silent is given up. */
  abandon(call: Call, nowUs: number): void;
  /** The gateway did not take the credentials: the next call brings them again. */
  forgetCredentials(): void;
  retire(): void;
  /** Closes once all that was sent has left; answers that come after are lost. */
  close(): void;
  destroy(cause: Error): void;
}

/** Who is told what happens on a connection. Whoever gets a call back owes it an answer from then on. */
export interface ChannelOwner {
  /** The answer message is `bytes[from, to)`, borrowed until this returns. */
  onAnswer(call: Call, channel: Channel, bytes: Buffer, from: number, to: number): void;
  /** The gateway refused the call; null when what it says cannot be read. */
  onRefused(call: Call, channel: Channel, failure: Failure | null): void;
  /** The connection goes on without this call; `wasSent` = it may have been done. */
  onDropped(call: Call, wasSent: boolean, cause: Error): void;
  /** There may be room for calls that wait. */
  onRoom(): void;
  /** It is gone, with the calls it still owed an answer. */
  onClosed(channel: Channel, lost: Call[], cause: Error | null): void;
}

/** What every connection of a client shares. */
export interface ChannelParts {
  readonly address: Address;
  readonly options: ResolvedOptions;
  readonly token: AccessToken;
}
