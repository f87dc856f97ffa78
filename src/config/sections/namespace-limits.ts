import type { SectionList } from "../setting.ts";
import { principalSetting } from "./access.ts";

/** More than any machine does. */
const MAX_RATE = 1_000_000_000;
const MAX_BYTES = 1024 ** 4;
/** An answer may take some megabytes: a slower rate would hold its caller up for hours. */
const MIN_BYTES = 1024;

/** How much one principal may ask of a namespace. */
export const namespaceLimitsList = {
  kind: "list",
  summary:
    "How much each principal may ask for: see [access](access.md). Each limit comes from the most specific rule that sets it.",
  maxItems: 10_000,
  item: {
    kind: "section",
    summary: "One rule.",
    entries: {
      principal: { ...principalSetting, summary: "Whom it bounds, each principal by itself.", example: '"*"' },
      requestsPerSecond: {
        kind: "int",
        min: 1,
        max: MAX_RATE,
        optional: true,
        summary: "Calls per second, a batch call being one.",
        example: "1000",
      },
      requestBurst: {
        kind: "int",
        min: 1,
        max: MAX_RATE,
        optional: true,
        summary: "Calls at once after a rest; without it, those of one second.",
        example: "2000",
      },
      bytesPerSecond: {
        kind: "bytes",
        min: MIN_BYTES,
        max: MAX_BYTES,
        optional: true,
        summary: "Bytes of requests and answers per second.",
        example: "10MiB",
      },
      byteBurst: {
        kind: "bytes",
        min: MIN_BYTES,
        max: MAX_BYTES,
        optional: true,
        summary: "Bytes at once after a rest; without it, those of one second.",
        example: "20MiB",
      },
      maxInFlight: {
        kind: "int",
        min: 1,
        max: MAX_RATE,
        optional: true,
        summary: "Calls that a worker has at one time.",
        example: "256",
      },
    },
  },
} as const satisfies SectionList;
