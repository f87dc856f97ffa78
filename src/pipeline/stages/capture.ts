import type { CaptureRecorder } from "../../capture/capture-recorder.ts";
import type { CaptureTape } from "../../capture/capture-tape.ts";
import { RECORD_HEADER_BYTES, recordBytes, writeRecordHeader } from "../../capture/record-layout.ts";
import { isCaptured } from "../../capture/treatments.ts";
import { toByteString, writeByteString } from "../../codec/byte-string.ts";
import { WireWriter } from "../../codec/wire-writer.ts";
import { elapsedUs } from "../../common/clock.ts";
import { answerBytes, writeAnswer } from "../../patterns/keyvalue/answer.ts";
import { streamAnswerBytes, writeStreamAnswer } from "../../patterns/stream/answer.ts";
import { Door } from "../../security/caller.ts";
import type { Request } from "../request.ts";

/** Of these calls, the requests that are not answered yet: those that are answered early come again with their group. */
export function unansweredOf(requests: readonly Request[], calls: readonly { readonly index: number }[]): Request[] {
  return calls.map(({ index }) => requests[index] as Request).filter(({ isAnswered }) => !isAnswered);
}

/** @param recorder null = nothing is recorded. */
export function captureAll(requests: readonly Request[], recorder: CaptureRecorder | null, nowUs: number): void {
  if (recorder !== null) for (const request of requests) capture(request, recorder, nowUs);
}

/**
 * Copies a request that is concluded, with its answer, to the recording of its namespace, if there is one. What is copied
 * here stays in memory until it is scrubbed.
 */
function capture(request: Request, { tapes }: CaptureRecorder, nowUs: number): void {
  const { namespace, stream } = request;
  // The gateway's own: no client has asked for it.
  if (stream?.task?.kind === "abandon") return;
  const tape = namespace === null ? undefined : tapes[namespace.index];
  if (tape === undefined) return;
  const isClients = request.door === Door.TCP || request.door === Door.WEBSOCKET;
  if (!tape.wants(request.connection, isClients, request.startedUs)) return;
  if (isCaptured(request.operation)) record(request, tape, nowUs);
  else tape.missUnsupported();
}

function record(request: Request, tape: CaptureTape, nowUs: number): void {
  const { call, stream, failure, bytes, idempotencyFrom, arrivalUs, startedUs } = request;
  const principal = toByteString(request.principal.name).slice(0, MAX_PART_BYTES);
  const reason = failure === null ? "" : failure.reason.slice(0, MAX_PART_BYTES);
  const sizes = {
    principal: principal.length,
    idempotency: Math.min(request.idempotencyTo - idempotencyFrom, MAX_PART_BYTES),
    reason: reason.length,
    request: call.to - call.from,
    answer: failure === null ? resultBytes(request) : 0,
  };
  const length = recordBytes(sizes);
  const at = tape.begin(length);
  if (at < 0) return;
  const { block } = tape;
  const fields = {
    arrivalUs: tape.arrivalUs(arrivalUs, nowUs),
    connection: request.connection,
    timeoutMs: request.timeoutMs,
    totalUs: Math.max(0, elapsedUs(arrivalUs, nowUs)),
    backendUs: Math.max(0, Math.round(request.backendUs)),
    queueUs: Math.max(0, elapsedUs(arrivalUs, startedUs)),
    door: request.door,
    call: request.operation,
    code: request.code,
  };
  writeRecordHeader(block, at, fields, sizes);
  let pos = at + RECORD_HEADER_BYTES;
  writeByteString(block, principal, pos);
  pos += principal.length;
  // Where there is none it may stand before the bytes that a parked request has kept.
  if (sizes.idempotency > 0) pos += bytes.copy(block, pos, idempotencyFrom, idempotencyFrom + sizes.idempotency);
  writeByteString(block, reason, pos);
  pos += reason.length;
  pos += call.source.copy(block, pos, call.from, call.to);
  if (failure === null) {
    writer.reset(block, pos);
    if (stream === null) writeAnswer(call, writer);
    else writeStreamAnswer(stream, writer);
  }
  tape.end(length);
}

function resultBytes({ call, stream }: Request): number {
  return stream === null ? answerBytes(call) : streamAnswerBytes(stream);
}

const writer = new WireWriter();
/** The length of a part stands in one byte. */
const MAX_PART_BYTES = 255;
