import { invalid } from "./check-text.ts";

export const malformed = invalid(
  "MALFORMED_CALL",
  "call",
  "the call is not a valid protobuf message of its type; check the client's generated code",
);
