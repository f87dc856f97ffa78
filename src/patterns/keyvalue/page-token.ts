import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { MAX_KEY_BYTES } from "../../common/limits.ts";

/**
 * Where the next page of a scan begins. Opaque to clients:
 *
 *   base64url( version 1 byte = 1 · hash of the query 8 bytes · last key of the page before )
 *
 * It holds no secret and gives no right: it is a position, good only together with the query it came from.
 */
export function createPageToken(queryHash: string, lastKey: string): string {
  return Buffer.from(`\x01${queryHash}${lastKey}`, "latin1").toString("base64url");
}

/** The last key of the page before, as a byte string; or why the token is refused. */
export function readPageToken(token: string, queryHash: string): string | Failure {
  const bytes = Buffer.from(token, "base64url");
  const isOurs =
    bytes.toString("base64url") === token && bytes[0] === 1 && bytes.length <= 1 + HASH_BYTES + MAX_KEY_BYTES;
  if (!isOurs || bytes.length <= 1 + HASH_BYTES) {
    return refuse("PAGE_TOKEN_INVALID", "page_token is not one that Prism gave; start again without it");
  }
  if (bytes.toString("latin1", 1, 1 + HASH_BYTES) !== queryHash) {
    return refuse(
      "PAGE_TOKEN_MISMATCH",
      "page_token belongs to another query; repeat the namespace, prefix, start, end and keys_only it came from",
    );
  }
  return bytes.toString("latin1", 1 + HASH_BYTES);
}

const HASH_BYTES = 8;

function refuse(reason: string, message: string): Failure {
  return new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field: "page_token" } });
}
