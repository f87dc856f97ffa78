import { Outcome } from "../../backends/contract.ts";
import type { NewMessage } from "../../backends/stream-contract.ts";
import {
  batchPublishAnswerBytes,
  countAnswerBytes,
  deadLettersAnswerBytes,
  fetchAnswerBytes,
  groupsAnswerBytes,
  lagAnswerBytes,
  type PublishAnswer,
  publishAnswerBytes,
  settleAnswerBytes,
  writeBatchPublishAnswer,
  writeCountAnswer,
  writeDeadLettersAnswer,
  writeFetchAnswer,
  writeGroupsAnswer,
  writeLagAnswer,
  writePublishAnswer,
  writeSettleAnswer,
} from "../../codec/stream-answers.ts";
import type { WireWriter } from "../../codec/wire-writer.ts";
import type { Failure } from "../../common/failure.ts";
import type { StreamCall } from "./call.ts";
import { storeFailed } from "./failures.ts";
import type { StreamAnswer } from "./stream-answer.ts";
import type { PublishTask } from "./task.ts";

/** What a call with one message failed with; null when it succeeded, and for calls that have a result for each item. */
export function streamItemFailure({ task }: StreamCall): Failure | null {
  if (task?.kind !== "publish" || task.isBatch) return null;
  return messageFailure(task.messages[0] as NewMessage);
}

export function messageFailure(message: NewMessage): Failure | null {
  return message.outcome === Outcome.DONE ? null : (message.failure ?? storeFailed);
}

/** Bytes of the answer message; the call has succeeded. */
export function streamAnswerBytes(call: StreamCall): number {
  const { task } = call;
  if (task?.kind === "publish") {
    return task.isBatch ? batchPublishAnswerBytes(results(task)) : publishAnswerBytes(first(task));
  }
  const answer = call.answer as StreamAnswer;
  switch (answer.kind) {
    case "fetched":
      return fetchAnswerBytes(answer);
    case "settled":
      return settleAnswerBytes(answer.failures);
    case "lag":
      return lagAnswerBytes(answer.lag);
    case "dead-letters":
      return deadLettersAnswerBytes(answer);
    case "groups":
      return groupsAnswerBytes(answer.groups);
    case "count":
      return countAnswerBytes(answer.count);
    case "empty":
      return 0;
  }
}

export function writeStreamAnswer(call: StreamCall, writer: WireWriter): void {
  const { task } = call;
  if (task?.kind === "publish") {
    if (task.isBatch) writeBatchPublishAnswer(results(task), writer);
    else writePublishAnswer(first(task), writer);
    return;
  }
  const answer = call.answer as StreamAnswer;
  if (answer.kind === "fetched") writeFetchAnswer(answer, writer);
  else if (answer.kind === "settled") writeSettleAnswer(answer.failures, writer);
  else if (answer.kind === "lag") writeLagAnswer(answer.lag, writer);
  else if (answer.kind === "dead-letters") writeDeadLettersAnswer(answer, writer);
  else if (answer.kind === "groups") writeGroupsAnswer(answer.groups, writer);
  else if (answer.kind === "count") writeCountAnswer(answer.count, writer);
}

function results({ messages }: PublishTask): PublishAnswer[] {
  return messages.map(resultOf);
}

function first({ messages }: PublishTask): PublishAnswer {
  return resultOf(messages[0] as NewMessage);
}

function resultOf(message: NewMessage): PublishAnswer {
  const { position, isReplay } = message;
  return { position, isReplay, failure: messageFailure(message) };
}
