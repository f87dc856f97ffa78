import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { PrismClient } from "../../src/client/prism-client.ts";
import type { ReshapeSteps } from "../../src/control/rollout.ts";
import { type WorkerList, WorkerSet } from "../../src/control/worker-set.ts";
import type { Snapshot } from "../../src/namespaces/snapshot.ts";
import { adminRecords } from "../support/audit-records.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { OpenedAdmin } from "./admin-api/opened-admin.ts";

const YAML = `
workers: 2
backends: { a: { type: sqlite, path: ./a }, b: { type: sqlite, path: ./b }, ram: { type: memory } }
namespaces:
- { name: orders, pattern: keyvalue, backend: a }
- { name: users, pattern: keyvalue, backend: b }
- { name: events, pattern: stream, backend: b }
- { name: first, pattern: keyvalue, backend: ram }
- { name: second, pattern: keyvalue, backend: ram }
`;

const open = (t: TestContext): Promise<OpenedAdmin> => OpenedAdmin.open(t, { yaml: YAML });

async function set(admin: OpenedAdmin, count: unknown): Promise<{ status: number; reason: unknown; list: WorkerList }> {
  const { status, body } = await admin.ask("/v1/workers", { method: "PUT", body: { count } });
  return { status, reason: body.reason, list: body as unknown as WorkerList };
}

const numbersOf = (list: WorkerList): number[] => list.workers.map(({ worker }) => worker);

/** Writes and reads keys of its own, sixteen pairs at a time: each read stands behind the write that it must see. */
async function pairs(client: FrameClient, namespace: string, isOver: () => boolean): Promise<number> {
  let id = 1;
  while (!isOver()) {
    const from = id;
    const frames: Buffer[] = [];
    for (let i = 0; i < 16; i++)
      frames.push(put(id++, namespace, `k${i % 4}`, `v${id}`), get(id++, namespace, `k${i % 4}`));
    client.send(Buffer.concat(frames));
    const answers = (await client.answered(id - 1)).slice(from - 1);
    for (const answer of answers) {
      assert.equal(answer.reason, "", `${namespace}: ${answer.message}`);
      if (answer.id % 2 === 0) assert.equal(answer.value, `v${answer.id}`, "a read sees the write before it");
    }
    assert.equal(new Set(answers.map((answer) => answer.id)).size, 32, "each request is answered once");
  }
  return id - 1;
}

describe("the workers of a running gateway", () => {
  it("come and go under load: nothing is lost, nothing done twice, nothing out of order", async (t) => {
    const admin = await open(t);
    const { started } = admin;
    let isOver = false;
    const over = (): boolean => isOver;
    const client = await PrismClient.connect(`127.0.0.1:${started.port}`, { maxAttempts: 1 });
    t.after(() => client.close());
    const counters = client.keyValue("users");
    const stream = client.stream("events");
    const count = async (): Promise<number> => {
      let done = 0;
      for (; !isOver; done++) assert.equal(Number((await counters.increment("counter")).value), done + 1);
      return done;
    };
    const publish = async (): Promise<number> => {
      let done = 0;
      for (; !isOver; done++) await stream.publish({ key: "k", value: String(done) });
      return done;
    };
    const work = Promise.all([
      ...["orders", "orders", "users"].map(async (name) => pairs(await started.connect(), name, over)),
      count(),
      publish(),
    ]);
    work.catch(() => undefined);
    const sizes: number[] = [];
    for (const size of [3, 1, 2, 4, 1, 3, 2]) {
      const { status, list, reason } = await set(admin, size);
      assert.equal(status, 200, String(reason));
      sizes.push(list.count);
      await pause(200);
    }
    isOver = true;
    const done = await work;
    assert.deepEqual(sizes, [3, 1, 2, 4, 1, 3, 2]);
    assert.ok(
      done.every((each) => each > 10),
      `${done}`,
    );
    const read: string[] = [];
    for await (const message of stream.subscribe({ start: "earliest" })) {
      read.push(Buffer.from(message.value).toString());
      if (read.length === done.at(-1)) break;
    }
    assert.deepEqual(
      read,
      Array.from({ length: read.length }, (_, i) => String(i)),
    );
    t.diagnostic(`${done} requests over seven changes`);
  });

  it("stay where their memory holds something, and others go", async (t) => {
    const admin = await open(t);
    const client = await admin.started.connect();
    // The first namespace in memory is on the last worker.
    assert.equal((await client.call(put(1, "first", "k", "v"))).reason, "");
    const fewer = await set(admin, 1);
    assert.deepEqual(numbersOf(fewer.list), [1]);
    const owned = fewer.list.workers[0]?.owns.map(({ namespace }) => namespace).sort();
    assert.deepEqual(owned, ["events", "first", "orders", "second", "users"]);
    assert.equal((await client.call(get(2, "first", "k"))).value, "v");
    assert.equal((await client.call(put(3, "orders", "k", "v"))).reason, "");

    const more = await set(admin, 2);
    assert.deepEqual(numbersOf(more.list), [0, 1]);
    const body = { name: "third", pattern: "keyvalue", backend: "ram" };
    assert.equal((await admin.ask("/v1/namespaces", { method: "POST", body })).status, 201);
    assert.equal((await client.call(put(4, "third", "k", "v"))).reason, "");
    const refused = await set(admin, 1);
    assert.deepEqual([refused.status, refused.reason], [409, "WORKER_HOLDS_MEMORY"]);
    assert.equal((await client.call(get(5, "third", "k"))).value, "v");
    assert.equal((await client.call(get(6, "orders", "k"))).value, "v");
  });

  it("change on record alone: who did it, and from how many to how many", async (t) => {
    const admin = await OpenedAdmin.open(t, { yaml: `audit: { mode: on }\n${YAML}` });
    for (const count of [3, 3, 65, 1]) await set(admin, count);
    const told = adminRecords(admin.started.folder, "workers_set");
    assert.deepEqual(
      told.map(({ principal, door, from, to, code }) => [principal, door, from, to, code]),
      [
        ["anonymous", "admin", 2, 3, "OK"],
        ["anonymous", "admin", 3, 1, "OK"],
      ],
    );
    const said = admin.started.logs.filter(({ message }) => message === "the workers are others");
    assert.deepEqual(
      said.map(({ fields }) => fields.principal),
      ["anonymous", "anonymous"],
    );
  });

  it("stay as they are when that cannot be recorded", async () => {
    let reshaped = 0;
    const workers = new WorkerSet({
      rollout: {
        snapshot: { workers: [0, 1] } as unknown as Snapshot,
        reshape: async () => void reshaped++,
        heldInMemory: async () => [],
      },
      steps: {} as ReshapeSteps,
      inTurn: (change) => change(),
      wallMs: () => 0,
      record: () => {
        throw new Error("the disk is full");
      },
      log: () => assert.fail("nothing has changed"),
    });
    await assert.rejects(workers.set(3, "user:ada"), /the disk is full/);
    assert.equal(reshaped, 0);
  });

  it("are listed with what they own and have done, and as many as can be", async (t) => {
    const admin = await open(t);
    const client = await admin.started.connect();
    for (let id = 1; id <= 5; id++) await client.call(put(id, "orders", "k", "v"));
    const { body } = await admin.ask("/v1/workers");
    const [first] = (body as unknown as WorkerList).workers;
    assert.deepEqual([first?.requests, first?.batchRequests.p99, first?.isUp], [5, 1, true]);
    for (const count of [0, 65, 1.5, "2", null]) {
      assert.deepEqual((await set(admin, count)).reason, "FIELD_INVALID");
    }
  });
});
