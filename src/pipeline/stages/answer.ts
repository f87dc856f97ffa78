import { errorBytes, writeError } from "../../codec/error.ts";
import { frameBytes, openFrame, RESPONSE_ERROR, timesBytes, writeTimes } from "../../codec/response.ts";
import { WireWriter } from "../../codec/wire-writer.ts";
import { elapsedUs } from "../../common/clock.ts";
import type { Failure } from "../../common/failure.ts";
import { answerBytes, writeAnswer } from "../../patterns/keyvalue/answer.ts";
import { streamAnswerBytes, writeStreamAnswer } from "../../patterns/stream/answer.ts";
import { Door } from "../../security/caller.ts";
import type { RequestTrace } from "../../tracing/request-trace.ts";
import { tracedFailure } from "../../tracing/traced-failure.ts";
import type { AnswerSink } from "../answer-sink.ts";
import type { Request } from "../request.ts";

/**
 * Encodes one answer, straight into the place the sink gives. The request is concluded. The HTTP door tells its clients
 * where the time went: answers that go there say how long the request waited, and how long its store took, `backendUs`.
 * @param missed the field that says which levels of service the namespace misses; empty when it misses none.
 */
export function answer(request: Request, sink: AnswerSink, backendUs: number, missed: Uint8Array = none): void {
  const { call, stream } = request;
  // Of those that succeed nothing is asked: a call that is hardly ever made costs all others, for V8 forgets what it knew before it.
  const failure = request.failure === null ? null : tellTrace(request.failure, request.trace);
  const result = failure === null ? request.operation : RESPONSE_ERROR;
  const messageBytes = failure === null ? resultBytes(request) : errorBytes(failure);
  const isTimed = request.door === Door.HTTP;
  const queueUs = isTimed ? Math.max(elapsedUs(request.arrivalUs, request.startedUs), 0) : 0;
  const timed = isTimed ? timesBytes(queueUs, backendUs) : 0;
  const more = timed + missed.length;
  const length = frameBytes(request.id, result, messageBytes, more);
  const offset = sink.begin(length, request.slot, request.generation);
  writer.reset(sink.bytes, offset);
  openFrame(writer, request.id, result, messageBytes, more);
  if (failure !== null) writeError(failure, writer);
  else if (stream === null) writeAnswer(call, writer);
  else writeStreamAnswer(stream, writer);
  if (isTimed) writeTimes(writer, queueUs, backendUs);
  if (missed.length > 0) writer.raw(missed);
  sink.end(length, request.slot, request.generation, request.arrivalUs);
  request.answerBytes = length;
  request.isAnswered = true;
}

function tellTrace(failure: Failure, trace: RequestTrace | null): Failure {
  return trace === null ? failure : tracedFailure(failure, trace.traceId);
}

function resultBytes({ call, stream }: Request): number {
  return stream === null ? answerBytes(call) : streamAnswerBytes(stream);
}

const writer = new WireWriter();
const none = new Uint8Array(0);
