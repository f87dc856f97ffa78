import { errorBytes, writeError } from "../../codec/error.ts";
import { frameBytes, openFrame, RESPONSE_ERROR } from "../../codec/response.ts";
import { WireWriter } from "../../codec/wire-writer.ts";
import { Code } from "../../common/codes.ts";
import { answerBytes, itemFailure, writeAnswer } from "../../patterns/keyvalue/answer.ts";
import type { AnswerSink } from "../answer-sink.ts";
import type { Request } from "../request.ts";

/** Encodes one answer, straight into the place the sink gives. */
export function answer(request: Request, sink: AnswerSink): void {
  const { call } = request;
  let failure = request.failure ?? call.failure;
  if (failure === null && call.replay === null && call.batch === null && call.query === null) {
    failure = itemFailure(call.item);
  }
  const result = failure === null ? request.operation : RESPONSE_ERROR;
  const messageBytes = failure === null ? answerBytes(call) : errorBytes(failure);
  const length = frameBytes(request.id, result, messageBytes);
  const offset = sink.begin(length, request.slot, request.generation);
  writer.reset(sink.bytes, offset);
  openFrame(writer, request.id, result, messageBytes);
  if (failure === null) writeAnswer(call, writer);
  else writeError(failure, writer);
  sink.end(length, request.slot, request.generation, request.arrivalUs);
  request.code = failure === null ? Code.OK : failure.code;
  request.answerBytes = length;
  request.isAnswered = true;
}

const writer = new WireWriter();
