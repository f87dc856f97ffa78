import { secretBytes } from "../../common/prng.ts";

/** Stands for a subscription at its worker, and for its consumer, if that has no name, in the store. */
export function subscriptionName(): string {
  return Buffer.from(secretBytes(NAME_BYTES)).toString("base64url");
}

const NAME_BYTES = 12;
