import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  formatBytes,
  formatDuration,
  guessBytes,
  guessDuration,
  parseBytes,
  parseDuration,
} from "../../src/config/units.ts";

describe("sizes and durations", () => {
  it("reads sizes in binary units, with or without a space", () => {
    const sizes = ["0", "4096", "7B", "1KiB", "64MiB", "512 MiB", "2GiB", "1TiB", "1.5KiB"];
    const bytes = [0, 4096, 7, 1024, 64 * 1024 ** 2, 512 * 1024 ** 2, 2 * 1024 ** 3, 1024 ** 4, 1536];
    assert.deepEqual(sizes.map(parseBytes), bytes);
  });

  it("reads durations with a unit, and a bare zero", () => {
    const durations = ["0", "500ms", "2s", "1.5s", "10m", "3h", "30d", "0s"];
    assert.deepEqual(durations.map(parseDuration), [0, 500, 2_000, 1_500, 600_000, 10_800_000, 2_592_000_000, 0]);
  });

  it("refuses what is no size or no whole number of bytes", () => {
    const texts = [
      "",
      "B",
      "-1",
      "+1",
      "1e3",
      "0x10",
      "4MB",
      "4M",
      "4mib",
      "1.0001KiB",
      "0.5B",
      "1 2",
      "9999999TiB",
      "NaN",
      "1_000",
    ];
    for (const text of texts) assert.equal(parseBytes(text), null, text);
  });

  it("refuses what is no duration, has no unit, or is no whole number of milliseconds", () => {
    const texts = ["", "500", "s", "-1s", "1S", "1M", "2 sec", "1.5ms", "0.0001s", "1w", "999999999999999d"];
    for (const text of texts) assert.equal(parseDuration(text), null, text);
  });

  it("reads back what it writes", () => {
    fc.assert(fc.property(fc.nat({ max: 2 ** 40 }), (n) => parseBytes(formatBytes(n)) === n));
    fc.assert(fc.property(fc.nat({ max: 2 ** 40 }), (n) => parseDuration(formatDuration(n)) === n));
  });

  it("writes the largest unit that divides", () => {
    assert.deepEqual([0, 1, 1023, 1024, 1536, 4 * 1024 ** 2].map(formatBytes), [
      "0",
      "1B",
      "1023B",
      "1KiB",
      "1536B",
      "4MiB",
    ]);
    assert.deepEqual([0, 1, 1000, 90_000, 600_000, 86_400_000].map(formatDuration), [
      "0",
      "1ms",
      "1s",
      "90s",
      "10m",
      "1d",
    ]);
  });

  it("guesses the unit of sizes that are written otherwise", () => {
    const texts = ["4MB", "4M", "4 mb", "1.5g", "2kbytes", "3Tib", "4XB", "MB", "4"];
    assert.deepEqual(texts.map(guessBytes), ["4MiB", "4MiB", "4MiB", "1.5GiB", "2KiB", "3TiB", null, null, null]);
  });

  it("guesses the unit of durations that are written otherwise", () => {
    const texts = ["500", "10 minutes", "2 secs", "1 hr", "3 Days", "7 millis", "5 weeks", "soon"];
    assert.deepEqual(texts.map(guessDuration), ["500ms", "10m", "2s", "1h", "3d", "7ms", null, null]);
  });
});
