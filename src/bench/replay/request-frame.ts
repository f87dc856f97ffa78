import { lenField } from "../../capture/rewrite-message.ts";
import { uintBytes, WireWriter } from "../../codec/wire-writer.ts";
import { FRAME_PREFIX_BYTES } from "../../common/limits.ts";

export interface RequestParts {
  readonly id: number;
  /** 0 = none. */
  readonly timeoutMs: number;
  /** Empty = none, as of the next. */
  readonly idempotencyKey: string;
  readonly authorization: string;
  readonly call: number;
  readonly namespace: string;
  /** The call's message without its namespace. */
  readonly message: Buffer;
}

/** A frame with a `prism.v1.Request`. */
export function requestFrame(parts: RequestParts): Buffer {
  const payload = Buffer.concat([
    uintField(1, parts.id),
    uintField(2, parts.timeoutMs),
    textField(3, parts.idempotencyKey),
    textField(5, parts.authorization),
    lenField(parts.call, Buffer.concat([lenField(1, Buffer.from(parts.namespace)), parts.message])),
  ]);
  const frame = Buffer.alloc(FRAME_PREFIX_BYTES + payload.length);
  frame.writeUInt32BE(payload.length);
  payload.copy(frame, FRAME_PREFIX_BYTES);
  return frame;
}

function uintField(field: number, value: number): Buffer {
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(uintBytes(field, value)), 0);
  writer.uint(field, value);
  return writer.bytes;
}

function textField(field: number, text: string): Buffer {
  return text === "" ? Buffer.alloc(0) : lenField(field, Buffer.from(text));
}
