import { MAX_CAPTURE_BYTES } from "../../common/limits.ts";
import type { Section, ValueOf } from "../setting.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const DAY_MS = 24 * 3600 * 1000;

/** Where recordings of traffic are kept. */
export const capturesSection = {
  kind: "section",
  summary: "Where recordings of traffic are kept, see `capture` of a namespace and `prism capture`.",
  entries: {
    folder: {
      kind: "path",
      maxCharacters: 1024,
      default: "./.prism/captures",
      summary:
        "The folder of the recordings. It is made when the first one begins; only the gateway's user may read it.",
      example: "/var/lib/prism/captures",
    },
  },
} as const satisfies Section;

/** What is recorded of the traffic of a namespace. */
export const captureSection = {
  kind: "section",
  summary:
    "Whether the traffic of the namespace is recorded, scrubbed of what it is about, and how; for `prism bench replay`.",
  entries: {
    mode: {
      kind: "enum",
      values: ["off", "on"],
      default: "off",
      summary: "Whether it is always recorded. What is said below also goes for `prism capture start`.",
      example: "on",
    },
    sample: {
      kind: "decimal",
      min: 0.0001,
      max: 1,
      default: 1,
      summary: "The share of connections that is recorded; through HTTP and gRPC, of calls.",
      example: "0.1",
    },
    maxBytes: {
      kind: "bytes",
      min: 64 * KIB,
      max: MAX_CAPTURE_BYTES,
      default: 256 * MIB,
      summary: "Bytes that its recordings may have together. What is over it is counted, and not recorded.",
      example: "1GiB",
    },
    maxAge: {
      kind: "duration",
      min: 60_000,
      max: 366 * DAY_MS,
      default: 7 * DAY_MS,
      summary: "Files that were written last so long ago are removed.",
      example: "3d",
    },
    values: {
      kind: "enum",
      values: ["size-only", "hash", "drop", "keep"],
      default: "size-only",
      summary:
        "What is written down of values: their sizes and how well they compress; also a keyed hash, by which equal values are equal; nothing; or the values as they are, with `keep` alone.",
      example: "hash",
    },
    keySeparator: {
      kind: "string",
      maxCharacters: 1,
      default: "",
      summary:
        "What separates the parts of keys: they are scrubbed one by one, so that keys which begin alike still do. Empty: whole keys are scrubbed.",
      example: "/",
    },
  },
} as const satisfies Section;

export type CaptureConfig = ValueOf<typeof captureSection>;

export const defaultCapture: CaptureConfig = Object.freeze({
  mode: captureSection.entries.mode.default,
  sample: captureSection.entries.sample.default,
  maxBytes: captureSection.entries.maxBytes.default,
  maxAgeMs: captureSection.entries.maxAge.default,
  values: captureSection.entries.values.default,
  keySeparator: captureSection.entries.keySeparator.default,
});
