import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { type EntityTag, readTags } from "./entity-tags.ts";
import { badRequest } from "./http-refusals.ts";
import type { RequestHeaders } from "./request-headers.ts";

/**
 * The version that a write asks for in its headers: −1 = any, 0 = that there is no item; or why it cannot be asked for.
 * A condition that cannot be kept is refused, never left out: the write would be done when it should not.
 */
export function writeCondition({ ifMatch, ifNoneMatch }: RequestHeaders, method: string): number | Failure {
  if (ifMatch !== null && ifNoneMatch !== null) return bothConditions;
  if (ifNoneMatch !== null) return ifNoneMatch === "*" && method === "PUT" ? 0 : ifNoneMatchOfWrite;
  if (ifMatch === null) return -1;
  const tags = readTags(ifMatch);
  if (tags === null) return badIfMatch;
  if (tags === "*") return anyVersion;
  if (tags.length > 1) return severalVersions;
  const { version, isWeak } = tags[0] as EntityTag;
  return version < 0 || isWeak ? noSuchVersion : version;
}

/** A batch has conditions of its own, one for each item. */
export const conditionOfBatch = badRequest(
  "CONDITION_NOT_KEPT",
  "If-Match",
  "a batch takes no If-Match and no If-None-Match; give each item its ifVersion",
);

/** A call by its method's name has its condition, if any, where its message has it. */
export const conditionOfMethod = badRequest(
  "CONDITION_NOT_KEPT",
  "If-Match",
  "a method takes no If-Match and no If-None-Match; give ifVersion in the message",
);

const bothConditions = badRequest("CONDITIONS_CONTRADICT", "If-Match", "a write has either If-Match or If-None-Match");

const ifNoneMatchOfWrite = badRequest(
  "CONDITION_NOT_KEPT",
  "If-None-Match",
  "a PUT takes `If-None-Match: *`, which writes only if there is no item; other uses of If-None-Match are for GET",
);

const badIfMatch = badRequest(
  "BAD_ENTITY_TAG",
  "If-Match",
  'If-Match takes the ETag of a read or a write, with its quotes, for example "123"',
);

const anyVersion = badRequest(
  "CONDITION_NOT_KEPT",
  "If-Match",
  "`If-Match: *` is not kept by the stores; read the item and send its ETag",
);

const severalVersions = badRequest(
  "CONDITION_NOT_KEPT",
  "If-Match",
  "If-Match takes one version in a write; send the ETag that was read last",
);

const noSuchVersion = new Failure(
  Code.FAILED_PRECONDITION,
  "VERSION_MISMATCH",
  "If-Match names a tag that no item of this gateway has, or a weak one, which never fits",
  { metadata: { field: "If-Match" } },
);
