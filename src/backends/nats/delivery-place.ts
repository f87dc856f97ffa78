import type { Msg } from "nats";

/** What the subject of a message's acknowledgement says of it. */
export interface DeliveryPlace {
  readonly streamSequence: number;
  /** The how manieth delivery of this message to the consumer. */
  readonly deliveries: number;
  /** The how manieth message that the consumer was given. */
  readonly consumerSequence: number;
  readonly storedMs: number;
  /** Messages after it that the consumer had not been given then. */
  readonly pending: number;
}

const NS_PER_MS = 1_000_000n;

/**
 * `$JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer sequence>.<time, ns>.<pending>`; servers with domains
 * put two tokens before the stream and one behind all. Source: nats.io, ADR-15.
 */
export function placeOf(msg: Msg): DeliveryPlace {
  const tokens = (msg.reply ?? "").split(".");
  const at = tokens.length === 9 ? 4 : 6;
  return {
    deliveries: Number(tokens[at]),
    streamSequence: Number(tokens[at + 1]),
    consumerSequence: Number(tokens[at + 2]),
    storedMs: Number(BigInt(tokens[at + 3] ?? "0") / NS_PER_MS),
    pending: Number(tokens[at + 4]),
  };
}
