import type { IncomingMessage } from "node:http";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";

/** Bytes of a request's body: a declaration with ten thousand rules has about a megabyte. */
export const MAX_ADMIN_BODY_BYTES = 4 * 1024 * 1024;

/**
 * The text of a body that is JSON. A page may send a form or plain text to any address without asking first; JSON it may
 * not, so the type is insisted on. Rejects with a PrismError.
 */
export async function readJsonBody(request: IncomingMessage): Promise<string> {
  const type = request.headers["content-type"] ?? "";
  if (!JSON_TYPE.test(type)) throw refuse(jsonRequired);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MAX_ADMIN_BODY_BYTES) throw refuse(tooLarge);
      chunks.push(chunk);
    }
  } catch (error) {
    // The client has broken off: nobody reads this, and it is no fault of the gateway.
    throw error instanceof PrismError ? error : refuse(incomplete);
  }
  try {
    return UTF8.decode(Buffer.concat(chunks, length));
  } catch {
    throw refuse(notUtf8);
  }
}

/** What the body says, as plain data. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readJsonBody(request);
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `the body is no JSON: ${(error as Error).message}`;
    throw refuse(new Failure(Code.INVALID_ARGUMENT, "JSON_SYNTAX", message, { metadata: { field: "body" } }));
  }
}

const JSON_TYPE = /^application\/(?:merge-patch\+)?json *(?:;.*)?$/i;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const jsonRequired = new Failure(
  Code.INVALID_ARGUMENT,
  "UNSUPPORTED_MEDIA_TYPE",
  "this path takes JSON; send it as Content-Type: application/json",
  { metadata: { field: "Content-Type" } },
);

const tooLarge = new Failure(
  Code.RESOURCE_EXHAUSTED,
  "MESSAGE_TOO_LARGE",
  `the body has more than ${MAX_ADMIN_BODY_BYTES} bytes, which is all that the admin port takes`,
  { metadata: { field: "body" } },
);

const incomplete = new Failure(
  Code.INVALID_ARGUMENT,
  "MESSAGE_INCOMPLETE",
  "the request ended before its body did; nothing was done",
  { metadata: { field: "body" } },
);

const notUtf8 = new Failure(Code.INVALID_ARGUMENT, "BODY_NOT_UTF8", "the body is not valid UTF-8, as JSON must be", {
  metadata: { field: "body" },
});

function refuse(failure: Failure): PrismError {
  return new PrismError(failure, { source: "client" });
}
