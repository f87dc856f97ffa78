import { assert } from "../common/assert.ts";
import type { MetricSpec } from "./catalogue.ts";

/**
 * Writes the Prometheus text exposition format, version 0.0.4, or OpenMetrics 1.0.
 * Sources: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format and
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 *
 *   # HELP name what it says        \ and line feed escaped
 *   # TYPE name counter
 *   name{label="value"} 12          \ " and line feed escaped
 */
export class PrometheusText {
  private readonly format: MetricsFormat;
  private readonly written = new Set<string>();
  private text = "";
  private spec: MetricSpec | null = null;
  private exemplars: ReadonlyMap<number, BucketExemplar> = none;

  constructor(format: MetricsFormat = "prometheus") {
    this.format = format;
  }

  /** Starts a metric. All its samples follow before the next one starts. */
  begin(spec: MetricSpec): this {
    assert(!this.written.has(spec.name), `the metric ${spec.name} is written twice`);
    this.written.add(spec.name);
    this.spec = spec;
    // In OpenMetrics a counter goes by its name without what its samples end in.
    const name =
      this.format === "openmetrics" && spec.type === "counter" ? spec.name.slice(0, -TOTAL.length) : spec.name;
    this.text += `# HELP ${name} ${escapeHelp(spec.help)}\n# TYPE ${name} ${spec.type}\n`;
    return this;
  }

  /** One sample of the metric begun last; `values` are those of its labels, in the order of the catalogue. */
  sample(value: number, ...values: readonly string[]): this {
    const spec = this.current(values);
    assert(spec.type !== "histogram", `${spec.name} is a histogram`);
    this.line(spec.name, labelText(spec.labels, values), value);
    return this;
  }

  /** What the next histogram shows beside its buckets, by their place; in OpenMetrics alone. */
  exemplify(exemplars: ReadonlyMap<number, BucketExemplar>): this {
    if (this.format === "openmetrics") this.exemplars = exemplars;
    return this;
  }

  /** Ends the page. */
  end(): this {
    if (this.format === "openmetrics") this.text += "# EOF\n";
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
      const bound = numberText(bounds[i] ?? Number.POSITIVE_INFINITY);
      this.line(`${spec.name}_bucket`, `${before}le="${bound}"`, count, exemplarText(this.exemplars.get(i)));
    }
    this.exemplars = none;
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

  private line(name: string, labels: string, value: number, behind = ""): void {
    const subject = labels === "" ? name : `${name}{${labels}}`;
    this.text += `${subject} ${numberText(value)}${behind}\n`;
  }
}

/** The text format of Prometheus, or OpenMetrics 1.0, which has exemplars. */
export type MetricsFormat = "prometheus" | "openmetrics";

/** A request whose trace can be looked up, and its value. */
export interface BucketExemplar {
  readonly traceId: string;
  readonly spanId: string;
  readonly value: number;
  readonly atMs: number;
}

/** The media types that belong to the texts. */
export const METRICS_CONTENT_TYPES: Readonly<Record<MetricsFormat, string>> = {
  prometheus: "text/plain; version=0.0.4; charset=utf-8",
  openmetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8",
};

function exemplarText(exemplar: BucketExemplar | undefined): string {
  if (exemplar === undefined) return "";
  const { traceId, spanId, value, atMs } = exemplar;
  return ` # {trace_id="${traceId}",span_id="${spanId}"} ${numberText(value)} ${atMs / 1e3}`;
}

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
const TOTAL = "_total";
const none: ReadonlyMap<number, BucketExemplar> = new Map();
