import { readByteString } from "../codec/byte-string.ts";
import { CallNumber } from "../codec/calls.ts";
import { RESPONSE_ERROR } from "../codec/response.ts";
import { LEN, VARINT } from "../codec/wire.ts";
import { WireReader } from "../codec/wire-reader.ts";
import { codeName } from "../common/codes.ts";
import { FRAME_PREFIX_BYTES } from "../common/limits.ts";
import type { FrameScript } from "./frame-script.ts";

/** What a whole look at an answer found. */
export type AnswerFault = string | null;

/** Compares an echoed frame with the request that it must be. */
export const checkEcho: AnswerCheck = (script, index, bytes, start, end) => {
  const from = (script.offsets[index] as number) + FRAME_PREFIX_BYTES;
  const to = script.offsets[index + 1] as number;
  return bytes.compare(script.bytes, from, to, start, end) === 0 ? null : "an echo is not what was sent";
};

/** What is done with one answer in so many: its payload is `bytes[start, end)`. */
export type AnswerCheck = (
  script: FrameScript,
  index: number,
  bytes: Buffer,
  start: number,
  end: number,
) => AnswerFault;

/** Decodes a `prism.v1.Response` and compares it with what the request must give. */
export const checkAnswer: AnswerCheck = (script, index, bytes, start, end) =>
  faultOf(script, index, bytes.subarray(start, end), true);

/** The same of a server that has one answer for all: of a value only the length must be right. */
export const checkConstant: AnswerCheck = (script, index, bytes, start, end) =>
  faultOf(script, index, bytes.subarray(start, end), false);

function faultOf(script: FrameScript, index: number, bytes: Buffer, isCompared: boolean): AnswerFault {
  reader.reset(bytes, 0, bytes.length);
  let fault: AnswerFault = "an answer has no result";
  while (reader.next()) {
    if (reader.wireType !== LEN) continue;
    if (reader.field !== script.calls[index]) return `an answer has result ${reader.field}`;
    const result = bytes.subarray(reader.from, reader.to);
    fault = reader.field === CallNumber.KV_GET ? checkGet(script.valueOf(index), result, isCompared) : checkPut(result);
  }
  return reader.failed ? "an answer is no protobuf message" : fault;
}

/** The code, reason and message of an error answer, for a person. */
export function describeError(bytes: Buffer, start: number, end: number): string {
  reader.reset(bytes, start, end);
  let from = end;
  while (reader.next()) if (reader.field === RESPONSE_ERROR) from = reader.from;
  const parts: string[] = [];
  reader.reset(bytes, from, end);
  while (reader.next()) {
    if (reader.field === 1 && reader.wireType === VARINT) parts.push(codeName(reader.value));
    else if (reader.field <= 3 && reader.wireType === LEN) parts.push(bytes.toString("utf8", reader.from, reader.to));
  }
  return `an answer is an error: ${parts.join(" ")}`;
}

function checkGet(value: string, bytes: Buffer, isCompared: boolean): AnswerFault {
  let isFound = false;
  let got = "";
  inner.reset(bytes, 0, bytes.length);
  while (inner.next()) {
    if (inner.field === 1) isFound = inner.value === 1;
    else if (inner.field === 2 && inner.wireType === LEN) got = readByteString(bytes, inner.from, inner.to);
  }
  if (inner.failed) return "the answer to a get is no protobuf message";
  if (!isFound) return "a key that was put is not found";
  return (isCompared ? got === value : got.length === value.length) ? null : "a get has another value than was put";
}

function checkPut(bytes: Buffer): AnswerFault {
  let version = 0;
  inner.reset(bytes, 0, bytes.length);
  while (inner.next()) if (inner.field === 1 && inner.wireType === VARINT) version = inner.value;
  return version > 0 && !inner.failed ? null : "the answer to a put has no version";
}

const reader = new WireReader();
const inner = new WireReader();
