import { isUtf8 } from "node:buffer";
import { decodeToJson } from "../../codec/json/decode-to-json.ts";
import { encodeJson } from "../../codec/json/encode-json.ts";
import type { MessageType } from "../../codec/json/message-type.ts";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { unreadableAnswer } from "../refusals.ts";
import { badRequest } from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";

/** The message that the request's body says in JSON, or why it is none. */
export function readJsonBody(request: HttpRequest, type: MessageType): Buffer | Failure {
  const { contentType } = request.headers;
  // A page may send a form or plain text to any origin without asking first; JSON it may not.
  if (contentType === null || !JSON_TYPE.test(contentType)) return jsonRequired;
  const { body } = request;
  return isUtf8(body) ? encodeJson(type, body.toString("utf8")) : notUtf8;
}

/** Answers 200 with the message `bytes[start, end)` in JSON. */
export function answerJson(request: HttpRequest, type: MessageType, bytes: Buffer, start: number, end: number): void {
  const json = decodeToJson(type, bytes, start, end);
  if (json === null) request.fail(request.failureOf(new PrismError(unreadableAnswer)));
  else request.answer(200, ["Content-Type", "application/json", "Cache-Control", "no-store"], json);
}

const JSON_TYPE = /^application\/json *(?:;.*)?$/i;

const jsonRequired = new Failure(
  Code.INVALID_ARGUMENT,
  "UNSUPPORTED_MEDIA_TYPE",
  "this path takes JSON; send it as Content-Type: application/json",
  { metadata: { field: "Content-Type" } },
);

const notUtf8 = badRequest("BODY_NOT_UTF8", "body", "the body is not valid UTF-8, as JSON must be");
