import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { readCapture } from "../../../src/capture/read-capture.ts";
import { decodeValueStub } from "../../../src/capture/value-stub.ts";
import { CallNumber, operationName } from "../../../src/codec/calls.ts";
import { WireReader } from "../../../src/codec/wire-reader.ts";
import { Code } from "../../../src/common/codes.ts";
import { readExposition } from "../../metrics/read-exposition.ts";
import { eventually } from "../../support/eventually.ts";
import { get, put, request, scan } from "../../support/frames.ts";
import { OpenedAdmin } from "../admin-api/opened-admin.ts";

const YAML = `
workers: 2
backends: { ram: { type: memory }, disk: { type: sqlite, path: data } }
namespaces:
  - { name: orders, pattern: keyvalue, backend: ram, capture: { keySeparator: "/" } }
  - { name: durable, pattern: keyvalue, backend: disk }
  - { name: events, pattern: stream, backend: disk }
`;

const SECRETS = ["ada@example.org", "4111-1111-1111-1111", "idem-secret-77", "Bearer s3cr3t"];

interface Status {
  readonly recording: string;
  readonly folder: string;
  readonly counts: Record<string, number>;
  readonly bytes: number;
}

async function start(admin: OpenedAdmin, body: Record<string, unknown>): Promise<Status> {
  const { status, body: told } = await admin.ask("/v1/captures", { method: "POST", body });
  assert.equal(status, 201, JSON.stringify(told));
  return told as unknown as Status;
}

async function stop(admin: OpenedAdmin, { recording }: Status): Promise<Status> {
  const { status, body } = await admin.ask(`/v1/captures/${recording}/stop`, { method: "POST" });
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as Status;
}

const open = (t: TestContext, yaml = YAML): Promise<OpenedAdmin> => OpenedAdmin.open(t, { yaml });

/** A field of a message, as bytes. */
function field(message: Buffer, number: number): Buffer {
  const reader = new WireReader();
  reader.reset(message, 0, message.length);
  while (reader.next()) if (reader.field === number) return message.subarray(reader.from, reader.to);
  return Buffer.alloc(0);
}

/** Metrics of recordings, by name and labels. */
async function figuresOf(admin: OpenedAdmin): Promise<Map<string, number>> {
  const page = readExposition(String((await admin.ask("/metrics")).body.text));
  const families = [...page].filter(([name]) => name.startsWith("prism_capture_"));
  return new Map(
    families.flatMap(([name, { samples }]) =>
      samples.map(({ labels, value }) => [[name, ...Object.values(labels)].join(" "), value] as const),
    ),
  );
}

function bytesIn(folder: string): Buffer {
  return Buffer.concat(
    readdirSync(folder)
      .filter((name) => name.endsWith(".capture"))
      .map((name) => readFileSync(join(folder, name))),
  );
}

