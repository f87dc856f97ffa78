import type { Section, ValueOf } from "../setting.ts";

/** How the large values of a namespace are kept. */
export const largeValuesSection = {
  kind: "section",
  summary: "Of a namespace with the pattern keyvalue: how its values over 1 MiB are kept.",
  entries: {
    compression: {
      kind: "enum",
      values: ["off", "gzip", "zstd"],
      default: "off",
      summary:
        "How the gateway compresses a value whose client has not chosen an encoding, chunk by chunk and only where that makes it smaller by an eighth; `zstd` needs Node.js 22.15 or later.",
      example: "gzip",
    },
  },
} as const satisfies Section;

type LargeValuesConfig = ValueOf<typeof largeValuesSection>;

export const defaultLargeValues: LargeValuesConfig = Object.freeze({
  compression: largeValuesSection.entries.compression.default,
});
