import type { OverlayLimits } from "../../../src/backends/sqlite/overlay-limits.ts";

/** So tight that generations freeze, apply and settle all the time, a step is a few items, and many values go past them. */
export const tinyOverlayLimits: OverlayLimits = {
  journalBytes: 120,
  generationBytes: 1_000,
  stepBytes: 400,
  stepRows: 2,
  maxValueBytes: 8,
};

/** Nothing is applied, but by a sweep or when the store is closed. */
export const wideOverlayLimits: OverlayLimits = {
  journalBytes: 2 ** 30,
  generationBytes: 2 ** 30,
  stepBytes: 400,
  stepRows: 2,
  maxValueBytes: 1_000,
};
