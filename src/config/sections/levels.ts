import type { Section } from "../setting.ts";

/** How levels of service are measured. */
export const levelsSection = {
  kind: "section",
  summary: "How the levels of service that namespaces declare in `needs` are measured.",
  entries: {
    interval: {
      kind: "duration",
      min: 1_000,
      // The shortest window is counted in slots of ten seconds.
      max: 10_000,
      default: 5_000,
      summary:
        "How often the workers' histograms are looked at while any namespace declares a level; a miss shows after two at the most.",
      example: "2s",
    },
  },
} as const satisfies Section;
