import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { CallNumber } from "../../../src/codec/calls.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { KEY, NAMESPACE, prepareCredentials, type Shown, YAML } from "./matrix-credentials.ts";
import { doors, type MatrixAnswer } from "./matrix-doors.ts";
import { type Operation, streamOperations } from "./matrix-operations.ts";

/** The rules and credentials of the matrix, with a stream in the place of the namespace. */
const STREAM_YAML = YAML.replace(
  `- name: ${NAMESPACE}\n  pattern: keyvalue`,
  `- name: ${NAMESPACE}\n  pattern: stream`,
);

async function start(t: TestContext): Promise<{ gateway: StartedGateway; credentials: readonly Shown[] }> {
  const folder = tempFolder(t);
  const credentials = await prepareCredentials(folder);
  return { gateway: await StartedGateway.open(t, { yaml: STREAM_YAML, folder, flags: { workers: 1 } }), credentials };
}

async function published(gateway: StartedGateway, authorization: string): Promise<unknown[]> {
  const fetched = await fetch(`http://127.0.0.1:${gateway.httpPort}/v1/StreamService/Fetch`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ namespace: NAMESPACE, start: { earliest: true } }),
  });
  assert.equal(fetched.status, 200);
  return ((await fetched.json()) as { deliveries?: unknown[] }).deliveries ?? [];
}

/** Whether the key decides; the others concern a group or the whole stream, and a right to some keys is not enough for them. */
const goesByKey = ({ method }: Operation): boolean => method.name === "Publish" || method.name === "BatchPublish";

describe("the matrix of streams", () => {
  it("has every call but the credits of frames, which only go to a subscription of one's own", () => {
    const calls = new Set(streamOperations.map(({ method }) => method.call));
    for (const [name, call] of Object.entries(CallNumber)) {
      if (name.startsWith("STREAM_") && call !== CallNumber.STREAM_CREDIT) assert.ok(calls.has(call), name);
    }
  });
});

for (const door of doors.filter(({ name }) => name !== "HTTP by path")) {
  describe(`whoever comes to a stream by ${door.name}`, () => {
    it("is let in or not by what is shown and by the rules, for every operation, and leaves no trace when not", async (t) => {
      const { gateway, credentials } = await start(t);
      const ask = (operation: Operation, shown: Shown): Promise<MatrixAnswer> => {
        const authorization = shown.authorization(operation);
        return door.call(t, gateway, { operation, namespace: NAMESPACE, key: shown.key ?? KEY, authorization });
      };
      const all = credentials.find(({ name }) => name === "a key with every right") as Shown;
      for (const operation of streamOperations.filter(door.carries)) {
        for (const shown of credentials) {
          const what = `${operation.name} with ${shown.name}`;
          const isByKey = shown.name.endsWith("this key") || shown.name.endsWith("other keys");
          if (shown.expected !== "allowed") {
            const { reason, code } = await ask(operation, shown);
            assert.deepEqual([reason, code], [shown.expected, shown.code], what);
          } else if (isByKey && !goesByKey(operation)) {
            assert.equal((await ask(operation, shown)).reason, "ACCESS_DENIED", what);
          } else if (!operation.method.streams) {
            const { reason, code, text } = await ask(operation, shown);
            assert.ok(code === "OK" || EMPTY.includes(reason), `${what}: ${code} ${text}`);
          }
        }
      }
      const authorization = all.authorization(streamOperations[0] as Operation) as string;
      const allowed = credentials.filter(({ expected }) => expected === "allowed").length;
      const publishing = streamOperations.filter((operation) => goesByKey(operation) && door.carries(operation)).length;
      assert.equal((await published(gateway, authorization)).length, allowed * publishing);
    });

    it("is told the same of a stream without rights there and of one that is not there", async (t) => {
      const { gateway, credentials } = await start(t);
      const nobody = credentials.find(({ name }) => name === "a key without any right") as Shown;
      for (const operation of streamOperations.filter(door.carries)) {
        const authorization = nobody.authorization(operation);
        const told: MatrixAnswer[] = [];
        for (const namespace of [NAMESPACE, "ordert"])
          told.push(await door.call(t, gateway, { operation, namespace, key: KEY, authorization }));
        const [there, nowhere] = told.map((answer) => JSON.stringify(answer).replaceAll(/ordert|orders/g, "*"));
        assert.equal(there, nowhere, operation.name);
        assert.equal(told[1]?.reason, "ACCESS_DENIED");
      }
    });
  });
}

/** What those are told who may ask, and ask for what is not there. */
const EMPTY: readonly string[] = ["DEAD_LETTER_ID_INVALID", "GROUP_NOT_FOUND"];
