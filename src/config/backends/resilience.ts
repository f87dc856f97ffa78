import type { Section, Setting } from "../setting.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/**
 * What every type of backend that is a server on the network can be told about waiting, trying again and breaking off;
 * `src/resilience/` does it, once for each worker. A type has them by `...resilienceEntries` in its entries.
 */
export const resilienceEntries = {
  requestTimeout: {
    kind: "duration",
    // Less is about a round trip with a commit; more and a caller has long gone.
    min: 10,
    max: 5 * MINUTE_MS,
    default: 5 * SECOND_MS,
    summary: "How long one attempt may take; a caller whose deadline is sooner waits no longer than that.",
    example: "5s",
  },
  retry: {
    kind: "section",
    summary: "Trying again, where that cannot do a thing twice.",
    entries: {
      maxAttempts: {
        kind: "int",
        min: 1,
        max: 10,
        default: 3,
        summary: "Attempts for one batch, the first one counted; 1 = never again.",
        example: "3",
      },
      minDelay: {
        kind: "duration",
        min: 1,
        max: 10 * SECOND_MS,
        default: 25,
        summary: "Pause before the second attempt; it doubles with each further one, and half of it is chance.",
        example: "25ms",
      },
      maxDelay: {
        kind: "duration",
        min: 1,
        max: MINUTE_MS,
        default: SECOND_MS,
        summary:
          "The longest pause between two attempts; where a store asks for a longer one, the caller is told, and not kept waiting.",
        example: "1s",
      },
      budgetPercent: {
        kind: "int",
        min: 0,
        max: 100,
        default: 10,
        summary: "Retries that hundred successes earn: what keeps retries from making a slow store slower. 0 = none.",
        example: "10",
      },
    },
  },
  breaker: {
    kind: "section",
    summary: "Leaving a store alone that does not answer, and finding out when it does again.",
    entries: {
      failuresInRow: {
        kind: "int",
        min: 1,
        max: 1000,
        default: 5,
        summary: "Opens after so many attempts in a row that found the store away or silent.",
        example: "5",
      },
      failurePercent: {
        kind: "int",
        min: 1,
        max: 100,
        default: 50,
        summary: "Opens also when of the attempts within `window` so many in a hundred did …",
        example: "50",
      },
      minAttempts: {
        kind: "int",
        min: 1,
        max: 100_000,
        default: 20,
        summary: "… if there were so many attempts at all.",
        example: "20",
      },
      window: {
        kind: "duration",
        min: SECOND_MS,
        max: 10 * MINUTE_MS,
        default: 10 * SECOND_MS,
        summary: "How far back attempts count.",
        example: "10s",
      },
      silence: {
        kind: "duration",
        min: 10,
        max: 5 * MINUTE_MS,
        default: SECOND_MS,
        summary:
          "A time-out counts when the store has answered nothing for so long: a caller in a great hurry proves nothing.",
        example: "1s",
      },
      openFor: {
        kind: "duration",
        min: 10,
        max: 10 * MINUTE_MS,
        default: 500,
        summary: "Pause before the store is probed; it doubles with each probe that fails, and half of it is chance.",
        example: "500ms",
      },
      maxOpenFor: {
        kind: "duration",
        min: 10,
        max: 10 * MINUTE_MS,
        default: 5 * SECOND_MS,
        summary: "The longest pause between two probes.",
        example: "5s",
      },
      trials: {
        kind: "int",
        min: 1,
        max: 100,
        default: 3,
        summary: "Batches that must succeed, one at a time, after a probe did, before everybody is let through again.",
        example: "3",
      },
    },
  },
  bulkhead: {
    kind: "section",
    summary: "What may wait for the store in one worker, so that a slow store does not take the room of the others.",
    entries: {
      maxCalls: {
        kind: "int",
        min: 1,
        max: 1_000_000,
        default: 8_192,
        summary: "Calls that wait or are under way; more are refused with `STORE_BUSY`.",
        example: "8192",
      },
      maxBytes: {
        kind: "bytes",
        // Below, the largest request would not fit.
        min: 4 * MIB,
        max: 16 * 1024 * MIB,
        default: 64 * MIB,
        summary: "Bytes of those calls' requests.",
        example: "64MiB",
      },
    },
  },
  hedge: {
    kind: "section",
    summary: "A second attempt at a read that takes longer than reads do; the first answer counts.",
    entries: {
      mode: {
        kind: "enum",
        values: ["off", "reads"],
        default: "off",
        summary: "`reads`: when a read takes longer than 95 % of the last ones did, ask again on another connection.",
        example: "reads",
      },
      budgetPercent: {
        kind: "int",
        min: 1,
        max: 100,
        default: 5,
        summary: "At most so many in a hundred reads are asked twice.",
        example: "5",
      },
    },
  },
} as const satisfies Readonly<Record<string, Setting | Section>>;
