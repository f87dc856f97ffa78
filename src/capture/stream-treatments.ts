import { CallNumber } from "../codec/calls.ts";
import type { Treatments } from "./treatments.ts";

/** Of an error: code and reason. */
const error: Treatments = { 1: "keep", 2: "reason" };
/** Equal names and values stay equal, so that a filter finds what it found. */
const header: Treatments = { 1: "key", 2: "key" };
/** What a consumer may be asked to begin with; times are numbers. */
const start: Treatments = { 1: "keep", 2: "keep", 3: "token", 4: "token", 5: "keep" };
const filter: Treatments = { 1: "key", 2: header };
const message: Treatments = { 1: "key", 2: "value", 3: header, 4: "once" };
/** Without the time when it was published. */
const delivery: Treatments = { 1: "token", 2: "key", 3: "value", 4: header, 6: "keep", 7: "token" };
/** Of leases: why they end is the application's own text, and left out. */
const settled: Treatments = { 2: "name", 3: "token", 4: "keep", 5: "keep" };
const groupOnly: Treatments = { 2: "name" };

/** By call of the Stream pattern: its request. Positions, leases and ids of dead letters are tokens of one gateway. */
export const streamRequests: Readonly<Record<number, Treatments>> = {
  [CallNumber.STREAM_PUBLISH]: { 2: message },
  [CallNumber.STREAM_BATCH_PUBLISH]: { 2: message },
  [CallNumber.STREAM_FETCH]: {
    ...{ 2: "name", 3: "name", 4: "name", 5: start, 6: "keep", 7: "keep", 8: "keep", 9: filter, 10: "keep" },
  },
  [CallNumber.STREAM_ACK]: settled,
  [CallNumber.STREAM_NACK]: settled,
  [CallNumber.STREAM_EXTEND]: settled,
  [CallNumber.STREAM_LEAVE]: { 2: "name", 3: "name", 4: "name" },
  [CallNumber.STREAM_LAG]: groupOnly,
  [CallNumber.STREAM_SEEK]: { 2: "name", 3: start },
  [CallNumber.STREAM_LIST_DEAD]: { 2: "name", 3: "keep", 4: "token" },
  [CallNumber.STREAM_REPLAY_DEAD]: { 2: "token" },
  [CallNumber.STREAM_REMOVE_DEAD]: { 2: "token" },
  [CallNumber.STREAM_LIST_GROUPS]: {},
  [CallNumber.STREAM_DROP_GROUP]: groupOnly,
};

/** By call of the Stream pattern: its answer. */
export const streamAnswers: Readonly<Record<number, Treatments>> = {
  [CallNumber.STREAM_PUBLISH]: { 1: "token", 2: "keep" },
  [CallNumber.STREAM_BATCH_PUBLISH]: { 1: { 1: "token", 2: "keep", 3: error } },
  [CallNumber.STREAM_FETCH]: { 1: delivery, 2: "token", 3: "name" },
  [CallNumber.STREAM_ACK]: { 1: { 1: error } },
  [CallNumber.STREAM_NACK]: { 1: { 1: error } },
  [CallNumber.STREAM_EXTEND]: { 1: { 1: error } },
  [CallNumber.STREAM_LEAVE]: {},
  [CallNumber.STREAM_LAG]: { 1: "keep", 2: "keep" },
  [CallNumber.STREAM_SEEK]: {},
  [CallNumber.STREAM_LIST_DEAD]: { 1: { 1: "token", 2: "name", 4: "keep", 6: delivery }, 2: "token" },
  [CallNumber.STREAM_REPLAY_DEAD]: { 1: "keep" },
  [CallNumber.STREAM_REMOVE_DEAD]: { 1: "keep" },
  [CallNumber.STREAM_LIST_GROUPS]: { 1: { 1: "name", 2: "keep" } },
  [CallNumber.STREAM_DROP_GROUP]: { 1: "keep" },
};
