/**
 * Field numbers of `prism.v1.Request.call` and `Response.result`. A call and its answer have the same number. Each pattern
 * has a block of 16; what a block has not used yet is free for its pattern's calls to come.
 */
export const CallNumber = {
  KV_GET: 16,
  KV_PUT: 17,
  KV_DELETE: 18,
  KV_SCAN: 19,
  KV_BATCH_GET: 20,
  KV_BATCH_PUT: 21,
  KV_BATCH_DELETE: 22,
  KV_EXISTS: 23,
  KV_INCREMENT: 24,
  KV_TRANSACT: 25,
  KV_BEGIN_UPLOAD: 26,
  KV_UPLOAD_CHUNK: 27,
  KV_COMMIT_UPLOAD: 28,
  KV_ABORT_UPLOAD: 29,
  KV_OPEN_DOWNLOAD: 30,
  KV_DOWNLOAD_CHUNK: 31,
  STREAM_PUBLISH: 32,
  STREAM_BATCH_PUBLISH: 33,
  STREAM_FETCH: 34,
  STREAM_ACK: 35,
  STREAM_NACK: 36,
  STREAM_EXTEND: 37,
  STREAM_SUBSCRIBE: 38,
  STREAM_CREDIT: 39,
  STREAM_LEAVE: 40,
  STREAM_LAG: 41,
  STREAM_SEEK: 42,
  STREAM_LIST_DEAD: 43,
  STREAM_REPLAY_DEAD: 44,
  STREAM_REMOVE_DEAD: 45,
  STREAM_LIST_GROUPS: 46,
  STREAM_DROP_GROUP: 47,
} as const;

export type CallNumber = (typeof CallNumber)[keyof typeof CallNumber];

export const FIRST_CALL = 16;
export const LAST_CALL = 47;

/** The operation's name in metrics, logs and messages. A call without a line here does not compile. */
const NAME_OF_CALL: Readonly<Record<CallNumber, string>> = {
  [CallNumber.KV_GET]: "get",
  [CallNumber.KV_PUT]: "put",
  [CallNumber.KV_DELETE]: "delete",
  [CallNumber.KV_SCAN]: "scan",
  [CallNumber.KV_BATCH_GET]: "batch_get",
  [CallNumber.KV_BATCH_PUT]: "batch_put",
  [CallNumber.KV_BATCH_DELETE]: "batch_delete",
  [CallNumber.KV_EXISTS]: "exists",
  [CallNumber.KV_INCREMENT]: "increment",
  [CallNumber.KV_TRANSACT]: "transact",
  [CallNumber.KV_BEGIN_UPLOAD]: "begin_upload",
  [CallNumber.KV_UPLOAD_CHUNK]: "upload_chunk",
  [CallNumber.KV_COMMIT_UPLOAD]: "commit_upload",
  [CallNumber.KV_ABORT_UPLOAD]: "abort_upload",
  [CallNumber.KV_OPEN_DOWNLOAD]: "open_download",
  [CallNumber.KV_DOWNLOAD_CHUNK]: "download_chunk",
  [CallNumber.STREAM_PUBLISH]: "publish",
  [CallNumber.STREAM_BATCH_PUBLISH]: "batch_publish",
  [CallNumber.STREAM_FETCH]: "fetch",
  [CallNumber.STREAM_ACK]: "ack",
  [CallNumber.STREAM_NACK]: "nack",
  [CallNumber.STREAM_EXTEND]: "extend",
  [CallNumber.STREAM_SUBSCRIBE]: "subscribe",
  [CallNumber.STREAM_CREDIT]: "credit",
  [CallNumber.STREAM_LEAVE]: "leave",
  [CallNumber.STREAM_LAG]: "lag",
  [CallNumber.STREAM_SEEK]: "seek",
  [CallNumber.STREAM_LIST_DEAD]: "list_dead_letters",
  [CallNumber.STREAM_REPLAY_DEAD]: "replay_dead_letters",
  [CallNumber.STREAM_REMOVE_DEAD]: "remove_dead_letters",
  [CallNumber.STREAM_LIST_GROUPS]: "list_groups",
  [CallNumber.STREAM_DROP_GROUP]: "drop_group",
};

/** Every operation's name, in the order of the numbers. */
export const OPERATIONS: readonly string[] = Object.values(NAME_OF_CALL);

/** By call number − {@link FIRST_CALL}; undefined where there is no call. */
const names = Array.from(
  { length: LAST_CALL - FIRST_CALL + 1 },
  (_, i) => NAME_OF_CALL[(FIRST_CALL + i) as CallNumber],
);

export function operationName(call: number): string {
  return names[call - FIRST_CALL] ?? "unknown";
}

/** The call of an operation by its name; 0 when there is none. */
export function callNamed(operation: string): number {
  const place = names.indexOf(operation);
  return place < 0 ? 0 : FIRST_CALL + place;
}

/** Whether there is a call of this number. */
export function isCall(call: number): boolean {
  return names[call - FIRST_CALL] !== undefined;
}

/** Whether a call is of the Stream pattern; else it is KeyValue's. */
export function isStreamCall(call: number): boolean {
  return call >= CallNumber.STREAM_PUBLISH;
}

/** Whether a call is about a value in chunks. */
export function isLargeValueCall(call: number): boolean {
  return call >= CallNumber.KV_BEGIN_UPLOAD && call <= CallNumber.KV_DOWNLOAD_CHUNK;
}

/** Whether a call is a step on the way of a value in chunks, which goes on record as a whole with another one. */
export function isLargeValueStep(call: number): boolean {
  return call >= CallNumber.KV_BEGIN_UPLOAD && call <= CallNumber.KV_DOWNLOAD_CHUNK && !LARGE_VALUE_RECORDS.has(call);
}

const LARGE_VALUE_RECORDS: ReadonlySet<number> = new Set([CallNumber.KV_COMMIT_UPLOAD, CallNumber.KV_OPEN_DOWNLOAD]);

/** Whether a call leaves everything as it was, the places and leases of readers too: one that is not answered has done nothing. */
export function changesNothing(call: number): boolean {
  return UNCHANGING.has(call);
}

const UNCHANGING: ReadonlySet<number> = new Set([
  ...[CallNumber.KV_GET, CallNumber.KV_SCAN, CallNumber.KV_BATCH_GET, CallNumber.KV_EXISTS],
  ...[CallNumber.KV_OPEN_DOWNLOAD, CallNumber.KV_DOWNLOAD_CHUNK],
  ...[CallNumber.STREAM_LAG, CallNumber.STREAM_LIST_DEAD, CallNumber.STREAM_LIST_GROUPS],
]);

/** Whether a call changes data. What comes before a commit changes none; doing that twice is the same as once. Settling what was delivered counts as part of its reading. */
export function isWrite(call: number): boolean {
  switch (call) {
    case CallNumber.KV_PUT:
    case CallNumber.KV_DELETE:
    case CallNumber.KV_BATCH_PUT:
    case CallNumber.KV_BATCH_DELETE:
    case CallNumber.KV_INCREMENT:
    case CallNumber.KV_TRANSACT:
    case CallNumber.KV_COMMIT_UPLOAD:
    case CallNumber.STREAM_PUBLISH:
    case CallNumber.STREAM_BATCH_PUBLISH:
    case CallNumber.STREAM_SEEK:
    case CallNumber.STREAM_REPLAY_DEAD:
    case CallNumber.STREAM_REMOVE_DEAD:
    case CallNumber.STREAM_DROP_GROUP:
      return true;
    default:
      return false;
  }
}
