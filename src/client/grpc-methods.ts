import { CallNumber } from "../codec/calls.ts";

/** The path of each call's method in gRPC. A test compares it with the proto files. */
export const METHOD_PATHS: Readonly<Record<CallNumber, string>> = {
  [CallNumber.KV_GET]: "/prism.v1.KeyValueService/Get",
  [CallNumber.KV_PUT]: "/prism.v1.KeyValueService/Put",
  [CallNumber.KV_DELETE]: "/prism.v1.KeyValueService/Delete",
  [CallNumber.KV_SCAN]: "/prism.v1.KeyValueService/Scan",
  [CallNumber.KV_BATCH_GET]: "/prism.v1.KeyValueService/BatchGet",
  [CallNumber.KV_BATCH_PUT]: "/prism.v1.KeyValueService/BatchPut",
  [CallNumber.KV_BATCH_DELETE]: "/prism.v1.KeyValueService/BatchDelete",
  [CallNumber.KV_EXISTS]: "/prism.v1.KeyValueService/Exists",
  [CallNumber.KV_INCREMENT]: "/prism.v1.KeyValueService/Increment",
  [CallNumber.KV_TRANSACT]: "/prism.v1.KeyValueService/Transact",
  [CallNumber.STREAM_PUBLISH]: "/prism.v1.StreamService/Publish",
  [CallNumber.STREAM_BATCH_PUBLISH]: "/prism.v1.StreamService/BatchPublish",
  [CallNumber.STREAM_FETCH]: "/prism.v1.StreamService/Fetch",
  [CallNumber.STREAM_ACK]: "/prism.v1.StreamService/Ack",
  [CallNumber.STREAM_NACK]: "/prism.v1.StreamService/Nack",
  [CallNumber.STREAM_EXTEND]: "/prism.v1.StreamService/Extend",
  [CallNumber.STREAM_SUBSCRIBE]: "/prism.v1.StreamService/Subscribe",
  // HTTP/2's flow control is what frames have it for.
  [CallNumber.STREAM_CREDIT]: "",
  [CallNumber.STREAM_LEAVE]: "/prism.v1.StreamService/Leave",
  [CallNumber.STREAM_LAG]: "/prism.v1.StreamService/Lag",
  [CallNumber.STREAM_SEEK]: "/prism.v1.StreamService/Seek",
  [CallNumber.STREAM_LIST_DEAD]: "/prism.v1.StreamService/ListDeadLetters",
  [CallNumber.STREAM_REPLAY_DEAD]: "/prism.v1.StreamService/ReplayDeadLetters",
  [CallNumber.STREAM_REMOVE_DEAD]: "/prism.v1.StreamService/RemoveDeadLetters",
  [CallNumber.STREAM_LIST_GROUPS]: "/prism.v1.StreamService/ListGroups",
  [CallNumber.STREAM_DROP_GROUP]: "/prism.v1.StreamService/DropGroup",
};
