import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { GatewayAdmin } from "../../src/control/gateway-admin.ts";
import { createApiKey } from "../../src/security/tokens/api-key.ts";
import { type Family, readExposition } from "../metrics/read-exposition.ts";
import { eventually } from "../support/eventually.ts";
import { get, put } from "../support/frames.ts";
import { GrpcClient } from "../support/grpc-client.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Reads the metrics of a gateway over HTTP. */
async function openMetrics(t: TestContext, started: StartedGateway): Promise<() => Promise<Map<string, Family>>> {
  const admin = new GatewayAdmin(started.gateway, { log: () => undefined, version: "1.2.3" });
  const port = await admin.open("127.0.0.1", 0);
  t.after(() => admin.close());
  return async () => readExposition(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text());
}

/** The sum of the samples that have these labels. */
function figure(page: Map<string, Family>, name: string, labels: Record<string, string> = {}): number {
  const family = page.get(name) ?? page.get(name.replace(/_(bucket|sum|count)$/, ""));
  assert.ok(family !== undefined, `${name} is not on the page`);
  return family.samples
    .filter((each) => each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value))
    .reduce((sum, each) => sum + each.value, 0);
}

describe("metrics of a gateway", () => {
  it("say what was withheld from principals that are over their limits, and they get in when told", async (t) => {
    const limits = 'limits: [{ principal: "*", requestsPerSecond: 5 }]';
    const yaml = `backends: { ram: { type: memory } }
namespaces:
- { name: few, pattern: keyvalue, backend: ram, ${limits} }
- { name: many, pattern: keyvalue, backend: ram }
`;
    const started = await StartedGateway.open(t, { yaml });
    const read = await openMetrics(t, started);
    const client = await started.connect();
    for (let id = 1; id <= 8; id++) client.send(get(id, "few", "k"));
    for (let id = 9; id <= 16; id++) client.send(get(id, "many", "k"));
    const answers = await client.answered(16);
    const limited = answers.filter(({ reason }) => reason === "RATE_LIMITED");
    // The eight were sent at once; a slow machine may let one more in meanwhile.
    assert.ok(limited.length >= 2 && limited.length <= 3, `${limited.length} were limited`);
    assert.equal(
      figure(await read(), "prism_withheld_total", { namespace: "few", reason: "RATE_LIMITED" }),
      limited.length,
    );
    assert.equal(figure(await read(), "prism_withheld_total", { namespace: "many" }), 0);
    const waitMs = Math.max(...limited.map(({ retryAfterMs }) => retryAfterMs));
    assert.ok(waitMs > 0 && waitMs <= 200, `${waitMs} ms`);
    await pause(waitMs);
    assert.equal((await client.call(get(17, "few", "k"))).reason, "");
  });

  it("say what the HTTP door answered, who has subscribed, and whose messages became dead letters", async (t) => {
    const started = await StartedGateway.open(t, { flags: { "listeners.grpc.thread": "own" } });
    const read = await openMetrics(t, started);
    const stream = GrpcClient.to(t, started.grpcPort).stream("StreamService/Subscribe", { namespace: "events" });
    stream.on("error", () => undefined).resume();
    const subscribed = async (): Promise<number> => figure(await read(), "prism_subscriptions", { door: "grpc" });
    await eventually("the door's thread has told of it", async () => (await subscribed()) === 1);
    stream.cancel();
    await eventually("it is over", async () => (await subscribed()) === 0);
    const base = `http://127.0.0.1:${started.httpPort}/v1`;
    const call = async (method: string, message: object): Promise<{ deliveries: { lease: string }[] }> => {
      const body = JSON.stringify({ namespace: "events", ...message });
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(`${base}/StreamService/${method}`, { method: "POST", headers, body });
      assert.equal(response.status, 200);
      return (await response.json()) as never;
    };
    for (const value of ["MQ==", "Mg=="]) await call("Publish", { message: { value } });
    const { deliveries } = await call("Fetch", { group: "g" });
    const leases = deliveries.map(({ lease }) => lease);
    await call("Nack", { group: "g", leases, bury: true });
    assert.equal((await fetch(`${base}/nowhere`)).status, 404);
    const giveUp = new AbortController();
    const waiting = fetch(`${base}/namespaces/events/stream/messages?group=g&waitMs=60000`, { signal: giveUp.signal });
    await eventually("it waits", async () => figure(await read(), "prism_http_requests_under_way") === 1);
    giveUp.abort();
    await assert.rejects(waiting);
    await eventually("it has given up", async () => figure(await read(), "prism_http_abandoned_total") === 1);
    const page = await read();
    assert.equal(figure(page, "prism_stream_dead_letters_total", { namespace: "events" }), 2);
    assert.equal(figure(page, "prism_http_answers_total", { status: "200" }), 4);
    assert.equal(figure(page, "prism_http_answers_total", { status: "404" }), 1);
    assert.equal(figure(page, "prism_http_requests_under_way"), 0);
  });

  it("count the credentials that were shown, by their form and what came of them", async (t) => {
    const folder = tempFolder(t);
    writeFileSync(`${folder}/keys.jsonl`, "", { mode: 0o600 });
    const yaml = `auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "*", allow: [all] }] }]
`;
    const started = await StartedGateway.open(t, { folder, yaml });
    for (const authorization of ["Basic YTpi", `Bearer ${createApiKey().text}`]) {
      const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/memory/keyvalue/k`;
      assert.equal((await fetch(url, { headers: { authorization } })).status, 401);
    }
    const page = await (await openMetrics(t, started))();
    const checks = (kind: string, outcome: string): number =>
      figure(page, "prism_credential_checks_total", { kind, outcome });
    assert.deepEqual([checks("other", "CREDENTIALS_INVALID"), checks("api-key", "API_KEY_UNKNOWN")], [1, 1]);
  });

  it("say what clients asked and what became of it", async (t) => {
    const started = await StartedGateway.open(t, { flags: { workers: 2 } });
    const read = await openMetrics(t, started);
    const client = await started.connect();
    for (let id = 1; id <= 40; id++) client.send(put(id, "default", `key-${id}`, "value"));
    for (let id = 41; id <= 70; id++) client.send(get(id, "memory", "nothing"));
    client.send(put(71, "default", "", "a key is missing"));
    client.send(get(72, "nowhere", "key"));
    await client.answered(72);
    const page = await read();

    const requests = (labels: Record<string, string>): number => figure(page, "prism_requests_total", labels);
    assert.equal(requests({ namespace: "default", operation: "put", code: "OK" }), 40);
    assert.equal(requests({ namespace: "default", operation: "put", code: "INVALID_ARGUMENT" }), 1);
    assert.equal(requests({ namespace: "memory", operation: "get", code: "OK" }), 30);
    assert.equal(figure(page, "prism_refused_total"), 1);
    assert.equal(figure(page, "prism_frames_in_total"), 72);
    assert.equal(figure(page, "prism_frames_out_total"), 72);
    assert.equal(figure(page, "prism_worker_requests_total"), 71);
    assert.equal(figure(page, "prism_connections", { door: "tcp" }), 1);
    assert.equal(figure(page, "prism_in_flight"), 0);

    assert.equal(figure(page, "prism_worker_batch_requests_sum"), 71);
    const batches = figure(page, "prism_worker_batches_total");
    assert.equal(figure(page, "prism_worker_batch_requests_count"), batches);
    assert.equal(figure(page, "prism_worker_ring_waiting_bytes_count"), batches);
    assert.equal(figure(page, "prism_store_flight_items_sum", { backend: "disk", pattern: "keyvalue" }), 40);

    const puts = { namespace: "default", operation: "put", outcome: "ok" };
    const totalSeconds = figure(page, "prism_request_duration_seconds_sum", puts);
    const backendSeconds = figure(page, "prism_request_backend_seconds_sum", puts);
    const queueSeconds = figure(page, "prism_request_queue_seconds_sum", puts);
    assert.equal(figure(page, "prism_request_duration_seconds_count", puts), 40);
    assert.ok(backendSeconds > 0, "forty durable writes take time");
    assert.ok(totalSeconds >= backendSeconds + queueSeconds - 40e-6, "the whole is no less than its parts");

    const stores = page.get("prism_store_up")?.samples ?? [];
    assert.deepEqual(
      stores.map((sample) => sample.value),
      stores.map(() => 1),
    );
    assert.equal(stores.length, 2);
    assert.ok(
      (page.get("prism_event_loop_utilization")?.samples ?? []).some((each) => each.labels.thread === "worker-0"),
    );
  });

  it("do not go backwards when workers die", async (t) => {
    const started = await StartedGateway.open(t, { flags: { workers: 2 } });
    const read = await openMetrics(t, started);
    const client = await started.connect();
    for (let id = 1; id <= 20; id++) await client.call(get(id, "memory", "key"));
    const before = await read();
    await Promise.all([started.gateway.supervisor.kill(0), started.gateway.supervisor.kill(1)]);
    await eventually("the workers are back", () => started.gateway.reasonsNotReady().length === 0);
    await client.call(get(21, "memory", "key"));
    const after = await read();
    assert.equal(figure(after, "prism_worker_restarts_total"), 2);
    assert.equal(figure(after, "prism_worker_requests_total"), 21);
    assert.equal(figure(after, "prism_requests_total", { namespace: "memory", operation: "get" }), 21);
    for (const [name, { type, samples }] of before) {
      if (type === "gauge") continue;
      for (const { name: sampleName, labels, value } of samples) {
        assert.ok(figure(after, sampleName, labels) >= value, `${name} ${JSON.stringify(labels)}`);
      }
    }
  });
});
