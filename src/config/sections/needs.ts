import { ABILITY_NAMES, CONSISTENCIES, DURABILITIES, ORDERINGS } from "../../common/offer.ts";
import type { DecimalSetting, IntSetting, Section } from "../setting.ts";

/** A latency: from what the histograms tell apart to what no caller waits for. */
const latency = (summary: string, example: string) =>
  ({ kind: "decimal", min: 0.01, max: 60_000, optional: true, summary, example }) as const satisfies DecimalSetting;

const rate = (summary: string, example: string) =>
  ({ kind: "int", min: 1, max: 10_000_000, optional: true, summary, example }) as const satisfies IntSetting;

/** What a namespace's store must guarantee, and the levels of service that are measured. */
export const needsSection = {
  kind: "section",
  summary:
    "What the store must guarantee, and the levels of service that the namespace is to have. A namespace whose store cannot is refused when it is declared; one whose server turns out not to, by its own settings, refuses its calls and says why. Levels are measured while it serves, and a miss is told, never refused.",
  entries: {
    durability: {
      kind: "enum",
      values: DURABILITIES,
      optional: true,
      summary: "What an acknowledged write survives.",
      example: "power-loss",
    },
    consistency: {
      kind: "enum",
      values: CONSISTENCIES,
      optional: true,
      summary: "Whether reads see every write acknowledged before them.",
      example: "strong",
    },
    ordering: {
      kind: "enum",
      values: ORDERINGS,
      optional: true,
      summary: "Of a stream: of which messages the order is kept.",
      example: "none",
    },
    abilities: {
      kind: "strings",
      values: ABILITY_NAMES,
      maxItems: ABILITY_NAMES.length,
      maxCharacters: 32,
      default: [],
      summary: "What it must be able to do.",
      example: "[compare-and-set, transactions]",
    },
    readP50Ms: latency("Milliseconds that half of all reads may take.", "0.5"),
    readP99Ms: latency("Milliseconds that 99 of 100 reads may take.", "5"),
    readP999Ms: latency("Milliseconds that 999 of 1,000 reads may take.", "20"),
    writeP50Ms: latency("Milliseconds that half of all writes may take.", "2"),
    writeP99Ms: latency("Milliseconds that 99 of 100 writes may take.", "10"),
    writeP999Ms: latency("Milliseconds that 999 of 1,000 writes may take.", "50"),
    readRps: rate("Reads a second that must succeed when as many are asked.", "20000"),
    writeRps: rate("Writes a second that must succeed when as many are asked.", "2000"),
    errorRatio: {
      kind: "decimal",
      min: 0.00001,
      max: 0.5,
      optional: true,
      summary: "The share of all calls that may fail for a reason that is not their caller's.",
      example: "0.001",
    },
  },
  absent: {
    latencyP99Ms: "say of which calls: readP99Ms, writeP99Ms",
    latencyP50Ms: "say of which calls: readP50Ms, writeP50Ms",
    latencyP999Ms: "say of which calls: readP999Ms, writeP999Ms",
  },
} as const satisfies Section;
