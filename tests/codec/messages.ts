import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";

/**
 * The messages of the proto files as protobufjs reads and writes them: the independent implementation that ours is
 * compared with. 64-bit integers come as decimal strings, absent fields stay absent.
 */
export interface Message {
  encode(value: Record<string, unknown>): Buffer;
  /** Throws when the bytes are no such message. */
  decode(bytes: Uint8Array): Record<string, unknown>;
}

// Compiled tests stand one folder deeper than their sources.
const protoFolder = fileURLToPath(new URL("../../../proto/", import.meta.url));

const root = new protobuf.Root();
root.resolvePath = (_origin, target) => protoFolder + target;
root.loadSync("prism/v1/frame.proto", { keepCase: true });

export function message(name: string): Message {
  const type = root.lookupType(`prism.v1.${name}`);
  return {
    encode: (value) => Buffer.from(type.encode(type.fromObject(value)).finish()),
    decode: (bytes) => type.toObject(type.decode(bytes), { longs: String }) as Record<string, unknown>,
  };
}

/** A request message behind its length prefix. */
export function frameOf(payload: Uint8Array): Buffer {
  const frame = Buffer.alloc(4 + payload.length);
  frame.writeUInt32BE(payload.length, 0);
  frame.set(payload, 4);
  return frame;
}