describe("a recording of traffic", () => {
  it("has what was asked and what came of it, and nothing of what it was about", async (t) => {
    const admin = await open(t);
    const client = await admin.started.connect();
    const other = await admin.started.connect();
    await client.call(put(1, "orders", "before", "not recorded"));
    const recording = await start(admin, { namespace: "orders", seconds: 60 });
    const [mail = "", card = "", idempotency = "", token = ""] = SECRETS;
    const key = `user/${mail}/card`;
    const envelope = [
      [3, Buffer.from(idempotency)],
      [5, Buffer.from(token)],
    ] as const;
    const fields = [
      [1, Buffer.from("orders")],
      [2, Buffer.from(key)],
      [3, Buffer.from(card.repeat(20))],
    ] as const;
    await client.call(request(2, CallNumber.KV_PUT, fields, envelope));
    await client.call(get(3, "orders", key));
    await other.call(get(4, "orders", `user/${mail}/absent`));
    await client.call(scan(5, "orders", [2, Buffer.from(`user/${mail}/`)]));
    assert.equal((await client.call(get(6, "orders", ""))).code, Code.INVALID_ARGUMENT);
    await client.call(put(7, "durable", "k", "of another namespace"));
    const ended = await stop(admin, recording);
    assert.equal(ended.counts.records, 5);
    await client.call(get(8, "orders", "after"));
    const { records, cut, damaged } = readCapture([recording.folder]);
    assert.deepEqual([cut, damaged], [[], []]);
    assert.deepEqual(
      records.map(({ call, code, reason }) => [operationName(call), code, reason]),
      [
        ["put", 0, ""],
        ["get", 0, ""],
        ["get", 0, ""],
        ["scan", 0, ""],
        ["get", 3, "KEY_REQUIRED"],
      ],
    );
    const [written, read, absent, scanned] = records;
    assert.ok(written && read && absent && scanned);
    assert.equal(read.connection, written.connection);
    assert.notEqual(absent.connection, written.connection);
    assert.ok(written.arrivalUs < read.arrivalUs && read.arrivalUs < 60e6);
    assert.ok(written.totalUs >= written.queueUs && written.totalUs < 10e6);
    // The same key, of the same length; the beginning that the scan asked for; and a key like it, which is another.
    assert.deepEqual(field(read.request, 2), field(written.request, 2));
    assert.equal(field(written.request, 2).length, key.length);
    const beginning = field(scanned.request, 2);
    assert.deepEqual(field(written.request, 2).subarray(0, beginning.length), beginning);
    assert.deepEqual(field(absent.request, 2).subarray(0, beginning.length), beginning);
    assert.deepEqual(field(field(scanned.answer, 1), 1), field(written.request, 2));
    assert.deepEqual(absent.answer.length, 0);
    const stub = decodeValueStub(field(written.request, 3));
    assert.equal(stub?.size, card.length * 20);
    assert.ok((stub?.share ?? 255) < 60, "what repeats itself compresses well");
    assert.equal(decodeValueStub(field(read.answer, 2))?.size, card.length * 20);
    assert.deepEqual([written.idempotency.length, read.idempotency.length], [8, 0]);
  });

  it("keeps no secret in any file, whatever values are written down", async (t) => {
    const admin = await open(t);
    const client = await admin.started.connect();
    for (const values of ["size-only", "hash", "drop"]) {
      const recording = await start(admin, { namespace: "durable", seconds: 60, values });
      for (const secret of SECRETS) {
        await client.call(put(1, "durable", secret, `value of ${secret}`));
        await client.call(scan(2, "durable", [2, Buffer.from(secret.slice(0, 5))]));
        await client.call(
          request(
            3,
            CallNumber.KV_GET,
            [
              [1, Buffer.from("durable")],
              [2, Buffer.from(secret)],
            ],
            [[4, Buffer.from(secret)]],
          ),
        );
      }
      assert.equal((await stop(admin, recording)).counts.records, SECRETS.length * 3);
      const bytes = bytesIn(recording.folder);
      for (const secret of [...SECRETS, "value of", "ada@", "anonymous"]) {
        assert.equal(bytes.includes(secret, 0, "latin1"), false, `${values}: ${secret}`);
      }
      assert.equal(statSync(recording.folder).mode & 0o777, 0o700);
      for (const name of readdirSync(recording.folder)) {
        assert.equal(statSync(join(recording.folder, name)).mode & 0o777, 0o600);
      }
    }
    const kept = await start(admin, { namespace: "durable", seconds: 60, values: "keep" });
    await client.call(put(1, "durable", SECRETS[0] as string, "kept as it is"));
    await stop(admin, kept);
    const bytes = bytesIn(kept.folder);
    assert.deepEqual([bytes.includes("kept as it is"), bytes.includes(SECRETS[0] as string)], [true, false]);
  });

  it("counts what is over its bound, and ends when its time is over", async (t) => {
    const admin = await open(t);
    const client = await admin.started.connect();
    const short = await start(admin, { namespace: "orders", seconds: 1 });
    await eventually("it is over", async () => {
      const { captures } = (await admin.ask("/v1/captures")).body as { captures: { isRecording: boolean }[] };
      return captures[0]?.isRecording === false;
    });
    const again = await admin.ask(`/v1/captures/${short.recording}/stop`, { method: "POST" });
    assert.equal(again.body.reason, "CAPTURE_NOT_FOUND");
    const recording = await start(admin, { namespace: "orders", seconds: 600, maxBytes: 65_536, values: "keep" });
    for (let id = 1; id <= 40; id++) await client.call(put(id, "orders", `k${id}`, "x".repeat(4_096)));
    const { counts, bytes } = await stop(admin, recording);
    assert.equal((counts.records ?? 0) + (counts.overBound ?? 0), 40, JSON.stringify(counts));
    assert.ok((counts.records ?? 0) >= 10 && bytes <= 65_536, JSON.stringify(counts));
    assert.equal(readCapture([recording.folder]).records.length, counts.records);
    // A second one adds to what metrics say of the namespace.
    const second = await start(admin, { namespace: "orders", seconds: 60 });
    await client.call(put(41, "orders", "k", "v"));
    const active = await figuresOf(admin);
    assert.equal(active.get("prism_capture_active orders"), 1);
    const more = (await stop(admin, second)).counts;
    const figures = await figuresOf(admin);
    const expected = {
      "prism_capture_active orders": 0,
      "prism_capture_recorded_total orders": (counts.records ?? 0) + 1,
      "prism_capture_skipped_total orders over_bound": counts.overBound,
      "prism_capture_skipped_total orders too_fast": 0,
      "prism_capture_bytes_total orders": (counts.bytes ?? 0) + (more.bytes ?? 0),
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(figures.get(name), value, name);
  });

  it("goes on by itself where the namespace declares it, with a worker that is replaced too", async (t) => {
    const admin = await open(t, YAML.replace('{ keySeparator: "/" }', "{ mode: on, sample: 1 }"));
    const going = async (): Promise<Status | undefined> =>
      ((await admin.ask("/v1/captures")).body as unknown as { captures: Status[] }).captures[0];
    const first = await going();
    assert.ok(first !== undefined);
    const client = await admin.started.connect();
    // Workers are told what to record while they serve already: what comes before that is not in it.
    let id = 0;
    const isWritten = async (atLeast: number): Promise<boolean> => {
      await client.call(put(++id, "orders", "k", "v"));
      return ((await going())?.counts.records ?? 0) >= atLeast;
    };
    await eventually("it is written", () => isWritten(1));
    const before = (await going())?.counts.records ?? 0;
    const { supervisor } = admin.started.gateway;
    await supervisor.kill(0);
    await supervisor.kill(1);
    await eventually("they are back", () => supervisor.isReady);
    // What the workers had and had not told of when they were killed may still be counted.
    await eventually("it is written too", () => isWritten(before + 2));
    const refused = await admin.ask(`/v1/captures/${first.recording}/stop`, { method: "POST" });
    assert.deepEqual([refused.status, refused.body.reason], [409, "CAPTURE_DECLARED"]);
    await admin.started.close();
    const { records, cut, damaged } = readCapture([first.folder]);
    assert.deepEqual([cut, damaged], [[], []]);
    assert.ok(records.length >= before + 2 && records.length <= id, `${records.length} of ${id}`);
    const [one, ...others] = records.map(({ request }) => field(request as Buffer, 2));
    for (const other of others) assert.deepEqual(other, one);
  });

  it("is refused, with a reason, where it is asked for wrongly", async (t) => {
    const admin = await open(t);
    const cases: [Record<string, unknown>, number, string, RegExp][] = [
      [{ namespace: "order", seconds: 1 }, 404, "NAMESPACE_NOT_FOUND", /orders/],
      [{ namespace: "orders" }, 400, "FIELD_INVALID", /seconds/],
      [{ seconds: 1 }, 400, "FIELD_INVALID", /namespace/],
      [{ namespace: "orders", seconds: 3601 }, 400, "FIELD_INVALID", /from 1 to 3600/],
      [{ namespace: "orders", seconds: 1, values: "all" }, 400, "FIELD_INVALID", /size-only, hash, drop, keep/],
      [{ namespace: "orders", seconds: 1, maxbytes: 1 }, 400, "FIELD_INVALID", /maxBytes/],
    ];
    for (const [body, status, reason, detail] of cases) {
      const refused = await admin.ask("/v1/captures", { method: "POST", body });
      assert.deepEqual([refused.status, refused.body.reason], [status, reason], JSON.stringify(body));
      assert.match(String(refused.body.detail), detail);
    }
    await start(admin, { namespace: "orders", seconds: 60 });
    const again = await admin.ask("/v1/captures", { method: "POST", body: { namespace: "orders", seconds: 1 } });
    assert.deepEqual([again.status, again.body.reason], [409, "CAPTURE_UNDER_WAY"]);
    const unknown = await admin.ask("/v1/captures/nothing/stop", { method: "POST" });
    assert.deepEqual([unknown.status, unknown.body.reason], [404, "CAPTURE_NOT_FOUND"]);
  });

  it("is on record in the audit, with who began and who ended it", async (t) => {
    const admin = await open(t, `audit: { mode: on }\n${YAML}`);
    const recording = await start(admin, { namespace: "orders", seconds: 60 });
    await stop(admin, recording);
    const path = join(admin.started.folder, ".prism", "audit", "acceptor.000001.jsonl");
    const lines = readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => line.includes("capture_"));
    const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(
      told.map(({ principal, door, namespace, operation, code }) => [principal, door, namespace, operation, code]),
      ["capture_start", "capture_stop"].map((operation) => ["anonymous", "admin", "orders", operation, "OK"]),
    );
  });

  it("is declared through the API as in the file, and shown by it", async (t) => {
    const admin = await open(t);
    const call = async (method: string, body: unknown) =>
      admin.ask(`/v1/NamespaceService/${method}`, { method: "POST", body });
    const shown = await call("Get", { name: "orders" });
    assert.deepEqual([shown.status, shown.body.capture], [200, { keySeparator: "/" }]);
    const capture = { mode: "on", sample: 0.5, maxBytes: "1048576", maxAge: "1h", values: "hash", keySeparator: ":" };
    const namespace = { name: "made", pattern: "keyvalue", backend: "ram", capture };
    const made = await call("Create", { namespace });
    assert.deepEqual([made.status, made.body.capture], [200, capture], JSON.stringify(made.body));
    assert.equal((await call("List", {})).status, 200);
    await eventually("it is recorded", async () => {
      const { captures } = (await admin.ask("/v1/captures")).body as unknown as { captures: { namespace: string }[] };
      return captures.some((each) => each.namespace === "made");
    });
  });
});
