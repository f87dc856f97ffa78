import type { Section } from "../setting.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND_MS = 1_000;
const DAY_MS = 24 * 3600 * SECOND_MS;

/** Who did what, on record. */
export const auditSection = {
  kind: "section",
  summary: "The audit log: a record of every write and every denied call, which cannot be changed without its showing.",
  entries: {
    mode: {
      kind: "enum",
      values: ["off", "on"],
      default: "off",
      summary: "Whether there is an audit log. What is recorded of each namespace, its own `audit` says.",
      example: "on",
    },
    folder: {
      kind: "path",
      maxCharacters: 1024,
      default: "./.prism/audit",
      summary: "Where the log is kept. One gateway at a time writes it.",
      example: "/var/log/prism/audit",
    },
    keyFolder: {
      kind: "path",
      maxCharacters: 1024,
      default: "./.prism/audit-keys",
      summary:
        "Where the key that signs the log and the secret that hashes keys are kept; both are made at the first start. Not a folder that those may read who may read the log.",
      example: "/etc/prism/audit-keys",
    },
    maxFileBytes: {
      kind: "bytes",
      min: 4 * KIB,
      max: 1024 * MIB,
      default: 64 * MIB,
      summary: "A file of the log that has reached this size is followed by the next.",
      example: "64MiB",
    },
    rotateAfter: {
      kind: "duration",
      min: 60 * SECOND_MS,
      max: 366 * DAY_MS,
      default: DAY_MS,
      summary: "A file of the log that has been written for so long is followed by the next.",
      example: "24h",
    },
    maxFiles: {
      kind: "int",
      min: 0,
      max: 100_000,
      default: 0,
      summary:
        "Files that each thread keeps. The oldest are removed, and the log says so; 0 keeps all: somebody else must see to the room.",
      example: "100",
    },
    checkpointEvery: {
      kind: "duration",
      min: 100,
      max: 3600 * SECOND_MS,
      default: SECOND_MS,
      summary:
        "How often the log is signed while it grows. Until then its last lines can be changed by whoever may write the files.",
      example: "1s",
    },
    sync: {
      kind: "enum",
      values: ["none", "batch"],
      default: "none",
      summary:
        "Whether a call is acknowledged when the system has its record, which then outlives the process (`none`), or when the disk has it (`batch`), at the price of one more flush for every batch.",
      example: "batch",
    },
    onFailure: {
      kind: "enum",
      values: ["refuse", "continue"],
      default: "refuse",
      summary:
        "What becomes of calls that must be recorded while the log cannot be written: they are refused, or they go on and the log says later how many records it lost.",
      example: "refuse",
    },
  },
} as const satisfies Section;
