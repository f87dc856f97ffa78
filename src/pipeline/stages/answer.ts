import { errorBytes, writeError } from "../../codec/error.ts";
import { frameBytes, openFrame, RESPONSE_ERROR } from "../../codec/response.ts";
import { WireWriter } from "../../codec/wire-writer.ts";
import { answerBytes, writeAnswer } from "../../patterns/keyvalue/answer.ts";
import type { AnswerSink } from "../answer-sink.ts";
import type { Request } from "../request.ts";

/** Encodes one answer, straight into the place the sink gives. The request is concluded. */
export function answer(request: Request, sink: AnswerSink): void {
  const { call, failure } = request;
  const result = failure === null ? request.operation : RESPONSE_ERROR;
  const messageBytes = failure === null ? answerBytes(call) : errorBytes(failure);
  const length = frameBytes(request.id, result, messageBytes);
  const offset = sink.begin(length, request.slot, request.generation);
  writer.reset(sink.bytes, offset);
  openFrame(writer, request.id, result, messageBytes);
  if (failure === null) writeAnswer(call, writer);
  else writeError(failure, writer);
  sink.end(length, request.slot, request.generation, request.arrivalUs);
  request.answerBytes = length;
  request.isAnswered = true;
}

const writer = new WireWriter();
