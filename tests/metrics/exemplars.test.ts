import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collectMetrics } from "../../src/control/metrics-page.ts";
import { CATALOGUE, type MetricSpec } from "../../src/metrics/catalogue.ts";
import type { Exemplar } from "../../src/metrics/exemplar.ts";
import { MergedRequests } from "../../src/metrics/merged-requests.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";
import { sourcesOf } from "../control/metrics-sources.ts";
import { readExposition } from "./read-exposition.ts";

const GET = 16;

function exemplar(number: number, totalUs: number, atMs: number): Exemplar {
  const traceId = number.toString(16).padStart(32, "0");
  return { traceId, spanId: "00f067aa0ba902b7", totalUs, queueUs: 7, backendUs: 30, atMs };
}

/** Of two workers, each with its examples. */
function requestsWith(...workers: readonly (readonly Exemplar[])[]): MergedRequests {
  const merged = new MergedRequests();
  for (const examples of workers) {
    const recorder = new RequestRecorder();
    for (const each of examples) {
      recorder.record(0, GET, 0, each.totalUs, each.queueUs, each.backendUs);
      recorder.exemplify(0, GET, 0, each);
    }
    merged.merge(recorder.takeSeries(), ["orders"]);
    assert.deepEqual(
      recorder.takeSeries().flatMap(({ exemplars }) => exemplars),
      [],
    );
  }
  return merged;
}

function linesOf(page: string, metric: string): string[] {
  return page.split("\n").filter((line) => line.startsWith(`${metric}_bucket`) && line.includes(" # "));
}

describe("exemplars", () => {
  const requests = requestsWith(
    [exemplar(1, 60, 1_000_500), exemplar(2, 70, 2_000_500), exemplar(3, 20_000, 1_500_000)],
    [exemplar(4, 80, 1_900_000), exemplar(5, 99_000_000, 1_000_000)],
  );
  const page = collectMetrics(sourcesOf({ requests }), "openmetrics");

  it("are the latest of each bucket, with their value in seconds", () => {
    const labels = 'namespace="orders",operation="get",outcome="ok"';
    const shown = (number: number) =>
      `# {trace_id="${number.toString(16).padStart(32, "0")}",span_id="00f067aa0ba902b7"}`;
    assert.deepEqual(linesOf(page, "prism_request_duration_seconds"), [
      `prism_request_duration_seconds_bucket{${labels},le="0.0001"} 3 ${shown(4)} 0.00008 1900`,
      `prism_request_duration_seconds_bucket{${labels},le="0.025"} 4 ${shown(3)} 0.02 1500`,
      `prism_request_duration_seconds_bucket{${labels},le="+Inf"} 5 ${shown(5)} 99 1000`,
    ]);
  });

  it("stand in the bucket that is right for each histogram", () => {
    const [queue = "", ...more] = linesOf(page, "prism_request_queue_seconds");
    assert.match(queue, /le="0.00001"\} 5 # \{trace_id="0{31}4",span_id="[0-9a-f]{16}"\} 0.000007 1900$/);
    assert.equal(more.length, 0);
    assert.equal(linesOf(page, "prism_request_backend_seconds").length, 1);
  });

  it("are on no page in the format of Prometheus", () => {
    const plain = collectMetrics(sourcesOf({ requests }));
    assert.doesNotMatch(plain, / # \{|# EOF/);
    readExposition(plain);
  });
});

describe("a page in OpenMetrics", () => {
  const page = collectMetrics(sourcesOf(), "openmetrics");

  it("ends with its mark, and names counters without what their samples end in", () => {
    assert.ok(page.endsWith("\n# EOF\n"));
    assert.match(page, /^# TYPE prism_requests counter$/m);
    assert.doesNotMatch(page, /^# TYPE \S+_total /m);
    const types = [...page.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    assert.equal(new Set(types).size, types.length);
  });

  it("says the same as that in the format of Prometheus", () => {
    const samples = (text: string) => text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    assert.deepEqual(samples(page), samples(collectMetrics(sourcesOf())));
  });

  it("can name every counter of the catalogue", () => {
    for (const { name, type } of Object.values(CATALOGUE) as MetricSpec[]) {
      if (type === "counter") assert.ok(name.endsWith("_total"), name);
    }
  });
});
