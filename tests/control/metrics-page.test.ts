import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { AcceptorCounters } from "../../src/acceptor/counters.ts";
import { collectMetrics, type MetricsSources, metricsPageParts } from "../../src/control/metrics-page.ts";
import { CATALOGUE } from "../../src/metrics/catalogue.ts";
import { MergedRequests } from "../../src/metrics/merged-requests.ts";
import { RequestRecorder } from "../../src/metrics/request-recorder.ts";
import { readExposition, type Sample } from "../metrics/read-exposition.ts";
import { figuresOf, idleLoop, reportOf, sourcesOf } from "./metrics-sources.ts";

const GET = 16;
const PUT = 17;

type Call = readonly [namespaceIndex: number, operation: number, code: number, totalUs: number];

function requestsOf(calls: readonly Call[], namespaces: readonly string[]): MergedRequests {
  const recorder = new RequestRecorder();
  for (const [namespaceIndex, operation, code, totalUs] of calls) {
    recorder.record(namespaceIndex, operation, code, totalUs, totalUs >> 2, totalUs >> 1);
  }
  const requests = new MergedRequests();
  requests.merge(recorder.takeSeries(), namespaces);
  return requests;
}

function samplesOf(sources: MetricsSources, name: string): readonly Sample[] {
  const family = readExposition(collectMetrics(sources)).get(name);
  assert.ok(family !== undefined, `${name} is not on the page`);
  return family.samples;
}

/** Label values joined, then the value. */
function rowsOf(sources: MetricsSources, name: string): [string, number][] {
  return samplesOf(sources, name).map(({ labels, value }) => [Object.values(labels).join(" "), value]);
}

