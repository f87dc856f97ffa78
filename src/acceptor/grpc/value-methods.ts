import { findMethod, type Method } from "../../codec/json/services.ts";
import { assert } from "../../common/assert.ts";

/** The methods of which the door's streams of values are made, by their calls' numbers. */
const METHODS: ReadonlyMap<number, Method> = new Map(
  ["Put", "BeginUpload", "UploadChunk", "CommitUpload", "AbortUpload", "OpenDownload", "DownloadChunk"].map((name) => {
    const method = findMethod("KeyValueService", name) as Method;
    return [method.call as number, method];
  }),
);

export function methodOfCall(call: number): Method {
  const method = METHODS.get(call);
  assert(method !== undefined, `no stream of values is made of call ${call}`);
  return method;
}
