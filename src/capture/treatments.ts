import { CallNumber } from "../codec/calls.ts";
import { streamAnswers, streamRequests } from "./stream-treatments.ts";

/**
 * What becomes of each field of the messages of a call. A field that is not named here is left out: what a later version of
 * a message has is not written down before somebody has thought about it.
 *
 *   keep    as it is, if it is a number: numbers say nothing of a person
 *   reason  as it is, if it is one as Prism has them
 *   key     scrubbed as a key, or as the beginning of one
 *   value   filler of the same size takes its place
 *   token   eight bytes of a keyed hash: what a gateway has given, and is given again
 *   name    the same, of what a client has chosen: groups, consumers, subscriptions
 *   once    the same, of an idempotency key
 *   delta   its sign
 *   version the version that an item must have: as it is; a replay has others
 */
export type Treatment = "keep" | Leaf | "delta" | "version" | "reason" | Treatments;
/** Of bytes: what takes their place. */
export type Leaf = "key" | "value" | "token" | "name" | "once";
export type Treatments = { readonly [field: number]: Treatment };

/** Of BatchPutItem, and of a put in a transaction. */
const putItem: Treatments = { 1: "key", 2: "value", 3: "keep", 4: "version" };
const deleteItem: Treatments = { 1: "key", 2: "version" };
/** Of an error: code and reason. Its message and metadata name keys. */
const error: Treatments = { 1: "keep", 2: "reason" };

/** By call: its request. The namespace, field 1, stands in the header of the file. */
export const requestTreatments: Readonly<Record<number, Treatments>> = {
  [CallNumber.KV_GET]: { 2: "key" },
  [CallNumber.KV_PUT]: { 2: "key", 3: "value", 4: "keep", 5: "version" },
  [CallNumber.KV_DELETE]: { 2: "key", 3: "version" },
  [CallNumber.KV_SCAN]: { 2: "key", 3: "key", 4: "key", 5: "keep", 6: "token", 7: "keep" },
  [CallNumber.KV_BATCH_GET]: { 2: "key" },
  [CallNumber.KV_BATCH_PUT]: { 2: putItem },
  [CallNumber.KV_BATCH_DELETE]: { 2: deleteItem },
  [CallNumber.KV_EXISTS]: { 2: "key" },
  [CallNumber.KV_INCREMENT]: { 2: "key", 3: "delta", 4: "keep", 5: "version" },
  [CallNumber.KV_TRANSACT]: {
    2: {
      1: { 1: "key", 2: "version" },
      2: putItem,
      3: deleteItem,
      4: { 1: "key", 2: "delta", 3: "keep", 4: "version" },
    },
  },
  ...streamRequests,
};

/** By call: its answer. Times of expiry, and what counters have come to, are left out. */
export const answerTreatments: Readonly<Record<number, Treatments>> = {
  [CallNumber.KV_GET]: { 1: "keep", 2: "value", 3: "keep" },
  [CallNumber.KV_PUT]: { 1: "keep", 2: "keep" },
  [CallNumber.KV_DELETE]: { 1: "keep", 2: "keep" },
  [CallNumber.KV_SCAN]: { 1: { 1: "key", 2: "value", 3: "keep", 5: "keep" }, 2: "token" },
  [CallNumber.KV_BATCH_GET]: { 1: { 1: "keep", 2: "value", 3: "keep", 5: error } },
  [CallNumber.KV_BATCH_PUT]: { 1: { 1: "keep", 2: error }, 2: "keep" },
  [CallNumber.KV_BATCH_DELETE]: { 1: { 1: "keep", 2: error }, 2: "keep" },
  [CallNumber.KV_EXISTS]: { 1: "keep", 2: "keep" },
  [CallNumber.KV_INCREMENT]: { 2: "keep", 3: "keep" },
  [CallNumber.KV_TRANSACT]: { 1: { 1: "keep", 2: "keep" }, 2: "keep" },
  ...streamAnswers,
};

/** Whether calls of this number are written down; those about values in chunks, which carry tokens of one gateway, are not. */
export function isCaptured(call: number): boolean {
  return requestTreatments[call] !== undefined;
}
