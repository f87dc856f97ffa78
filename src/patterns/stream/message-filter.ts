import { type Delivery, type Header, REPLAY_GROUP_HEADER } from "../../backends/stream-contract.ts";

/** Which messages a subscriber wants: those whose key begins so, and that have all of these headers. */
export interface MessageFilter {
  readonly keyPrefix: string;
  readonly headers: readonly Header[];
}

export function matches({ keyPrefix, headers }: MessageFilter, delivery: Delivery): boolean {
  if (!delivery.key.startsWith(keyPrefix)) return false;
  return headers.every(([name, value]) => delivery.headers.some((has) => has[0] === name && has[1] === value));
}

/** Which group a message that was a dead letter is for; null for any other message. */
export function replayGroupOf({ headers }: Delivery): string | null {
  for (const [name, value] of headers) if (name === REPLAY_GROUP_HEADER) return value;
  return null;
}
