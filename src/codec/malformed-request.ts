import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";

/** What a frame is answered with that is no `prism.v1.Request`, whoever finds it out: the acceptor or a worker. */
export const malformedRequest = new Failure(
  Code.INVALID_ARGUMENT,
  "MALFORMED_REQUEST",
  "the frame is not a prism.v1.Request; check that the client sends protobuf, with a 4-byte big-endian length before it",
);
