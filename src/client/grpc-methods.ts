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
};
