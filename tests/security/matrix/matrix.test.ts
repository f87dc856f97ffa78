import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { CallNumber } from "../../../src/codec/calls.ts";
import { CLASS_NAMES } from "../../../src/common/operation-class.ts";
import { DOOR_NAMES } from "../../../src/security/caller.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { KEY, NAMESPACE, prepareCredentials, type Shown, YAML } from "./matrix-credentials.ts";
import { doors, type MatrixAnswer, type MatrixDoor } from "./matrix-doors.ts";
import { LET_IN, type Operation, operations } from "./matrix-operations.ts";

async function start(t: TestContext): Promise<{ gateway: StartedGateway; credentials: readonly Shown[] }> {
  const folder = tempFolder(t);
  const credentials = await prepareCredentials(folder);
  return { gateway: await StartedGateway.open(t, { yaml: YAML, folder, flags: { workers: 1 } }), credentials };
}

/** Everything that stands in the namespace, as one who may do everything sees it. */
async function contents(gateway: StartedGateway, authorization: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/namespaces/${NAMESPACE}/keyvalue`, {
    headers: { authorization },
  });
  assert.equal(response.status, 200);
  return response.text();
}

async function fill(gateway: StartedGateway, authorization: string): Promise<void> {
  for (const key of [KEY, "mine/1"]) {
    const path = `/v1/namespaces/${NAMESPACE}/keyvalue/${encodeURIComponent(key)}`;
    const options = { method: "PUT", body: VALUE, headers: { authorization } };
    assert.equal((await fetch(`http://127.0.0.1:${gateway.httpPort}${path}`, options)).status, 204);
  }
}

/** What the namespace has under each key: a counter too, and nothing that stands in an answer by chance. */
const VALUE = "7000777";

function of(credentials: readonly Shown[], name: string): Shown {
  const shown = credentials.find((each) => each.name === name);
  assert.ok(shown !== undefined, name);
  return shown;
}

/** Doors that no data go through. */
const WITHOUT_DATA: readonly string[] = ["admin"];

describe("the matrix", () => {
  it("has every call, every class, and every door that serves data", () => {
    const calls = new Set(operations.map(({ method }) => method.call));
    for (const [name, call] of Object.entries(CallNumber)) {
      if (name.startsWith("KV_")) assert.ok(calls.has(call), name);
    }
    assert.deepEqual(new Set(operations.map(({ right }) => right)), new Set(CLASS_NAMES));
    const covered = new Set(doors.map(({ door }) => DOOR_NAMES[door] as string));
    assert.deepEqual(
      DOOR_NAMES.filter((name) => !WITHOUT_DATA.includes(name) && !covered.has(name)),
      [],
    );
    for (const operation of operations)
      assert.ok(
        doors.some((door) => door.carries(operation)),
        operation.name,
      );
  });
});

for (const door of doors) {
  describe(`whoever comes by ${door.name}`, () => {
    it("is let in or not by what is shown and by the rules, for every operation, and leaves no trace when not", async (t) => {
      const { gateway, credentials } = await start(t);
      const all = of(credentials, "a key with every right").authorization(operations[0] as Operation) as string;
      await fill(gateway, all);
      const before = await contents(gateway, all);
      for (const shown of credentials.filter(({ expected }) => expected !== "allowed")) {
        for (const operation of operations.filter(door.carries)) {
          const answer = await ask(t, gateway, door, operation, shown);
          const what = `${operation.name} with ${shown.name}`;
          assert.deepEqual([answer.reason, answer.code], [shown.expected, shown.code], what);
          assert.ok(!answer.text.includes(VALUE), what);
        }
      }
      assert.equal(await contents(gateway, all), before);
      for (const shown of credentials.filter(({ expected }) => expected === "allowed")) {
        for (const operation of operations.filter(door.carries)) {
          await fill(gateway, all);
          const { code, text } = await ask(t, gateway, door, operation, shown);
          assert.equal(code, LET_IN[operation.method.name] ?? "OK", `${operation.name} with ${shown.name}: ${text}`);
        }
      }
    });

    it("is told the same of a namespace without rights there and of one that is not there", async (t) => {
      const { gateway, credentials } = await start(t);
      const names = ["a key without any right", "a key that is denied everything", "a key with rights elsewhere"];
      for (const shown of names.map((name) => of(credentials, name))) {
        for (const operation of operations.filter(door.carries)) {
          const authorization = shown.authorization(operation);
          const told: MatrixAnswer[] = [];
          // Of the same length, and close to one that is there.
          for (const namespace of [NAMESPACE, "ordert"])
            told.push(await door.call(t, gateway, { operation, namespace, key: KEY, authorization }));
          const [there, nowhere] = told.map((answer) => JSON.stringify(answer).replaceAll(/ordert|orders/g, "*"));
          assert.equal(there, nowhere, operation.name);
          assert.equal(told[1]?.reason, "ACCESS_DENIED");
        }
      }
    });
  });
}

function ask(
  t: TestContext,
  gateway: StartedGateway,
  door: MatrixDoor,
  operation: Operation,
  shown: Shown,
): Promise<MatrixAnswer> {
  const { key = KEY } = shown;
  return door.call(t, gateway, { operation, namespace: NAMESPACE, key, authorization: shown.authorization(operation) });
}