describe("metrics page", () => {
  it("shows every metric of the catalogue, in its order, and no other", () => {
    const names = [...readExposition(collectMetrics(sourcesOf())).keys()];
    assert.deepEqual(
      names,
      Object.values(CATALOGUE).map((spec) => spec.name),
    );
  });

  it("counts requests by namespace, operation and code, with the names of all three", () => {
    const calls: Call[] = [
      [0, GET, 0, 70],
      [0, GET, 0, 70],
      [0, PUT, 8, 70],
      [1, GET, 0, 70],
      [-1, 0, 3, 70],
    ];
    const requests = requestsOf(calls, ["orders", 'odd"name\\']);
    assert.deepEqual(rowsOf(sourcesOf({ requests }), "prism_requests_total").sort(), [
      [" unknown INVALID_ARGUMENT", 1],
      ['odd"name\\ get OK', 1],
      ["orders get OK", 2],
      ["orders put RESOURCE_EXHAUSTED", 1],
    ]);
  });

  it("tells what was recorded of the traffic, and what was not and why", () => {
    assert.deepEqual(rowsOf(sourcesOf(), "prism_capture_active"), [["orders", 1]]);
    assert.deepEqual(rowsOf(sourcesOf(), "prism_capture_recorded_total"), [["orders", 10]]);
    assert.deepEqual(rowsOf(sourcesOf(), "prism_capture_bytes_total"), [["orders", 2_000]]);
    assert.deepEqual(rowsOf(sourcesOf(), "prism_capture_skipped_total"), [
      ["orders over_bound", 3],
      ["orders too_fast", 4],
      ["orders unsupported", 5],
      ["orders lost", 6],
    ]);
    assert.doesNotMatch(collectMetrics(sourcesOf({ captures: [] })), /^prism_capture/m);
  });

  it("tells of each chain of the audit log, and of none when there is none", () => {
    const value = (name: string): number | undefined => samplesOf(sourcesOf(), name)[0]?.value;
    assert.equal(value("prism_audit_up"), 0);
    assert.equal(value("prism_audit_write_seconds_total"), 4e-6);
    assert.equal(value("prism_audit_checkpoint_age_seconds"), 8);
    assert.equal(value("prism_audit_seal"), 7);
    assert.doesNotMatch(collectMetrics(sourcesOf({ audit: [] })), /prism_audit/);
  });

  it("adds up call numbers that share the name unknown", () => {
    const requests = requestsOf(
      [
        [-1, 0, 12, 70],
        [-1, 200, 12, 80],
        [-1, 201, 12, 90],
      ],
      [],
    );
    assert.deepEqual(rowsOf(sourcesOf({ requests }), "prism_requests_total"), [[" unknown UNIMPLEMENTED", 3]]);
  });

  it("has histograms that agree with what was recorded: buckets within 1 %, count and sum exactly", () => {
    const latencies = fc.array(fc.integer({ min: 0, max: 20_000_000 }), { minLength: 1 });
    fc.assert(
      fc.property(latencies, latencies, (served, failed) => {
        const calls = [
          ...served.map((us) => [0, GET, 0, us] as const),
          ...failed.map((us) => [0, GET, 14, us] as const),
        ];
        const samples = samplesOf(sourcesOf({ requests: requestsOf(calls, ["a"]) }), "prism_request_duration_seconds");
        for (const [outcome, values] of [
          ["ok", served],
          ["failed", failed],
        ] as const) {
          for (const { name, labels, value } of samples.filter((sample) => sample.labels.outcome === outcome)) {
            const boundUs = Number((labels.le ?? "").replace("+Inf", "Infinity")) * 1e6;
            if (name.endsWith("_sum")) assert.equal(value, values.reduce((sum, us) => sum + us, 0) / 1e6);
            else if (name.endsWith("_count")) assert.equal(value, values.length);
            else {
              assert.ok(value <= values.filter((us) => us <= boundUs + 1e-3).length);
              assert.ok(value >= values.filter((us) => us <= boundUs * 0.99).length);
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it("has queue and store time apart from the whole", () => {
    const sources = sourcesOf({ requests: requestsOf([[0, GET, 0, 200]], ["a"]) });
    const sumOf = (name: string): number | undefined =>
      samplesOf(sources, name).find((sample) => sample.name.endsWith("_sum"))?.value;
    assert.equal(sumOf("prism_request_duration_seconds"), 200e-6);
    assert.equal(sumOf("prism_request_queue_seconds"), 50e-6);
    assert.equal(sumOf("prism_request_backend_seconds"), 100e-6);
  });

  it("merges failures of several codes in one histogram", () => {
    const requests = requestsOf(
      [
        [0, GET, 5, 70],
        [0, GET, 14, 80],
      ],
      ["a"],
    );
    const samples = samplesOf(sourcesOf({ requests }), "prism_request_duration_seconds");
    assert.deepEqual(
      samples.slice(-2).map(({ name, labels, value }) => [name, labels.outcome, value]),
      [
        ["prism_request_duration_seconds_sum", "failed", 150e-6],
        ["prism_request_duration_seconds_count", "failed", 2],
      ],
    );
  });

  it("shows each counter of the acceptor under its own name", () => {
    const counters = Object.assign(new AcceptorCounters(), {
      framesIn: 13,
      framesOut: 14,
      bytesIn: 15,
      pauses: 16,
      ringFullPauses: 17,
      slowReadersCut: 18,
      idleClosed: 19,
      staleAnswers: 20,
    });
    Object.assign(counters.connections.tcp, { opened: 10, closed: 5, open: 20 });
    Object.assign(counters.connections.websocket, { opened: 3, closed: 2, open: 1 });
    Object.assign(counters.connections.grpc, { opened: 1, closed: 7, open: 1 });
    counters.refused("RING_FULL");
    counters.refused("RING_FULL");
    counters.refused("WORKER_LOST");
    const sources = sourcesOf({
      acceptor: { counters, inFlight: 22, outboxTotals: { writes: 23, bytesOut: 24 } },
    });
    const expected = {
      prism_frames_in_total: 13,
      prism_frames_out_total: 14,
      prism_bytes_in_total: 15,
      prism_pauses_total: 16,
      prism_ring_full_pauses_total: 17,
      prism_slow_readers_cut_total: 18,
      prism_idle_closed_total: 19,
      prism_stale_answers_total: 20,
      prism_in_flight: 22,
      prism_writes_total: 23,
      prism_bytes_out_total: 24,
    };
    for (const [name, value] of Object.entries(expected)) assert.deepEqual(rowsOf(sources, name), [["", value]], name);
    const connections = (name: string) => rowsOf(sources, `prism_connections${name}`);
    const figures = [connections(""), connections("_opened_total"), connections("_closed_total")];
    const expectedOf = (...[tcp, websocket, grpc]: number[]) => [
      ["tcp", tcp],
      ["websocket", websocket],
      ["grpc", grpc],
    ];
    assert.deepEqual(figures, [expectedOf(20, 1, 1), expectedOf(10, 3, 1), expectedOf(5, 2, 7)]);
    counters.connections.http.letIn();
    assert.deepEqual(connections("").at(-1), ["http", 1], "it is not left out where it is known");
    assert.deepEqual(rowsOf(sources, "prism_refused_total"), [
      ["RING_FULL", 2],
      ["WORKER_LOST", 1],
    ]);
  });

  it("shows workers that are down and that did not report, and who woke whom", () => {
    const workers = [
      figuresOf({ index: 0, batches: 3, requests: 12, wakesByAcceptor: 5, wakesOfAcceptor: 6 }),
      figuresOf({ index: 1, isUp: false, isFresh: false, restarts: 2, batches: 7 }),
    ];
    const sources = sourcesOf({ workers });
    assert.deepEqual(rowsOf(sources, "prism_worker_up"), [
      ["0", 1],
      ["1", 0],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_worker_reported"), [
      ["0", 1],
      ["1", 0],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_worker_restarts_total"), [
      ["0", 0],
      ["1", 2],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_worker_batches_total"), [
      ["0", 3],
      ["1", 7],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_worker_requests_total"), [
      ["0", 12],
      ["1", 0],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_wakes_total"), [
      ["acceptor worker-0", 5],
      ["worker-0 acceptor", 6],
      ["acceptor worker-1", 0],
      ["worker-1 acceptor", 0],
    ]);
  });

  it("leaves out what a store cannot tell, and says when it cannot serve", () => {
    const stores = [
      { backend: "disk", items: -1, bytes: 4096, maxBytes: 0, problem: "no space left", guard: null },
      { backend: "ram", items: 7, bytes: 100, maxBytes: 1000, problem: "", guard: null },
    ];
    const sources = sourcesOf({ workers: [figuresOf({ index: 3, latest: reportOf({ stores }) })] });
    assert.deepEqual(rowsOf(sources, "prism_store_up"), [
      ["disk 3", 0],
      ["ram 3", 1],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_store_bytes"), [
      ["disk 3", 4096],
      ["ram 3", 100],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_store_items"), [["ram 3", 7]]);
    assert.deepEqual(rowsOf(sources, "prism_store_max_bytes"), [["ram 3", 1000]]);
  });

  it("shows the event loops of the acceptor and of the workers that have reported", () => {
    const eventLoop = { lagP50Us: 1_000, lagP99Us: 2_000, lagMaxUs: 3_000, utilization: 0.5 };
    const sources = sourcesOf({
      acceptorLoop: { ...idleLoop, utilization: 0.25 },
      workers: [figuresOf({ index: 0, latest: reportOf({ eventLoop }) }), figuresOf({ index: 1 })],
    });
    assert.deepEqual(rowsOf(sources, "prism_event_loop_utilization"), [
      ["acceptor", 0.25],
      ["worker-0", 0.5],
    ]);
    assert.deepEqual(rowsOf(sources, "prism_event_loop_lag_seconds").slice(3), [
      ["worker-0 0.5", 0.001],
      ["worker-0 0.99", 0.002],
      ["worker-0 1", 0.003],
    ]);
  });

  it("says what is running and since when", () => {
    const sources = sourcesOf({ snapshotGeneration: 9 });
    assert.deepEqual(rowsOf(sources, "prism_build_info"), [["1.2.3 v20.0.0", 1]]);
    assert.deepEqual(rowsOf(sources, "prism_snapshot_generation"), [["", 9]]);
    assert.deepEqual(rowsOf(sources, "process_resident_memory_bytes"), [["", 1]]);
    assert.deepEqual(rowsOf(sources, "process_cpu_seconds_total"), [["", 2]]);
    assert.deepEqual(rowsOf(sources, "process_start_time_seconds"), [["", 3.5]]);
  });

  it("comes in parts of bounded size, however many namespaces there are", () => {
    const names = Array.from({ length: 300 }, (_, i) => `namespace-${i}`);
    const sources = sourcesOf({
      requests: requestsOf(
        names.map((_, i) => [i, GET, 0, 70] as const),
        names,
      ),
    });
    const parts = [...metricsPageParts(sources, "prometheus")];
    assert.equal(parts.join(""), collectMetrics(sources));
    for (const part of parts) assert.ok(part.split("\n").length < 800);
  });
});
