import { createHash } from "node:crypto";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";

/**
 * Where the next page of dead letters begins. Opaque to clients:
 *
 *   base64url( version 1 byte = 1 · hash of the group 8 bytes · id of the last dead letter of the page before )
 */
export function createDeadToken(group: string, lastId: string): string {
  return Buffer.from(`\x01${hashOf(group)}${lastId}`, "latin1").toString("base64url");
}

/** The last id of the page before; or why the token is refused. */
export function readDeadToken(token: string, group: string): string | Failure {
  const bytes = Buffer.from(token, "base64url");
  const isOurs = bytes.toString("base64url") === token && bytes[0] === 1 && bytes.length <= MAX_TOKEN_BYTES;
  if (!isOurs || bytes.length <= 1 + HASH_BYTES) {
    return refuse("PAGE_TOKEN_INVALID", "page_token is not one that Prism gave; start again without it");
  }
  if (bytes.toString("latin1", 1, 1 + HASH_BYTES) !== hashOf(group)) {
    return refuse("PAGE_TOKEN_MISMATCH", "page_token belongs to another group; repeat the group that it came from");
  }
  return bytes.toString("latin1", 1 + HASH_BYTES);
}

const HASH_BYTES = 8;
/** Ids of all stores are shorter. */
const MAX_TOKEN_BYTES = 512;

function hashOf(group: string): string {
  return createHash("sha256").update(group, "latin1").digest().toString("latin1", 0, HASH_BYTES);
}

function refuse(reason: string, message: string): Failure {
  return new Failure(Code.INVALID_ARGUMENT, reason, message, { metadata: { field: "page_token" } });
}
