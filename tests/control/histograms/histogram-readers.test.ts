import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeFromCompressedBase64 } from "hdr-histogram-js";
import { HISTOGRAM_READER_IDLE_MS, MAX_HISTOGRAM_READERS } from "../../../src/control/histograms/histogram-limits.ts";
import { writeHistogramLog } from "../../../src/control/histograms/histogram-log.ts";
import { HistogramReaders } from "../../../src/control/histograms/histogram-readers.ts";
import { RequestRecorder } from "../../../src/metrics/request-recorder.ts";
import type { RequestSeries } from "../../../src/metrics/request-series.ts";

const GET = 16;

function seriesOf(count: number, totalUs: number): RequestSeries[] {
  const recorder = new RequestRecorder();
  for (let i = 0; i < count; i++) recorder.record(0, GET, 0, totalUs, 10, 20);
  return recorder.takeSeries();
}

describe("readers of histograms", () => {
  it("each get what came since their own last pull", () => {
    let nowMs = 1_000;
    const readers = new HistogramReaders(() => nowMs);
    const pull = (name: string): (number | undefined)[] => {
      readers.enter(name);
      const { interval, histograms } = readers.pull(name);
      const total = histograms.find(({ tag }) => tag === "orders/get/ok/total");
      return [interval.fromMs, interval.toMs, total?.pairs[1]];
    };
    readers.onSeries(seriesOf(7, 90), ["orders"]);
    assert.deepEqual(pull("a"), [1_000, 1_000, undefined], "what was before its first pull is not its own");
    readers.onSeries(seriesOf(2, 90), ["orders"]);
    nowMs = 3_000;
    assert.deepEqual(pull("a"), [1_000, 3_000, 2]);
    assert.deepEqual(pull("b"), [3_000, 3_000, undefined]);
    readers.onSeries(seriesOf(3, 90), ["orders"]);
    nowMs = 4_000;
    assert.deepEqual(pull("a"), [3_000, 4_000, 3]);
    assert.deepEqual(pull("b"), [3_000, 4_000, 3]);
    assert.deepEqual(pull("b"), [4_000, 4_000, undefined]);
  });

  it("get the gateway's own time and each stage apart", () => {
    const readers = new HistogramReaders(() => 0);
    readers.enter("a");
    readers.onSeries(seriesOf(1, 90), ["orders"]);
    const { histograms } = readers.pull("a");
    assert.deepEqual(
      histograms.map(({ tag, pairs }) => `${tag.split("/").at(-1)} ${pairs[0]}`),
      ["total 90", "gateway 70", "ring 10", "wait 60", "store 20"],
    );
  });

  it("are few: another one is refused until one has been idle for long", () => {
    let nowMs = 0;
    const readers = new HistogramReaders(() => nowMs);
    for (let i = 0; i < MAX_HISTOGRAM_READERS; i++) readers.enter(`r${i}`);
    assert.throws(() => readers.enter("more"), /histograms are pulled under 8 names already/);
    readers.enter("r0");
    nowMs = HISTOGRAM_READER_IDLE_MS;
    readers.pull("r0");
    nowMs++;
    readers.enter("more");
    assert.deepEqual([readers.has("r0"), readers.has("r1"), readers.has("more")], [true, false, true]);
  });
});

describe("a log of histograms", () => {
  it("has each histogram as HdrHistogram V2 compressed", () => {
    const pairs = [5, 3, 255, 1, 5_023, 2, 0x7fff_ffff, 4];
    const text = writeHistogramLog({ fromMs: 1_500, toMs: 4_000 }, [{ tag: "orders/get/ok/total", pairs }]);
    const line = text.trimEnd().split("\n").at(-1) as string;
    const [tag, start, length, max, encoded = ""] = line.split(",");
    assert.deepEqual([tag, start, length, max], ["Tag=orders/get/ok/total", "0.000", "2.500", "2147483.647"]);
    assert.match(encoded, /^HISTFAAA/);
    const histogram = decodeFromCompressedBase64(encoded);
    assert.equal(histogram.totalCount, 10);
    assert.equal(histogram.getValueAtPercentile(30), 5);
    assert.equal(histogram.getValueAtPercentile(60), 5_023);
  });
});
