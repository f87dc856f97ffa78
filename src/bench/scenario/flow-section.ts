import { MAX_KEY_BYTES, MAX_VALUE_BYTES } from "../../common/limits.ts";
import type { Section } from "../../config/setting.ts";

/** What a flow can ask; `consume` is what subscribers of a stream get, and asks nothing. */
export const OPERATIONS = [
  "get",
  "put",
  "insert",
  "delete",
  "scan",
  "read-modify-write",
  "publish",
  "consume",
] as const;

/** Which keys are asked for. */
const keysSection = {
  kind: "section",
  summary: "The keys of a flow, and how often each is asked for.",
  entries: {
    count: {
      kind: "int",
      min: 1,
      max: 10_000_000,
      default: 10_000,
      summary: "Keys. They are put once before the load, unless `preload` is off.",
      example: "10000",
    },
    bytes: {
      kind: "int",
      min: 24,
      max: MAX_KEY_BYTES,
      default: 24,
      summary: "Length of a key.",
      example: "24",
    },
    distribution: {
      kind: "enum",
      values: ["uniform", "zipfian", "hot", "latest"],
      default: "uniform",
      summary:
        "`zipfian`: the r-th most popular key is asked for 1/r^θ as often as the first, and popular keys are scattered over all; `hot`: a share of the requests goes to a share of the keys; `latest`: zipfian, the newest insert being the most popular.",
      example: "zipfian",
    },
    skewPercent: {
      kind: "int",
      min: 1,
      max: 99,
      default: 99,
      summary: "Of `zipfian` and `latest`: θ in hundredths; YCSB has 99.",
      example: "99",
    },
    hotKeysPercent: {
      kind: "int",
      min: 1,
      max: 100,
      default: 10,
      summary: "Of `hot`: the share of the keys that is hot.",
      example: "10",
    },
    hotRequestsPercent: {
      kind: "int",
      min: 1,
      max: 100,
      default: 90,
      summary: "Of `hot`: the share of the requests that goes to them.",
      example: "90",
    },
    preload: {
      kind: "boolean",
      default: true,
      summary: "Whether the keys are put before the load; without it a get may find nothing.",
      example: "true",
    },
  },
} as const satisfies Section;

const valuesSection = {
  kind: "section",
  summary: "Sizes of the values. A key's value is the same in every put, so that answers can be compared.",
  entries: {
    distribution: {
      kind: "enum",
      values: ["fixed", "uniform", "exponential"],
      default: "fixed",
      summary:
        "`fixed`: `bytes`; `uniform`: `minBytes` to `maxBytes`; `exponential`: of the mean `bytes`, kept within `minBytes` to `maxBytes`.",
      example: "exponential",
    },
    bytes: {
      kind: "bytes",
      min: 8,
      max: MAX_VALUE_BYTES,
      default: 64,
      summary: "The size, or the mean.",
      example: "64",
    },
    minBytes: { kind: "bytes", min: 8, max: MAX_VALUE_BYTES, default: 8, summary: "The least.", example: "8" },
    maxBytes: {
      kind: "bytes",
      min: 8,
      max: MAX_VALUE_BYTES,
      default: 65_536,
      summary: "The most.",
      example: "64KiB",
    },
  },
} as const satisfies Section;

/** Connections that do the same. */
export const flowSection = {
  kind: "section",
  summary: "One flow.",
  entries: {
    name: {
      kind: "backend-name",
      summary: "Its name in results and targets; no two are the same.",
      example: "readers",
    },
    door: {
      kind: "enum",
      values: ["tcp", "websocket", "grpc", "http"],
      default: "tcp",
      summary: "The door that its requests go through.",
      example: "tcp",
    },
    namespace: { kind: "namespace-name", summary: "Where its keys or messages are.", example: "memory" },
    connections: {
      kind: "int",
      min: 1,
      max: 50_000,
      default: 16,
      summary: "Connections, over all generator processes together.",
      example: "16",
    },
    depth: {
      kind: "int",
      min: 1,
      max: 1_024,
      default: 1,
      summary: "Requests in flight on each; the most there may be in an open loop.",
      example: "8",
    },
    requestsPerConnection: {
      kind: "int",
      min: 0,
      max: 1_000_000,
      default: 0,
      summary: "After so many requests a connection is closed and opened anew; 0 = never.",
      example: "0",
    },
    arrival: {
      kind: "enum",
      values: ["closed", "constant", "poisson"],
      default: "closed",
      summary:
        "`closed`: an answer makes room for the next request; `constant` and `poisson`: requests come at `rate`, evenly or at random, whether or not answers do.",
      example: "poisson",
    },
    rate: {
      kind: "int",
      min: 1,
      max: 10_000_000,
      optional: true,
      summary: "Of an open loop: requests a second, of all connections together, at 100 %.",
      example: "20000",
    },
    mix: {
      kind: "list",
      summary: "What is asked, each operation as often as its weight says.",
      maxItems: OPERATIONS.length,
      item: {
        kind: "section",
        summary: "One operation.",
        entries: {
          operation: { kind: "enum", values: OPERATIONS, summary: "What is asked.", example: "get" },
          weight: { kind: "int", min: 1, max: 10_000, default: 1, summary: "Its part of the whole.", example: "95" },
        },
      },
    },
    keys: keysSection,
    values: valuesSection,
    scanItems: {
      kind: "int",
      min: 1,
      max: 1_000,
      default: 100,
      summary: "The most items of a scan; each scan asks for 1 to so many.",
      example: "100",
    },
    groups: {
      kind: "int",
      min: 1,
      max: 256,
      default: 1,
      summary: "Of `consume`: the groups that its connections are dealt to; each group gets every message.",
      example: "4",
    },
  },
} as const satisfies Section;
