import { errorBytes, writeError } from "../../codec/error.ts";
import { frameBytes, openFrame, RESPONSE_ERROR, timesBytes, writeTimes } from "../../codec/response.ts";
import { WireWriter } from "../../codec/wire-writer.ts";
import { elapsedUs } from "../../common/clock.ts";
import { answerBytes, writeAnswer } from "../../patterns/keyvalue/answer.ts";
import { streamAnswerBytes, writeStreamAnswer } from "../../patterns/stream/answer.ts";
import { Door } from "../../security/caller.ts";
import type { AnswerSink } from "../answer-sink.ts";
import type { Request } from "../request.ts";

/**
 * Encodes one answer, straight into the place the sink gives. The request is concluded. The HTTP door tells its clients
 * where the time went: answers that go there say how long the request waited, and how long its store took, `backendUs`.
 */
export function answer(request: Request, sink: AnswerSink, backendUs: number): void {
  const { call, stream, failure } = request;
  const result = failure === null ? request.operation : RESPONSE_ERROR;
  const messageBytes = failure === null ? resultBytes(request) : errorBytes(failure);
  const isTimed = request.door === Door.HTTP;
  const queueUs = isTimed ? Math.max(elapsedUs(request.arrivalUs, request.startedUs), 0) : 0;
  const timed = isTimed ? timesBytes(queueUs, backendUs) : 0;
  const length = frameBytes(request.id, result, messageBytes, timed);
  const offset = sink.begin(length, request.slot, request.generation);
  writer.reset(sink.bytes, offset);
  openFrame(writer, request.id, result, messageBytes, timed);
  if (failure !== null) writeError(failure, writer);
  else if (stream === null) writeAnswer(call, writer);
  else writeStreamAnswer(stream, writer);
  if (isTimed) writeTimes(writer, queueUs, backendUs);
  sink.end(length, request.slot, request.generation, request.arrivalUs);
  request.answerBytes = length;
  request.isAnswered = true;
}

function resultBytes({ call, stream }: Request): number {
  return stream === null ? answerBytes(call) : streamAnswerBytes(stream);
}

const writer = new WireWriter();
