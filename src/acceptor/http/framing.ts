import type { Failure } from "../../common/failure.ts";
import { MAX_HTTP_HEADER_BYTES, MAX_HTTP_PATH_CHARACTERS } from "../../common/limits.ts";
import type { HttpExchange } from "./exchange.ts";
import * as refusals from "./http-refusals.ts";

/**
 * What is wrong with a request before anybody asks what it wants; null = nothing. Whatever another program on the way
 * could read in another way is refused, and the connection ends: what follows on it may be part of the same trick.
 */
export function framingFault({ headers, path, query }: HttpExchange): Failure | null {
  if (headers.host === null) return refusals.hostRequired;
  if (headers.repeated !== "") return refusals.headerRepeated(headers.repeated);
  if (headers.bytes > MAX_HTTP_HEADER_BYTES) return refusals.headersTooLarge;
  if (path.length + query.length > MAX_HTTP_PATH_CHARACTERS) return refusals.pathTooLong;
  if (!isPrintableAscii(path) || !isPrintableAscii(query)) return refusals.badPath;
  const { contentLength, transferEncoding } = headers;
  if (transferEncoding !== null) {
    if (contentLength !== null) return refusals.lengthAndChunks;
    if (transferEncoding.toLowerCase() !== "chunked") return refusals.unknownTransferEncoding;
  }
  return contentLength === null || LENGTH.test(contentLength) ? null : refusals.badLength;
}

/** As many digits as a number holds exactly. */
const LENGTH = /^\d{1,15}$/;

/** A URI has no other characters; `#` begins what is never sent. */
function isPrintableAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char <= 0x20 || char >= 0x7f || char === HASH) return false;
  }
  return true;
}

const HASH = 0x23;
