import { ABILITY_NAMES, type Offer } from "../../common/offer.ts";
import type { BackendType } from "./backend-type.ts";
import { resilienceEntries } from "./resilience.ts";

/** What the module gives is known when it is loaded: nothing is refused before. */
const anything: Offer = {
  durability: "power-loss",
  consistency: "strong",
  ordering: "stream",
  abilities: ABILITY_NAMES,
};

export const pluginBackend = {
  kind: "section",
  summary:
    "A store by somebody else: a module of JavaScript that each worker loads. See [plugins.md](plugins.md) for what it exports, and `prism conform`, which tries it.",
  placement: "every-worker",
  isLasting: true,
  offers: { keyvalue: anything, stream: anything },
  areOffersOpen: true,
  exampleName: "mine",
  entries: {
    module: {
      kind: "module",
      maxCharacters: 1024,
      summary:
        "The module: a path that begins with `./`, `../` or `/`, relative to the folder of the configuration file, or the name of a package in `node_modules` there or above.",
      example: "./my-backend.js",
    },
    settings: {
      kind: "free",
      default: {},
      summary: "What the module is told; it says itself what that may be.",
      example: "{ path: ./my-data }",
    },
    folder: {
      kind: "path",
      maxCharacters: 1024,
      default: ".",
      summary:
        "Where relative paths among its settings begin, itself relative to the folder of the configuration file.",
      example: "./data",
    },
    ...resilienceEntries,
  },
} as const satisfies BackendType;
