import { Code } from "../../common/codes.ts";
import { Door } from "../caller.ts";
import type { AdminChange } from "./admin-operation.ts";

/** What one record tells of a call, but for its time. Reused: whoever fills it sets every field. */
export class AuditEntry {
  /** null when nobody was recognised. */
  principal: string | null = null;
  door: Door = Door.TCP;
  /** The client's address, where it says more than the principal; null elsewhere. */
  peer: string | null = null;
  /** null when the call named none that exists. */
  namespace: string | null = null;
  /** Call number; 0 when there is none. */
  operation = 0;
  /** Byte string; null when the call is not about one key. */
  key: string | null = null;
  /** The place of `key` in the items of a batch call; −1 = it was no batch call. */
  item = -1;
  /** Items of a call that is recorded as a whole: asked for, or found by a scan; −1 = not to be told. */
  items = -1;
  /** Of those items the first keys, byte strings, at most {@link MAX_KEYS_IN_RECORD}. */
  readonly keys: string[] = [];
  /** null when it is not about a number that an administrator changes; with one there is no key. */
  change: AdminChange | null = null;
  code: Code = Code.OK;
  /** Empty with OK. */
  reason = "";
  /** The answer of an earlier write was given again, and nothing was written. */
  isReplay = false;
  /** How many like it are told by this one record. */
  count = 1;
  /** The frame's number. */
  requestId = 0;
  /** The traceparent of the call, `bytes[traceFrom, traceTo)`; an empty range when it has none. */
  bytes: Uint8Array = none;
  traceFrom = 0;
  traceTo = 0;
}

const none = new Uint8Array(0);

/** Keeps a line within bounds, whatever a batch call asks for. */
export const MAX_KEYS_IN_RECORD = 16;
