import { Code, codeName } from "../../../common/codes.ts";
import { PROBLEM_CONTENT_TYPE, STATUS_OF_CODE, STATUS_OF_REASON } from "../problem.ts";
import { statusLine } from "../status.ts";
import { headerReferences } from "./header-references.ts";
import type { OpenApiObject } from "./operation.ts";

/** The statuses of the gRPC codes, and those that some reasons have besides. */
export const problemStatuses: readonly number[] = [
  ...new Set([...Object.values(STATUS_OF_CODE), ...Object.values(STATUS_OF_REASON)]),
]
  .filter((status) => status >= 400)
  .sort((a, b) => a - b);

/** Every answer that is no success, by the name `Problem404`, with those of the port's headers that it has. */
export function problemResponses(headers: readonly string[]): Record<string, OpenApiObject> {
  return Object.fromEntries(problemStatuses.map((status) => [`Problem${status}`, problemResponse(status, headers)]));
}

/** References to them, by status. */
export function problemReferences(): Record<string, OpenApiObject> {
  return Object.fromEntries(
    problemStatuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

/** RFC 9457, with what every door says of a failure. */
export const problemSchema: OpenApiObject = {
  description: `A failure, by RFC 9457. Programs decide by code and reason; the other texts may change. Statuses by code: ${statusTable()}.`,
  type: "object",
  required: ["type", "title", "status", "detail", "code", "reason", "metadata"],
  properties: {
    type: { type: "string", const: "about:blank" },
    title: { type: "string" },
    status: { type: "integer", enum: problemStatuses },
    detail: { type: "string", description: "One sentence for a person: the field at fault, and the remedy." },
    code: { type: "string", enum: failureCodes().map(codeName), description: "The gRPC status code." },
    reason: { type: "string", pattern: "^[A-Z][A-Z0-9_]*$", description: "Stable, for programs." },
    retryAfterMs: { type: "integer", minimum: 1, description: "When trying again makes sense; absent = no hint." },
    metadata: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "Further facts by name, for example `field` or `current_version`.",
    },
  },
};

/** The answer with one status. */
export function problemResponse(status: number, portHeaders: readonly string[]): OpenApiObject {
  const codes = failureCodes().filter((code) => STATUS_OF_CODE[code] === status);
  const reasons = Object.keys(STATUS_OF_REASON).filter((reason) => STATUS_OF_REASON[reason] === status);
  const names = [...codes.map(codeName), ...reasons];
  const headers = portHeaders.filter((name) => problemHeaders[name]?.(status) === true);
  const schema = { $ref: "#/components/schemas/Problem" };
  return {
    description: `${statusLine(status).slice(4)}: ${names.join(", ")}`,
    ...(headers.length === 0 ? {} : { headers: headerReferences(headers) }),
    content: { [PROBLEM_CONTENT_TYPE]: { schema } },
  };
}

/** Headers that problems have, and with which status. */
const problemHeaders: Readonly<Record<string, (status: number) => boolean>> = {
  Allow: (status) => status === 405,
  "Retry-After": (status) => status === 429 || status === 503,
  "Server-Timing": () => true,
  "WWW-Authenticate": (status) => status === 401,
};

function failureCodes(): Code[] {
  return Object.values(Code).filter((code) => code !== Code.OK);
}

function statusTable(): string {
  return failureCodes()
    .map((code) => `${codeName(code)} ${STATUS_OF_CODE[code]}`)
    .join(", ");
}
