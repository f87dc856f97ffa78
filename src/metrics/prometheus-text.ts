import { assert } from "../common/assert.ts";
import type { MetricSpec } from "./catalogue.ts";

/**
 * Writes the Prometheus text exposition format, version 0.0.4.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 *
 *   # HELP name what it says        \ and line feed escaped
 *   # TYPE name counter
 *   name{label="value"} 12          \ " and line feed escaped
 */
export class PrometheusText {
  private readonly written = new Set<string>();
  private text = "";
  private spec: MetricSpec | null = null;

  /** Starts a metric. All its samples follow before the next one starts. */
  begin(spec: MetricSpec): this {
    assert(!this.written.has(spec.name), `the metric ${spec.name} is written twice`);
    this.written.add(spec.name);
    this.spec = spec;
    this.text += `# HELP ${spec.name} ${escapeHelp(spec.help)}\n# TYPE ${spec.name} ${spec.type}\n`;
    return this;
  }

  /** One sample of the metric begun last; `values` are those of its labels, in the order of the catalogue. */
  sample(value: number, ...values: readonly string[]): this {
    const spec = this.current(values);
    assert(spec.type !== "histogram", `${spec.name} is a histogram`);
    this.line(spec.name, labelText(spec.labels, values), value);
    return this;
  }

  /**
   * One histogram of the metric begun last. `counts[i]` is how many observations lie over `bounds[i - 1]` and not over
   * `bounds[i]`; the last place, one beyond the bounds, has the rest. Their sum is the `_count`.
   */
  histogram(bounds: readonly number[], counts: ArrayLike<number>, sum: number, ...values: readonly string[]): this {
    const spec = this.current(values);
    assert(spec.type === "histogram", `${spec.name} is not a histogram`);
    assert(counts.length === bounds.length + 1, "a histogram has one count for each bound, and one beyond");
    const labels = labelText(spec.labels, values);
    const before = labels === "" ? "" : `${labels},`;
    let count = 0;
    for (let i = 0; i < counts.length; i++) {
      count += counts[i] as number;
      this.line(`${spec.name}_bucket`, `${before}le="${numberText(bounds[i] ?? Number.POSITIVE_INFINITY)}"`, count);
    }
    this.line(`${spec.name}_sum`, labels, sum);
    this.line(`${spec.name}_count`, labels, count);
    return this;
  }

  /** What was written since the last call. */
  take(): string {
    const { text } = this;
    this.text = "";
    return text;
  }

  private current(values: readonly string[]): MetricSpec {
    const { spec } = this;
    assert(spec !== null, "a sample comes after its metric has begun");
    assert(values.length === spec.labels.length, `${spec.name} has ${spec.labels.length} labels, not ${values.length}`);
    return spec;
  }

  private line(name: string, labels: string, value: number): void {
    this.text += labels === "" ? `${name} ${numberText(value)}\n` : `${name}{${labels}} ${numberText(value)}\n`;
  }
}

/** The media type that belongs to the text. */
export const PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

function labelText(names: readonly string[], values: readonly string[]): string {
  let text = "";
  for (let i = 0; i < names.length; i++) {
    if (i > 0) text += ",";
    text += `${names[i]}="${escapeValue(values[i] as string)}"`;
  }
  return text;
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  return String(value);
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeValue(text: string): string {
  return SPECIAL.test(text) ? escapeHelp(text).replaceAll('"', '\\"') : text;
}

const SPECIAL = /["\\\n]/;
