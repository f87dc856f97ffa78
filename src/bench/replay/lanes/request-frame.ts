import { lenField } from "../../../capture/rewrite-message.ts";
import { uintBytes, WireWriter } from "../../../codec/wire-writer.ts";
import { FRAME_PREFIX_BYTES } from "../../../common/limits.ts";
import type { ReplayCall } from "./replay-lane.ts";

/** A frame with a `prism.v1.Request`. */
export function requestFrame(id: number, authorization: string, call: ReplayCall): Buffer {
  const payload = Buffer.concat([
    uintField(1, id),
    uintField(2, call.timeoutMs),
    textField(3, call.idempotencyKey),
    textField(5, authorization),
    lenField(call.call, wholeMessage(call)),
  ]);
  const frame = Buffer.alloc(FRAME_PREFIX_BYTES + payload.length);
  frame.writeUInt32BE(payload.length);
  payload.copy(frame, FRAME_PREFIX_BYTES);
  return frame;
}

/** The call's message with its namespace. */
export function wholeMessage({ namespace, message }: Pick<ReplayCall, "namespace" | "message">): Buffer {
  return Buffer.concat([lenField(1, Buffer.from(namespace)), message]);
}

/** A number, where 0 is left out. */
export function uintField(field: number, value: number): Buffer {
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(uintBytes(field, value)), 0);
  writer.uint(field, value);
  return writer.bytes;
}

function textField(field: number, text: string): Buffer {
  return text === "" ? Buffer.alloc(0) : lenField(field, Buffer.from(text));
}
