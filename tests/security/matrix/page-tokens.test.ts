import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { NAMESPACE, prepareCredentials, YAML } from "./matrix-credentials.ts";
import { type Operation, operations } from "./matrix-operations.ts";

interface Page {
  readonly keys: readonly string[];
  readonly token: string;
  readonly reason: string;
}

async function start(t: TestContext) {
  const folder = tempFolder(t);
  const credentials = await prepareCredentials(folder);
  const gateway = await StartedGateway.open(t, { yaml: YAML, folder, flags: { workers: 1 } });
  const scan = operations.find(({ method }) => method.name === "Scan") as Operation;
  const authorizationOf = (name: string): string =>
    credentials.find((each) => each.name === name)?.authorization(scan) as string;
  const url = (namespace: string, rest: string): string =>
    `http://127.0.0.1:${gateway.httpPort}/v1/namespaces/${namespace}/keyvalue${rest}`;
  const put = async (who: string, namespace: string, key: string): Promise<void> => {
    const headers = { authorization: authorizationOf(who) };
    const options = { method: "PUT", body: "value", headers };
    assert.equal((await fetch(url(namespace, `/${encodeURIComponent(key)}`), options)).status, 204);
  };
  const page = async (who: string, namespace: string, query: Record<string, string>): Promise<Page> => {
    const headers = { authorization: authorizationOf(who) };
    const response = await fetch(url(namespace, `?${new URLSearchParams({ pageSize: "1", ...query })}`), { headers });
    const {
      items = [],
      nextPageToken = "",
      reason = "",
    } = (await response.json()) as {
      items?: { key: string }[];
      nextPageToken?: string;
      reason?: string;
    };
    return { keys: items.map(({ key }) => key), token: nextPageToken, reason };
  };
  return { put, page };
}

const EVERYTHING = "a key with every right";
const ELSEWHERE = "a key with rights elsewhere";
const OWN = "a key with the right to other keys";

describe("a page token of a namespace where one has no right", () => {
  it("opens nothing there, and nothing in one's own", async (t) => {
    const { put, page } = await start(t);
    for (const key of ["theirs/1", "theirs/2"]) await put(EVERYTHING, NAMESPACE, key);
    for (const key of ["theirs/1", "theirs/3"]) await put(ELSEWHERE, "elsewhere", key);
    const { token } = await page(EVERYTHING, NAMESPACE, {});
    assert.notEqual(token, "");
    assert.deepEqual(await page(EVERYTHING, NAMESPACE, { pageToken: token }), {
      keys: ["theirs/2"],
      token: "",
      reason: "",
    });
    assert.deepEqual(await page(ELSEWHERE, NAMESPACE, { pageToken: token }), {
      keys: [],
      token: "",
      reason: "ACCESS_DENIED",
    });
    assert.deepEqual(await page(ELSEWHERE, "elsewhere", { pageToken: token }), {
      keys: [],
      token: "",
      reason: "PAGE_TOKEN_MISMATCH",
    });
  });

  it("opens no key beyond one's own when it is made by hand", async (t) => {
    const { put, page } = await start(t);
    for (const key of ["a", "mine/1", "mine/2", "theirs/1"]) await put(EVERYTHING, NAMESPACE, key);
    const first = await page(OWN, NAMESPACE, { prefix: "mine/" });
    assert.deepEqual(first.keys, ["mine/1"]);
    const hash = Buffer.from(first.token, "base64url").subarray(0, 9);
    for (const from of ["", "a", "mine/", "mine/1", "mine0", "theirs/", "\uffff"]) {
      const pageToken = Buffer.concat([hash, Buffer.from(from)]).toString("base64url");
      const { keys } = await page(OWN, NAMESPACE, { prefix: "mine/", pageToken });
      assert.ok(
        keys.every((key) => key.startsWith("mine/")),
        `${from} gave ${keys}`,
      );
      const wider = await page(OWN, NAMESPACE, { pageToken });
      assert.deepEqual(wider.keys, []);
      assert.match(wider.reason, /^(ACCESS_DENIED|PAGE_TOKEN_INVALID|PAGE_TOKEN_MISMATCH)$/);
    }
  });
});
