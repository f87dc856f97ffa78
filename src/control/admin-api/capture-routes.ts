import { VALUE_MODES, type ValueMode } from "../../capture/segment-layout.ts";
import { MAX_CAPTURE_BYTES, MAX_CAPTURE_SECONDS } from "../../common/limits.ts";
import { quoted } from "../../common/printable.ts";
import { captureSection } from "../../config/sections/capture.ts";
import { AdminOperation } from "../../security/audit/admin-operation.ts";
import type { AdminAnswer } from "../admin-answer.ts";
import type { CaptureRequest, Captures } from "../captures/captures.ts";
import { type ApiRequest, bad, checkQuery } from "./api-request.ts";
import { readJson } from "./read-json-body.ts";

export const CAPTURES = "/v1/captures";

export interface CaptureRoutesParts {
  readonly captures: Captures;
  /** Records what an administrator is about to do. Throws a PrismError when it must be on record and cannot be. */
  readonly record: (principal: string, operation: AdminOperation, namespace: string) => void;
}

type Handler = (
  parts: CaptureRoutesParts,
  request: ApiRequest,
  recording: string,
) => Promise<AdminAnswer> | AdminAnswer;

/** What `/v1/captures` does, by method … */
export const capturesMethods: Readonly<Record<string, Handler>> = { GET: list, POST: start };
/** … and `/v1/captures/{recording}/stop`. */
export const stopMethods: Readonly<Record<string, Handler>> = { POST: stop };

function list({ captures }: CaptureRoutesParts, { query }: ApiRequest): AdminAnswer {
  checkQuery(query, []);
  return json(200, { captures: captures.list() });
}

async function start({ captures, record }: CaptureRoutesParts, request: ApiRequest): Promise<AdminAnswer> {
  checkQuery(request.query, []);
  const asked = readRequest(await readJson(request.incoming), request.principal.name);
  captures.check(asked.namespace);
  record(request.principal.name, AdminOperation.CAPTURE_START, asked.namespace);
  return json(201, await captures.start(asked));
}

async function stop(
  { captures, record }: CaptureRoutesParts,
  { query, principal }: ApiRequest,
  recording: string,
): Promise<AdminAnswer> {
  checkQuery(query, []);
  record(principal.name, AdminOperation.CAPTURE_STOP, captures.namespaceOf(recording));
  return json(200, await captures.stop(recording));
}

function json(status: number, body: object): AdminAnswer {
  return { status, contentType: "application/json", body: `${JSON.stringify(body)}\n` };
}

/** What somebody may ask for, each with what it must be. */
const FIELDS = {
  namespace: (value: unknown) => (typeof value === "string" && value !== "" ? null : "is the name of a namespace"),
  seconds: (value: unknown) => numberFault(value, 1, MAX_CAPTURE_SECONDS),
  maxBytes: (value: unknown) => numberFault(value, captureSection.entries.maxBytes.min, MAX_CAPTURE_BYTES),
  maxAgeMs: (value: unknown) =>
    numberFault(value, captureSection.entries.maxAge.min, captureSection.entries.maxAge.max),
  sample: (value: unknown) => numberFault(value, captureSection.entries.sample.min, 1),
  values: (value: unknown) => (VALUE_MODES.includes(value as ValueMode) ? null : `is one of ${VALUE_MODES.join(", ")}`),
  keySeparator: (value: unknown) =>
    typeof value === "string" && /^[!-~]?$/.test(value) ? null : "is one printable character of ASCII, or empty",
} as const;

function readRequest(body: unknown, startedBy: string): CaptureRequest {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw bad("FIELD_INVALID", "body", 'the body is a JSON object such as {"namespace":"orders","seconds":60}');
  }
  for (const [name, value] of Object.entries(body)) {
    const fault = Object.hasOwn(FIELDS, name) ? FIELDS[name as keyof typeof FIELDS](value) : UNKNOWN_FIELD;
    if (fault !== null) throw bad("FIELD_INVALID", name, `${quoted(name, 40)} ${fault}`);
  }
  const { seconds, namespace, ...given } = body as { seconds?: number; namespace?: string };
  if (namespace === undefined) throw bad("FIELD_INVALID", "namespace", "namespace says what is to be recorded");
  if (seconds === undefined) throw bad("FIELD_INVALID", "seconds", "seconds says how long it is to be recorded");
  return { ...given, namespace, durationMs: seconds * 1_000, startedBy };
}

function numberFault(value: unknown, min: number, max: number): string | null {
  return typeof value === "number" && value >= min && value <= max ? null : `is a number from ${min} to ${max}`;
}

const UNKNOWN_FIELD = `is no field of a recording; there are ${Object.keys(FIELDS).join(", ")}`;
