import { encodeMessage, type Field } from "./protobuf.ts";

/** Frames as any client could send them, right ones and wrong ones. */

/** A length prefix, whether it is true or not. */
export function prefix(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

export function frame(payload: Uint8Array): Buffer {
  return Buffer.concat([prefix(payload.length), payload]);
}

/** A request with a call of fields of your choice. */
export function request(id: number, call: number, fields: readonly Field[], envelope: readonly Field[] = []): Buffer {
  return frame(encodeMessage([1, id], ...envelope, [call, encodeMessage(...fields)]));
}

export function get(id: number, namespace: string, key: string | Uint8Array): Buffer {
  return request(id, 16, [
    [1, namespace],
    [2, key],
  ]);
}

export function put(id: number, namespace: string, key: string | Uint8Array, value: string | Uint8Array): Buffer {
  return request(id, 17, [
    [1, namespace],
    [2, key],
    [3, value],
  ]);
}

/** A put with one more field: 4 is the time to live, 5 the version that must be there. */
export function putWith(id: number, namespace: string, key: string, value: string, ...more: readonly Field[]): Buffer {
  return request(id, 17, [[1, namespace], [2, key], [3, value], ...more]);
}

export function scan(id: number, namespace: string, ...more: readonly Field[]): Buffer {
  return request(id, 19, [[1, namespace], ...more]);
}
