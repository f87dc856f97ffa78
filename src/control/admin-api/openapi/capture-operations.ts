import type { OpenApiObject, Operation } from "../../../acceptor/http/openapi/operation.ts";
import { VALUE_MODES } from "../../../capture/segment-layout.ts";
import { Code, codeName } from "../../../common/codes.ts";
import { MAX_CAPTURE_BYTES, MAX_CAPTURE_SECONDS } from "../../../common/limits.ts";
import { captureSection } from "../../../config/sections/capture.ts";
import { CAPTURES } from "../capture-routes.ts";
import { adminParameters as parameters } from "./admin-parameters.ts";

const JSON_TYPE = "application/json";
const capture = { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/Capture" } };

/** `/v1/captures` and what is under it; beside `capture-routes.ts`. */
export const captureOperations: readonly Operation[] = [
  {
    method: "GET",
    path: CAPTURES,
    id: "listCaptures",
    tag: "captures",
    summary: "The recordings that go on and those that are kept, the newest first.",
    parameters: [],
    answers: {
      200: {
        description: "The recordings.",
        headers: [],
        content: { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/Captures" } },
      },
    },
    examples: [{ name: "none", summary: "There is none.", parameters: {}, status: 200, answer: { captures: [] } }],
  },
  {
    method: "POST",
    path: CAPTURES,
    id: "startCapture",
    tag: "captures",
    summary: "Begins a recording of a bounded time and size; it is on record in the audit who did.",
    parameters: [],
    body: { contentType: JSON_TYPE, schema: { $ref: "#/components/schemas/CaptureRequest" } },
    answers: { 201: { description: "It goes on.", headers: [], content: capture } },
    examples: [
      {
        ...{ name: "long", summary: "What is told of one that is to go on for too long.", status: 400, parameters: {} },
        body: { namespace: "orders", seconds: 36_000, maxBytes: 67_108_864 },
        answer: {
          ...{ type: "about:blank", title: "Field invalid", status: 400, code: codeName(Code.INVALID_ARGUMENT) },
          detail: `"seconds" is a number from 1 to ${MAX_CAPTURE_SECONDS}`,
          ...{ reason: "FIELD_INVALID", metadata: { field: "seconds" } },
        },
      },
    ],
  },
  {
    method: "POST",
    path: `${CAPTURES}/{recording}/stop`,
    id: "stopCapture",
    tag: "captures",
    summary: "Ends a recording before its time; answered when all of it is written.",
    parameters: [parameters.recording],
    answers: { 200: { description: "It has ended.", headers: [], content: capture } },
    examples: [
      {
        ...{ name: "unknown", summary: "What is told about one that does not go on.", status: 404 },
        parameters: { recording: "1790000000000-orders-5f3a91c2" },
        answer: {
          ...{ type: "about:blank", title: "Capture not found", status: 404, code: "NOT_FOUND" },
          detail: 'there is no recording "1790000000000-orders-5f3a91c2" that goes on; none goes on',
          ...{ reason: "CAPTURE_NOT_FOUND", metadata: { field: "recording" } },
        },
      },
    ],
  },
];

const whole: OpenApiObject = { type: "integer", minimum: 0 };
const time: OpenApiObject = { ...whole, description: "Milliseconds since the Unix epoch." };
const { maxBytes, maxAge, sample } = captureSection.entries;

export const captureSchemas: Readonly<Record<string, OpenApiObject>> = {
  CaptureRequest: {
    type: "object",
    required: ["namespace", "seconds"],
    additionalProperties: false,
    properties: {
      namespace: { type: "string", minLength: 1 },
      seconds: { type: "number", minimum: 1, maximum: MAX_CAPTURE_SECONDS },
      maxBytes: { type: "number", minimum: maxBytes.min, maximum: MAX_CAPTURE_BYTES },
      maxAgeMs: { type: "number", minimum: maxAge.min, maximum: maxAge.max },
      sample: { type: "number", minimum: sample.min, maximum: 1 },
      values: { type: "string", enum: VALUE_MODES },
      keySeparator: { type: "string", maxLength: 1 },
    },
  },
  Captures: {
    type: "object",
    required: ["captures"],
    properties: { captures: { type: "array", items: { $ref: "#/components/schemas/Capture" } } },
  },
  Capture: {
    type: "object",
    required: ["recording", "folder", "namespace", "startedMs", "isRecording", "bytes", "counts"],
    properties: {
      recording: { type: "string", description: "Its name, and its folder's." },
      folder: { type: "string", description: "On the gateway's machine." },
      namespace: { type: "string" },
      startedBy: { type: ["string", "null"], description: "Who asked for it; null = the namespace declares it." },
      startedMs: time,
      untilMs: { type: ["integer", "null"], description: "When it ends at the latest." },
      endedMs: { type: ["integer", "null"], description: "When it ended; null too where the gateway was killed." },
      isRecording: { type: "boolean" },
      bytes: { ...whole, description: "Of the files that are there." },
      ...{ maxBytes: whole, maxAgeMs: whole },
      sample: { type: "number" },
      values: { type: "string", enum: VALUE_MODES },
      keySeparator: { type: "string" },
      counts: {
        type: "object",
        description: "Requests that were recorded, and those that were not, by why.",
        properties: {
          ...{ records: whole, bytes: whole, overBound: whole, tooFast: whole, unsupported: whole, lost: whole },
        },
      },
    },
  },
};
