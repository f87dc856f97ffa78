import { ABILITY_NAMES, CONSISTENCIES, DURABILITIES, ORDERINGS } from "../../common/offer.ts";
import type { Section } from "../setting.ts";

/** What a namespace's store must guarantee. */
export const needsSection = {
  kind: "section",
  summary:
    "What the store must guarantee. A namespace whose store cannot is refused when it is declared; one whose server turns out not to, by its own settings, refuses its calls and says why.",
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
  },
} as const satisfies Section;
