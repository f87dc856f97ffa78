import type { KeyValueItem } from "../../contract.ts";

/** For how many milliseconds the server is to keep an item; it takes no 0, so what has expired stays for one. */
export function timeToLive({ expiresAtMs }: KeyValueItem, nowMs: number): number {
  return expiresAtMs === 0 ? 0 : Math.max(1, expiresAtMs - nowMs);
}
