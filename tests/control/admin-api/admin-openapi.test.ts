import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { CAPTURES, capturesMethods, stopMethods } from "../../../src/control/admin-api/capture-routes.ts";
import {
  COLLECTION,
  changesMethods,
  collectionMethods,
  namespaceMethods,
} from "../../../src/control/admin-api/namespace-routes.ts";
import { adminApi, adminMethods } from "../../../src/control/admin-api/openapi/admin-api-description.ts";
import { POOLS, poolMethods, poolsMethods } from "../../../src/control/admin-api/pool-routes.ts";
import { profileMethods, THREADS, threadsMethods } from "../../../src/control/admin-api/thread-routes.ts";
import { WORKERS, workerMethods } from "../../../src/control/admin-api/worker-routes.ts";
import { checkDocument, checkExample, checkPage, documentOf, operationsIn } from "../../support/openapi.ts";
import { OpenedAdmin } from "./opened-admin.ts";

const document = documentOf(adminApi);

/** The gateway that the examples suppose: one namespace, made through the API. */
async function open(t: TestContext): Promise<OpenedAdmin> {
  const yaml =
    "workers: 1\nlisteners: { grpc: { thread: own } }\nbackends: { disk: { type: sqlite, path: ./data } }\nnamespaces: []\n";
  const admin = await OpenedAdmin.open(t, { yaml });
  const orders = { name: "orders", pattern: "keyvalue", backend: "disk" };
  assert.equal((await admin.ask("/v1/namespaces", { method: "POST", body: orders })).status, 201);
  return admin;
}

describe("the OpenAPI document of the admin port", () => {
  it("is one, by a validator that is not ours, with every reference in it", async () => {
    await checkDocument(document);
  });

  it("has every path of the port, and no other", async (t) => {
    const under = (path: string, methods: object) => Object.keys(methods).map((method) => `${method} ${path}`);
    const admin = await open(t);
    // What is no path is answered with those that there are.
    const { body } = await admin.ask("/nowhere");
    const pages = String(body.text)
      .split("\n")
      .filter((line) => line.startsWith("/"));
    const registered = [
      ...under(COLLECTION, collectionMethods),
      ...under(`${COLLECTION}/{name}`, namespaceMethods),
      ...under(`${COLLECTION}/{name}/changes`, changesMethods),
      ...under(WORKERS, workerMethods),
      ...under(POOLS, poolsMethods),
      ...under(`${POOLS}/{name}`, poolMethods),
      ...under(CAPTURES, capturesMethods),
      ...under(`${CAPTURES}/{recording}/stop`, stopMethods),
      ...under(THREADS, threadsMethods),
      ...under(`${THREADS}/{name}/profile`, profileMethods),
      ...adminMethods.map(({ service, name }) => `POST /v1/${service}/${name}`),
      ...pages.map((path) => `GET ${path}`),
    ];
    assert.deepEqual(operationsIn(document).sort(), registered.sort());
  });

  it("is served to everybody, and is what docs-cms/reference/openapi-admin.json has", async (t) => {
    checkPage("openapi-admin.json", document);
    const admin = await open(t);
    const { status, headers, body } = await admin.ask("/openapi.json");
    assert.deepEqual([status, headers.get("content-type")], [200, "application/json"]);
    assert.deepEqual(body, document);
  });

  it("has an example of everything under /v1/", () => {
    for (const { path, examples } of adminApi.operations)
      assert.equal(examples.length > 0, path.startsWith("/v1/"), path);
  });
});

describe("the examples of the admin port's OpenAPI document", () => {
  for (const operation of adminApi.operations) {
    for (const example of operation.examples) {
      it(`are answered as it says: ${operation.method} ${operation.path}, ${example.name}`, async (t) => {
        await checkExample((await open(t)).url, operation, example);
      });
    }
  }
});
