import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";

/** What only this door answers: all that is wrong with a call before its message is looked at. */

export const badTimeout = new Failure(
  Code.INVALID_ARGUMENT,
  "TIMEOUT_MALFORMED",
  "grpc-timeout is not one to eight digits and a unit of H, M, S, m, u or n, for example 250m",
  { metadata: { field: "grpc-timeout" } },
);

export const deadlineExceeded = new Failure(
  Code.DEADLINE_EXCEEDED,
  "DEADLINE_EXCEEDED",
  "the call's grpc-timeout passed before it was answered; a write may have been done: repeat it with an idempotency key",
  { metadata: { field: "grpc-timeout" } },
);

export const headersTooLarge = new Failure(
  Code.INVALID_ARGUMENT,
  "HEADERS_TOO_LARGE",
  "the call's headers take more than 16384 bytes, each with 32 more; send less metadata",
  { metadata: { field: "metadata" } },
);

export const malformedPrefix = new Failure(
  Code.INTERNAL,
  "MESSAGE_MALFORMED",
  "the message does not begin with a byte 0 or 1 and its length, as gRPC wants it",
);

export const messageIncomplete = new Failure(
  Code.INVALID_ARGUMENT,
  "MESSAGE_INCOMPLETE",
  "the stream ended before the message that it announced; nothing was done",
  { metadata: { field: "message" } },
);

export const messageTooSlow = new Failure(
  Code.DEADLINE_EXCEEDED,
  "MESSAGE_TOO_SLOW",
  "the message did not come in time after the call's headers; nothing was done",
  { metadata: { field: "message" } },
);

export const notServed = new Failure(
  Code.UNIMPLEMENTED,
  "UNKNOWN_METHOD",
  "this gateway does not serve this method over gRPC",
  { metadata: { field: "method" } },
);

export const secondMessage = new Failure(
  Code.UNIMPLEMENTED,
  "MESSAGE_EXPECTED_ONCE",
  "more came after the call's message; a call of this method has one",
);

export const encodingMissing = new Failure(
  Code.INTERNAL,
  "ENCODING_MISSING",
  "the message says that it is compressed and the headers do not say how; send grpc-encoding",
  { metadata: { field: "grpc-encoding" } },
);

export const encodingUnknown = new Failure(
  Code.UNIMPLEMENTED,
  "ENCODING_UNKNOWN",
  "the message is compressed in a way that this gateway does not know; it takes gzip and deflate",
  { metadata: { field: "grpc-encoding" } },
);

export const notCompressedSo = new Failure(
  Code.INVALID_ARGUMENT,
  "MESSAGE_MALFORMED",
  "the message is not compressed the way that grpc-encoding says",
  { metadata: { field: "message" } },
);
