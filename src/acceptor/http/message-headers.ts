import { toByteString } from "../../codec/byte-string.ts";
import type { Header } from "../../codec/stream-requests.ts";
import { Failure } from "../../common/failure.ts";
import * as refusals from "./http-refusals.ts";
import { decodeSegment } from "./percent.ts";
import type { RequestHeaders } from "./request-headers.ts";

/** What a message's value has beside it, as byte strings. */
export interface MessageDescription {
  readonly key: string;
  readonly headers: readonly Header[];
}

/**
 * The key and headers of a message from those of its request: `Prism-Key`, `Prism-Header-NAME` for the header `name`, and
 * CloudEvents in binary mode, `ce-id` and its kin as they are, with `content-type`. HTTP's header values are ASCII: other
 * bytes of theirs are percent-encoded. Source: CloudEvents HTTP protocol binding 1.0.2, 3.1.3.2.
 */
export function readMessageHeaders(request: RequestHeaders): MessageDescription | Failure {
  const key = readValue("Prism-Key", request.messageKey ?? "");
  if (key instanceof Failure) return key;
  const headers: Header[] = [];
  if (request.contentType !== null) headers.push(["content-type", toByteString(request.contentType)]);
  for (const [name, text] of request.messageHeaders) {
    const value = readValue(name, text);
    if (value instanceof Failure) return value;
    headers.push([name.startsWith(OWN) ? name.slice(OWN.length) : name, value]);
  }
  return { key, headers };
}

function readValue(name: string, text: string): string | Failure {
  if (!ASCII.test(text))
    return refusals.badRequest("HEADER_NOT_ASCII", name, `${name} has bytes that are not ASCII; percent-encode them`);
  return (
    decodeSegment(text) ??
    refusals.badRequest(
      "BAD_PERCENT_ENCODING",
      name,
      `a % in ${name} is not followed by two hexadecimal digits; write a plain % as %25`,
    )
  );
}

/** What the names of headers begin with that the message gets under the rest of the name. */
const OWN = "prism-header-";
const ASCII = /^[\x20-\x7e\t]*$/;
