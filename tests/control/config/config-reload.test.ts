import assert from "node:assert/strict";
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { namespacesOf } from "../../../src/namespaces/snapshot.ts";
import { eventually } from "../../support/eventually.ts";
import { get, put } from "../../support/frames.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const yaml = (...namespaces: string[]): string => `
workers: 2
backends: { disk: { type: sqlite, path: ./data }, ram: { type: memory } }
namespaces:
${namespaces.map((each) => `  - { pattern: keyvalue, ${each} }`).join("\n")}
`;
const one = yaml("name: one, backend: disk");
const two = yaml("name: one, backend: disk", "name: two, backend: ram");
const ada = { principal: "user:ada", door: "admin" };

async function open(t: TestContext, text = one, folder = tempFolder(t)): Promise<StartedGateway> {
  return StartedGateway.open(t, { yaml: text, reloads: true, folder });
}

/** Waits until `check` passes; when it never does, fails as it does. */
async function soon(check: () => void): Promise<void> {
  const passes = (): boolean => {
    try {
      check();
      return true;
    } catch {
      return false;
    }
  };
  await eventually("the check passes", passes).catch(() => check());
}

function names({ gateway }: StartedGateway): string[] {
  return namespacesOf(gateway.snapshot).map((spec) => spec.name);
}

function edit({ folder }: StartedGateway, text: string): void {
  writeFileSync(join(folder, "prism.yaml"), text);
}

const applied = ({ gateway }: StartedGateway): number => gateway.namespaces.reloads?.applied ?? -1;
const problems = ({ gateway }: StartedGateway): readonly string[] => gateway.namespaces.reloads?.problems ?? [];

describe("an edit of the configuration file", () => {
  it("is in force a moment later, and the data of what it takes away stay", async (t) => {
    const started = await open(t, two);
    const client = await started.connect();
    await client.call(put(1, "one", "k", "v"));
    await client.call(put(2, "two", "k", "w"));
    const before = performance.now();
    edit(started, yaml("name: three, backend: disk"));
    await soon(() => assert.deepEqual(names(started), ["three"]));
    const tookMs = performance.now() - before;
    t.diagnostic(`in force after ${Math.round(tookMs)} ms`);
    assert.equal((await client.call(get(3, "one", "k"))).reason, "NAMESPACE_NOT_FOUND");
    edit(started, two);
    await soon(() => assert.deepEqual(names(started).sort(), ["one", "two"]));
    assert.equal((await client.call(get(4, "one", "k"))).value, "v");
    assert.equal((await client.call(get(5, "two", "k"))).value, "w");
  });

  it("is taken when another file is moved over it, and through a link that is turned", async (t) => {
    const started = await open(t);
    const next = join(started.folder, "prism.yaml.new");
    writeFileSync(next, two);
    renameSync(next, join(started.folder, "prism.yaml"));
    await soon(() => assert.deepEqual(names(started), ["one", "two"]));
    for (const [version, text] of [
      ["1", one],
      ["2", two],
    ] as const) {
      mkdirSync(join(started.folder, version));
      writeFileSync(join(started.folder, version, "prism.yaml"), text);
    }
    const turn = (version: string): void => {
      const link = join(started.folder, "link");
      rmSync(link, { force: true });
      symlinkSync(join(version, "prism.yaml"), link);
      renameSync(link, join(started.folder, "prism.yaml"));
    };
    turn("1");
    await soon(() => assert.deepEqual(names(started), ["one"]));
    turn("2");
    await soon(() => assert.deepEqual(names(started), ["one", "two"]));
  });

  const wrong: [string, string, RegExp][] = [
    ["is no YAML", "namespaces: [", /^prism\.yaml:\d+:\d+: /],
    [
      "has unknown keys, each with its place",
      two.replace("backend: ram", "bakend: ram"),
      /^prism\.yaml:6:\d+: namespaces\[1\]\.(bakend|backend): /,
    ],
    [
      "changes the backend of a namespace",
      yaml("name: one, backend: ram"),
      /backend of namespace "one" is disk and cannot become ram; make a namespace of another name/,
    ],
    [
      "changes a backend",
      two.replace("./data", "./elsewhere"),
      /backends cannot change while the gateway runs; restart it/,
    ],
    [
      "changes the number of workers",
      two.replace("workers: 2", "workers: 1"),
      /workers cannot change while the gateway runs/,
    ],
    ["changes a limit", `${two}limits: { maxConnections: 5 }\n`, /limits cannot change while the gateway runs/],
  ];
  for (const [what, text, expected] of wrong) {
    it(`is refused as a whole, and told of, when it ${what}`, async (t) => {
      const started = await open(t);
      edit(started, text);
      await soon(() => assert.match(problems(started)[0] ?? "", expected));
      assert.deepEqual(names(started), ["one"]);
      assert.equal(applied(started), 0);
      const entry = started.logs.find(({ message }) => message.includes("cannot be used"));
      assert.equal(entry?.level, "error");
      assert.deepEqual(entry?.fields.problems, problems(started));
      assert.deepEqual(started.gateway.reasonsNotReady(), []);
      edit(started, two);
      await soon(() => assert.deepEqual(problems(started), []));
      assert.deepEqual(names(started), ["one", "two"]);
      assert.equal(started.gateway.namespaces.reloads?.refused, 1);
    });
  }

  it("is not what a file says that is gone: the one before stays", async (t) => {
    const started = await open(t);
    rmSync(join(started.folder, "prism.yaml"));
    await soon(() => assert.match(problems(started)[0] ?? "", /prism\.yaml: the file is gone/));
    assert.deepEqual(names(started), ["one"]);
  });

  it("is the first file of a gateway that had none", async (t) => {
    const folder = tempFolder(t);
    const started = await StartedGateway.open(t, { reloads: true, folder, flags: { workers: 2 } });
    assert.deepEqual(names(started), ["default", "memory", "events"]);
    edit(started, "namespaces: [{ name: only, pattern: keyvalue, backend: ram }]\n");
    await soon(() => assert.deepEqual(names(started), ["only"]));
  });

  it("is read when that is asked for, though nothing has changed", async (t) => {
    const started = await open(t);
    await started.gateway.namespaces.reload("SIGHUP");
    assert.equal(applied(started), 1);
    assert.deepEqual(names(started), ["one"]);
  });
});

describe("what the file and the API both declare", () => {
  it("is served as the file says, and as the API says once the file no longer does", async (t) => {
    const started = await open(t);
    const { api } = started.gateway.namespaces;
    const limits = [{ principal: "*", requestsPerSecond: 1_000 }];
    await api.create({ namespace: { name: "two", pattern: "keyvalue", backend: "ram", limits } }, ada);
    const client = await started.connect();
    await client.call(put(1, "two", "k", "v"));
    edit(started, two);
    await soon(() => assert.equal(applied(started), 1));
    const inFile = await api.get({ name: "two" });
    assert.deepEqual([inFile.origin, inFile.limits], ["FILE", undefined]);
    assert.ok(started.logs.some(({ message }) => message.startsWith("declared in the file and through the API")));
    assert.equal((await client.call(get(2, "two", "k"))).value, "v");
    edit(started, one);
    await soon(() => assert.equal(applied(started), 2));
    const again = await api.get({ name: "two" });
    assert.deepEqual([again.origin, again.limits], ["API", limits]);
    assert.equal((await client.call(get(3, "two", "k"))).value, "v");
  });

  it("must not disagree about the backend while the gateway runs; at a start the file counts", async (t) => {
    const started = await open(t);
    await started.gateway.namespaces.api.create(
      { namespace: { name: "two", pattern: "keyvalue", backend: "disk" } },
      ada,
    );
    edit(started, two);
    await soon(() => assert.match(problems(started)[0] ?? "", /backend of namespace "two" is disk/));
    await started.close();
    const second = await StartedGateway.open(t, { folder: started.folder });
    const served = await second.gateway.namespaces.api.get({ name: "two" });
    assert.deepEqual([served.origin, served.backend], ["FILE", "ram"]);
  });

  it("keeps a declaration whose backend is gone, does not serve it, and says why", async (t) => {
    const started = await open(t);
    await started.gateway.namespaces.api.create(
      { namespace: { name: "kept", pattern: "keyvalue", backend: "ram" } },
      ada,
    );
    await started.close();
    const text =
      "backends: { disk: { type: sqlite, path: ./data } }\nnamespaces: [{ name: one, pattern: keyvalue, backend: disk }]\n";
    const second = await StartedGateway.open(t, { folder: started.folder, yaml: text });
    const { api } = second.gateway.namespaces;
    const { state, problem, backend } = await api.get({ name: "kept" });
    assert.deepEqual([state, problem, backend], ["UNSERVED", 'backend: there is no backend "ram"', "ram"]);
    assert.equal((await (await second.connect()).call(get(1, "kept", "k"))).reason, "NAMESPACE_NOT_FOUND");
    await assert.rejects(api.delete({ name: "kept" }, ada), /NAMESPACE_UNSERVED/);
    await api.delete({ name: "kept", force: true }, ada);
    assert.equal((await api.list({})).totalSize, 1);
  });
});
