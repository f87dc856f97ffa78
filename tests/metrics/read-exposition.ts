import assert from "node:assert/strict";

/** One sample of a page. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/**
 * A strict reader of the Prometheus text format 0.0.4, written from the specification and not from the writer: fails on
 * whatever the format does not allow, and on what a scraper would refuse or misread.
 *
 *   page    = { "# HELP " name " " text LF  "# TYPE " name " " type LF  { sample LF } }
 *   sample  = name [ "{" label { "," label } "}" ] " " number
 *   label   = name "=" quote { any but quote, backslash, LF | escaped } quote
 *   escaped = backslash followed by a backslash, a quote or n
 */
export function readExposition(page: string): Map<string, Family> {
  assert.ok(page === "" || page.endsWith("\n"), "the last line must end");
  const families = new Map<string, Family & { samples: Sample[] }>();
  let current: (Family & { samples: Sample[] }) | undefined;
  let help: { name: string; text: string } | undefined;
  for (const line of page.split("\n").slice(0, -1)) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/s.exec(line);
    if (comment !== null) {
      const [, kind, name = "", text = ""] = comment;
      if (kind === "HELP") {
        assert.equal(help, undefined, `HELP without TYPE before ${name}`);
        help = { name, text: unescaped(text, false) };
        continue;
      }
      assert.equal(help?.name, name, `TYPE of ${name} does not follow its HELP`);
      assert.match(text, /^(counter|gauge|histogram)$/);
      assert.ok(!families.has(name), `${name} comes twice`);
      current = { name, type: text, help: help?.text ?? "", samples: [] };
      families.set(name, current);
      help = undefined;
      continue;
    }
    const sample = readSample(line);
    assert.ok(current !== undefined && help === undefined, `${line}: no TYPE before it`);
    assert.equal(sample.name.replace(current.type === "histogram" ? /_(bucket|sum|count)$/ : "", ""), current.name);
    current.samples.push(sample);
  }
  for (const family of families.values()) check(family);
  return families;
}

function readSample(line: string): Sample {
  const match = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)$/s.exec(line);
  assert.ok(match !== null, `no sample: ${line}`);
  const [, name = "", list = "", number = ""] = match;
  const labels: Record<string, string> = {};
  let rest = list;
  while (rest !== "") {
    const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"(,(?=.)|$)/s.exec(rest);
    assert.ok(label !== null, `no label: ${rest}`);
    const [whole, key = "", value = ""] = label;
    assert.ok(!Object.hasOwn(labels, key), `label ${key} comes twice`);
    labels[key] = unescaped(value, true);
    rest = rest.slice(whole.length);
  }
  assert.match(number, /^([+-]Inf|NaN|-?\d+(\.\d+)?(e[+-]?\d+)?)$/);
  return { name, labels, value: number.endsWith("Inf") ? Number(`${number}inity`) : Number(number) };
}

function unescaped(text: string, isValue: boolean): string {
  return text.replace(/\\(.?)/gs, (_, escaped: string) => {
    if (escaped === "n") return "\n";
    assert.ok(escaped === "\\" || (isValue && escaped === '"'), `\\${escaped} is no escape`);
    return escaped;
  });
}

function check(family: Family): void {
  const seen = new Set<string>();
  for (const { name, labels, value } of family.samples) {
    const key = JSON.stringify([name, Object.entries(labels).sort()]);
    assert.ok(!seen.has(key), `${key} comes twice`);
    seen.add(key);
    if (family.type !== "gauge") assert.ok(value >= 0, `${key} is negative`);
  }
  if (family.type === "histogram") checkHistogram(family);
}

function checkHistogram(family: Family): void {
  const groups = new Map<string, Sample[]>();
  for (const sample of family.samples) {
    const { le, ...labels } = sample.labels;
    assert.equal(le !== undefined, sample.name.endsWith("_bucket"));
    const key = JSON.stringify(labels);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  for (const [key, samples] of groups) {
    const buckets = samples.filter((sample) => sample.name.endsWith("_bucket"));
    const bounds = buckets.map((sample) => Number((sample.labels.le ?? "").replace("+Inf", "Infinity")));
    assert.deepEqual(
      bounds,
      [...bounds].sort((a, b) => a - b),
      `${key}: bounds must ascend`,
    );
    assert.equal(bounds.at(-1), Infinity);
    for (let i = 1; i < buckets.length; i++) {
      assert.ok((buckets[i] as Sample).value >= (buckets[i - 1] as Sample).value, `${key}: buckets are cumulative`);
    }
    const count = samples.find((sample) => sample.name.endsWith("_count"));
    assert.equal(count?.value, buckets.at(-1)?.value, `${key}: the last bucket has all`);
    assert.equal(samples.filter((sample) => sample.name.endsWith("_sum")).length, 1);
  }
}
