import type { OperationClass } from "../common/operation-class.ts";
import { OperationClass as Class } from "../common/operation-class.ts";
import { CallNumber, FIRST_CALL, LAST_CALL } from "./calls.ts";

/** What each call does: the one table that authorization goes by. A call without a line here does not compile. */
const CLASS_OF_CALL: Readonly<Record<CallNumber, OperationClass>> = {
  [CallNumber.KV_GET]: Class.READ,
  [CallNumber.KV_EXISTS]: Class.READ,
  [CallNumber.KV_BATCH_GET]: Class.READ,
  [CallNumber.KV_SCAN]: Class.SCAN,
  [CallNumber.KV_PUT]: Class.WRITE,
  [CallNumber.KV_BATCH_PUT]: Class.WRITE,
  [CallNumber.KV_DELETE]: Class.DELETE,
  [CallNumber.KV_BATCH_DELETE]: Class.DELETE,
  [CallNumber.KV_INCREMENT]: Class.WRITE,
  // What it deletes needs the right to delete besides, and is looked at by itself.
  [CallNumber.KV_TRANSACT]: Class.WRITE,
  [CallNumber.KV_BEGIN_UPLOAD]: Class.WRITE,
  [CallNumber.KV_UPLOAD_CHUNK]: Class.WRITE,
  [CallNumber.KV_COMMIT_UPLOAD]: Class.WRITE,
  [CallNumber.KV_ABORT_UPLOAD]: Class.WRITE,
  [CallNumber.KV_OPEN_DOWNLOAD]: Class.READ,
  [CallNumber.KV_DOWNLOAD_CHUNK]: Class.READ,
  [CallNumber.STREAM_PUBLISH]: Class.WRITE,
  [CallNumber.STREAM_BATCH_PUBLISH]: Class.WRITE,
  [CallNumber.STREAM_FETCH]: Class.READ,
  [CallNumber.STREAM_ACK]: Class.READ,
  [CallNumber.STREAM_NACK]: Class.READ,
  [CallNumber.STREAM_EXTEND]: Class.READ,
  [CallNumber.STREAM_SUBSCRIBE]: Class.READ,
  [CallNumber.STREAM_CREDIT]: Class.READ,
  [CallNumber.STREAM_LEAVE]: Class.READ,
  [CallNumber.STREAM_LAG]: Class.READ,
  [CallNumber.STREAM_SEEK]: Class.READ,
  [CallNumber.STREAM_LIST_DEAD]: Class.SCAN,
  [CallNumber.STREAM_LIST_GROUPS]: Class.SCAN,
  // It appends to the stream.
  [CallNumber.STREAM_REPLAY_DEAD]: Class.WRITE,
  [CallNumber.STREAM_REMOVE_DEAD]: Class.DELETE,
  [CallNumber.STREAM_DROP_GROUP]: Class.DELETE,
};

/** The class of a call by its number; 0, which nobody has a right to, when there is no such call. */
export function classOfCall(call: number): number {
  return classes[call - FIRST_CALL] ?? 0;
}

const classes = Array.from({ length: LAST_CALL - FIRST_CALL + 1 }, (_, i) => {
  return CLASS_OF_CALL[(FIRST_CALL + i) as CallNumber] ?? 0;
});
