import { MAX_KEY_BYTES } from "../../common/limits.ts";
import { ALL_CLASSES, CLASS_NAMES } from "../../common/operation-class.ts";
import { MAX_PATTERN_CHARACTERS } from "../access/principal-pattern.ts";
import type { SectionList, StringSetting, StringsSetting } from "../setting.ts";

/** Whom a rule means; {@link patternProblem} says what is wrong with one. */
export const principalSetting = {
  kind: "string",
  maxCharacters: MAX_PATTERN_CHARACTERS,
  summary: "Whom the rule means: `user:ada`, `service:order-api`, `team:x`, a glob such as `service:order-*`, or `*`.",
  example: '"service:order-api"',
} as const satisfies StringSetting;

const classes = {
  kind: "strings",
  values: [...CLASS_NAMES, ALL_CLASSES],
  maxItems: CLASS_NAMES.length + 1,
  maxCharacters: 16,
  default: [],
} as const satisfies Omit<StringsSetting, "summary" | "example">;

/** Who may do what in a namespace. */
export const accessList = {
  kind: "list",
  summary:
    "Who may do what: see [access](access.md). With `auth.mode: required`, what no rule allows is denied; with `off` no rule applies.",
  maxItems: 10_000,
  item: {
    kind: "section",
    summary: "One rule.",
    entries: {
      principal: principalSetting,
      allow: { ...classes, summary: "Classes of operations that it allows.", example: "[read, write]" },
      deny: { ...classes, summary: "Classes of operations that it denies.", example: "[delete]" },
      keyPrefix: {
        kind: "string",
        maxCharacters: MAX_KEY_BYTES,
        optional: true,
        summary: "Only for keys that begin with it; without it, for every key.",
        example: '"eu/"',
      },
    },
  },
} as const satisfies SectionList;
