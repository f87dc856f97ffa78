import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { describe, it, type TestContext } from "node:test";
import { get, put } from "../../support/frames.ts";
import { OpenedAdmin } from "./opened-admin.ts";

const YAML = `
workers: 2
listeners: { grpc: { thread: own } }
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram }]
`;

const THREADS = ["acceptor", "grpc-door", "worker-0", "worker-1"];

const open = (t: TestContext): Promise<OpenedAdmin> => OpenedAdmin.open(t, { yaml: YAML });

const take = (admin: OpenedAdmin, thread: string, query: string) =>
  admin.ask(`/v1/threads/${thread}/profile?${query}`, { method: "POST" });

interface CpuProfile {
  readonly nodes: readonly { readonly callFrame: { readonly functionName: string; readonly url: string } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The files of Prism that a profile has functions of. */
function filesIn({ nodes }: CpuProfile): string[] {
  return nodes.map(({ callFrame }) => callFrame.url).filter((url) => url.includes("/dist/src/"));
}

describe("profiles of threads", () => {
  it("are taken of every thread there is, each of that thread alone", async (t) => {
    const admin = await open(t);
    const listed = (await admin.ask("/v1/threads")).body as { threads: { name: string }[] };
    assert.deepEqual(
      listed.threads.map(({ name }) => name),
      THREADS,
    );
    const client = await admin.started.connect();
    await client.call(put(1, "memory", "k", "v"));
    let isOver = false;
    const load = async (): Promise<void> => {
      for (let id = 2; !isOver; id++) await client.call(get(id, "memory", "k"));
    };
    const loading = load();
    for (const name of THREADS) {
      const { status, headers, body } = await take(admin, name, "seconds=0.3");
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(headers.get("content-disposition"), `attachment; filename="${name}.cpuprofile"`);
      const profile = body as unknown as CpuProfile;
      assert.ok(profile.samples.length > 0 && profile.samples.length === profile.timeDeltas.length);
      const files = filesIn(profile);
      const has = (folder: string): boolean => files.some((file) => file.includes(`/dist/src/${folder}/`));
      if (name === "acceptor") assert.deepEqual([has("acceptor"), has("workers")], [true, false]);
      // The other worker has no namespace, and is asleep.
      if (name.startsWith("worker-")) assert.equal(has("acceptor"), false);
    }
    isOver = true;
    await loading;
  });

  it("tell what a heap holds and where memory is allocated", async (t) => {
    const admin = await open(t);
    const heap = (await take(admin, "worker-1", "kind=heap")).body as unknown as {
      snapshot: object;
      strings: string[];
    };
    assert.ok("node_count" in heap.snapshot);
    assert.ok(heap.strings.length > 1_000);
    const client = await admin.started.connect();
    const taking = take(admin, "acceptor", "kind=allocation&seconds=0.3");
    for (let id = 1; id < 300; id++) await client.call(get(id, "memory", "k"));
    const { head, samples } = (await taking).body as unknown as { head: object; samples: object[] };
    assert.ok("callFrame" in head && samples.length > 0);
  });

  it("are taken one at a time, and given up when the client goes away", async (t) => {
    const admin = await open(t);
    const options = { host: "127.0.0.1", port: admin.port, method: "POST", agent: false };
    const first = request({ ...options, path: "/v1/threads/worker-1/profile?seconds=60" });
    const ended = once(first, "error");
    first.end();
    await logged(admin, "a profile of a thread is asked for");
    const second = await take(admin, "acceptor", "seconds=0.1");
    assert.deepEqual([second.status, second.body.reason], [429, "PROFILE_UNDER_WAY"]);
    assert.deepEqual(second.body.metadata, { thread: "worker-1" });
    first.destroy();
    await ended;
    for (let round = 0; ; round++) {
      const { status, body } = await take(admin, "worker-1", "seconds=0.1");
      if (status === 200) break;
      assert.ok(body.reason === "PROFILE_UNDER_WAY" && round < 200, String(body.reason));
    }
  });

  it("end with a thread that ends", async (t) => {
    const admin = await open(t);
    const taking = take(admin, "worker-1", "seconds=60");
    await logged(admin, "a profile of a thread is asked for");
    await admin.started.gateway.supervisor.kill(1);
    const { status, body } = await taking;
    assert.deepEqual([status, body.reason], [503, "THREAD_ENDED"]);
  });

  it("are refused, each with a reason, where they are asked for wrongly", async (t) => {
    const admin = await open(t);
    const cases: [string, string, number, string, RegExp][] = [
      [
        "worker-2",
        "seconds=1",
        404,
        "THREAD_NOT_FOUND",
        /"worker-2"; there are acceptor, grpc-door, worker-0, worker-1/,
      ],
      ["worker-0", "kind=heat", 400, "BAD_PROFILE_KIND", /there are cpu, heap, allocation/],
      ["worker-0", "seconds=61", 400, "BAD_PROFILE_SECONDS", /up to 60/],
      ["worker-0", "seconds=0", 400, "BAD_PROFILE_SECONDS", /over 0/],
      ["worker-0", "seconds=1e1", 400, "BAD_PROFILE_SECONDS", /number/],
      ["worker-0", "kind=heap&seconds=1", 400, "BAD_PROFILE_SECONDS", /leave seconds out/],
      ["worker-0", "second=1", 400, "UNKNOWN_PARAMETER", /did you mean seconds/],
    ];
    for (const [thread, query, status, reason, detail] of cases) {
      const refused = await take(admin, thread, query);
      assert.deepEqual([refused.status, refused.body.reason], [status, reason], query);
      assert.match(String(refused.body.detail), detail);
    }
    const read = await admin.ask("/v1/threads/worker-0/profile");
    assert.deepEqual([read.status, read.body.reason], [405, "METHOD_NOT_ALLOWED"]);
  });

  it("say in the log who has asked", async (t) => {
    const admin = await open(t);
    await take(admin, "acceptor", "seconds=0.05");
    const [line] = admin.started.logs.filter(({ message }) => message === "a profile of a thread was taken");
    const { bytes, ...fields } = line?.fields ?? {};
    assert.deepEqual(fields, { thread: "acceptor", kind: "cpu", seconds: 0.05, principal: "anonymous" });
    assert.ok(Number(bytes) > 0);
  });
});

async function logged(admin: OpenedAdmin, message: string): Promise<void> {
  while (!admin.started.logs.some((line) => line.message === message)) await new Promise(setImmediate);
}
