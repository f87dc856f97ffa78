import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { MetricSpec } from "../../src/metrics/catalogue.ts";
import { PrometheusText } from "../../src/metrics/prometheus-text.ts";
import { readExposition } from "./read-exposition.ts";

const gauge: MetricSpec = { name: "g", type: "gauge", unit: "count", help: "A gauge.", labels: ["a", "b"] };
const plain: MetricSpec = { name: "p_total", type: "counter", unit: "count", help: "Plain.", labels: [] };
const histogram: MetricSpec = { name: "h_seconds", type: "histogram", unit: "seconds", help: "H.", labels: ["a"] };

describe("Prometheus text", () => {
  it("is what the specification shows", () => {
    const text = new PrometheusText();
    text.begin(plain).sample(3);
    text.begin({ ...gauge, help: 'back\\slash, "quote" and\nline' }).sample(-1.5, 'x"y', "\\\n");
    text.begin(histogram).histogram([0.25, 0.5], [1, 0, 2], 3.5, "v");
    assert.equal(
      text.take(),
      [
        "# HELP p_total Plain.",
        "# TYPE p_total counter",
        "p_total 3",
        '# HELP g back\\\\slash, "quote" and\\nline',
        "# TYPE g gauge",
        'g{a="x\\"y",b="\\\\\\n"} -1.5',
        "# HELP h_seconds H.",
        "# TYPE h_seconds histogram",
        'h_seconds_bucket{a="v",le="0.25"} 1',
        'h_seconds_bucket{a="v",le="0.5"} 1',
        'h_seconds_bucket{a="v",le="+Inf"} 3',
        'h_seconds_sum{a="v"} 3.5',
        'h_seconds_count{a="v"} 3',
        "",
      ].join("\n"),
    );
  });

  it("gives back any label, help and number to a reader", () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("\\", '"', "\n", "n", "}", ",") }),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, fc.double(), (help, a, b, value) => {
        const text = new PrometheusText();
        text.begin({ ...gauge, help }).sample(value, a, b);
        const family = readExposition(text.take()).get("g");
        assert.equal(family?.help, help);
        assert.deepEqual(family?.samples, [{ name: "g", labels: { a, b }, value: value === 0 ? 0 : value }]);
      }),
    );
  });

  it("takes a histogram without labels", () => {
    const text = new PrometheusText();
    text.begin({ ...histogram, labels: [] }).histogram([1], [2, 3], 9);
    const samples = readExposition(text.take()).get("h_seconds")?.samples ?? [];
    assert.deepEqual(
      samples.map((sample) => sample.value),
      [2, 5, 9, 5],
    );
  });

  it("gives what was written since the last time", () => {
    const text = new PrometheusText();
    text.begin(plain);
    const first = text.take();
    text.sample(1);
    assert.equal(text.take(), "p_total 1\n");
    assert.match(first, /^# HELP/);
    assert.equal(text.take(), "");
  });

  it("refuses what would make a page that no scraper takes", () => {
    const text = new PrometheusText();
    assert.throws(() => text.sample(1), /begun/);
    text.begin(plain);
    assert.throws(() => text.begin(plain), /twice/);
    assert.throws(() => text.sample(1, "label"), /0 labels/);
    assert.throws(() => text.histogram([1], [1, 2], 3), /not a histogram/);
    text.begin(histogram);
    assert.throws(() => text.sample(1, "v"), /is a histogram/);
    assert.throws(() => text.histogram([1], [1], 3, "v"), /one beyond/);
  });
});
