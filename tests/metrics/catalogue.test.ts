import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { CATALOGUE, type MetricSpec } from "../../src/metrics/catalogue.ts";
import { DURATION_BOUNDS_US } from "../../src/metrics/duration-bounds.ts";
import { renderMetricsReference } from "../../src/metrics/metrics-reference.ts";

const specs: readonly MetricSpec[] = Object.values(CATALOGUE);
const page = new URL("../../../docs-cms/reference/metrics.md", import.meta.url);

describe("catalogue of metrics", () => {
  it("names every metric once, and as Prometheus wants it: base unit, _total for counters", () => {
    assert.equal(new Set(specs.map((spec) => spec.name)).size, specs.length);
    for (const { name, type, unit } of specs) {
      assert.match(name, /^(prism|process)_[a-z]+(_[a-z]+)*$/);
      assert.equal(name.endsWith("_total"), type === "counter", name);
      if (unit === "seconds" || unit === "bytes")
        assert.ok(name.includes(`_${unit}`) || name.includes("_bytes_"), name);
      if (type === "histogram" && unit !== "count") assert.ok(/_(seconds|bytes)$/.test(name), name);
    }
  });

  it("has only labels whose values are few", () => {
    const few = [
      "namespace",
      "operation",
      "code",
      "outcome",
      "task",
      "reason",
      "worker",
      "backend",
      "pattern",
      "thread",
      "quantile",
    ];
    const known = new Set([
      ...few,
      "level",
      "stage",
      "window",
      "speed",
      "from",
      "to",
      "version",
      "node",
      "door",
      "certificate",
      "chain",
      "kind",
      "status",
    ]);
    for (const spec of specs) for (const label of spec.labels) assert.ok(known.has(label), `${spec.name}: ${label}`);
  });

  it("says of every metric what it means, in sentences", () => {
    for (const { name, help } of specs) assert.match(help, /^[A-Z0-9].*\.$/, name);
  });

  it("has latency bounds from 10 microseconds to 10 seconds, ascending", () => {
    assert.equal(DURATION_BOUNDS_US[0], 10);
    assert.equal(DURATION_BOUNDS_US.at(-1), 10_000_000);
    for (let i = 1; i < DURATION_BOUNDS_US.length; i++) {
      assert.ok((DURATION_BOUNDS_US[i] as number) > (DURATION_BOUNDS_US[i - 1] as number));
    }
  });

  it("is the source of the committed reference page", () => {
    assert.equal(readFileSync(page, "utf8"), renderMetricsReference(), "run `npm run generate`");
  });

  it("has every metric that the reference page mentions", () => {
    const names = new Set(specs.map((spec) => spec.name));
    for (const [mentioned] of renderMetricsReference().matchAll(/(?<![.\w])(prism|process)_[a-z_]+/g)) {
      const name = mentioned.replace(/_(bucket|sum|count)$/, "");
      assert.ok(names.has(name) || names.has(mentioned), mentioned);
    }
  });
});
