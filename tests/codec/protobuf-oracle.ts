import { join } from "node:path";
import protobuf from "protobufjs";

/** Messages of proto/ by protobufjs, an implementation that shares nothing with ours. */
const root = new protobuf.Root();
root.resolvePath = (_origin, target) => join(process.cwd(), "proto", target);
root.loadSync(["prism/v1/frame.proto"], { keepCase: true });

export function decodeRequest(bytes: Uint8Array): Record<string, unknown> {
  const type = root.lookupType("prism.v1.Request");
  return type.toObject(type.decode(bytes), { longs: Number, bytes: Buffer, oneofs: false });
}

export function decodeResponse(bytes: Uint8Array): Record<string, unknown> {
  const type = root.lookupType("prism.v1.Response");
  return type.toObject(type.decode(bytes), { longs: Number, bytes: Buffer, oneofs: false });
}

export function encodeResponse(response: Record<string, unknown>): Buffer {
  const type = root.lookupType("prism.v1.Response");
  const reason = type.verify(response);
  if (reason !== null) throw new Error(reason);
  return Buffer.from(type.encode(type.fromObject(response)).finish());
}
