import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { ClientOptions } from "../../src/client/client-options.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { type ApiKey, createApiKey, hashApiKey } from "../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../src/security/tokens/api-key-record.ts";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

const yaml = `auth: { mode: required, apiKeys: { file: keys.jsonl } }
backends: { ram: { type: memory } }
namespaces:
  - { name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "user:ada", allow: [read, write] }] }
`;

function writeKeys(folder: string, ...keys: readonly ApiKey[]): void {
  const lines = keys.map((key) =>
    formatApiKeyRecord({
      id: key.id,
      hash: hashApiKey(key),
      principal: "user:ada",
      teams: [],
      createdMs: 0,
      expiresAtMs: 0,
      comment: "",
    }),
  );
  writeFileSync(join(folder, "keys.jsonl"), lines.join(""), { mode: 0o600 });
}

const PROTOCOLS = ["frames", "grpc"] as const;

async function start(t: TestContext, ...keys: readonly ApiKey[]) {
  const folder = tempFolder(t);
  writeKeys(folder, ...keys);
  const gateway = await StartedGateway.open(t, { yaml, folder });
  const connect = (protocol: (typeof PROTOCOLS)[number], options: ClientOptions) => {
    const address = protocol === "grpc" ? `grpc://127.0.0.1:${gateway.grpcPort}` : `prism://127.0.0.1:${gateway.port}`;
    const client = new PrismClient(address, options);
    afterwards(t, () => client.close({ timeoutMs: 1 }));
    return client;
  };
  return { folder, connect };
}

async function failureOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (error instanceof PrismError) return { ...error.failure, source: error.source, retry: error.retry };
    throw error;
  }
  throw new Error("the call succeeded");
}

describe("a gateway that asks for credentials", () => {
  it("lets a client in by its token over either protocol, and tells both the same when it does not", async (t) => {
    const key = createApiKey();
    const { connect } = await start(t, key);
    const failures = { frames: [] as unknown[], grpc: [] as unknown[] };
    for (const protocol of PROTOCOLS) {
      const kv = connect(protocol, { token: key.text }).keyValue("memory");
      await kv.put("a", protocol);
      assert.equal((await kv.get("a"))?.text(), protocol);
      failures[protocol].push(
        await failureOf(connect(protocol, {}).keyValue("memory").get("a")),
        await failureOf(connect(protocol, { token: createApiKey().text }).keyValue("memory").get("a")),
        await failureOf(kv.delete("a")),
        await failureOf(kv.put("a", "", { ifVersion: 0 })),
        await failureOf(kv.put("", "")),
        await failureOf(connect(protocol, { token: key.text }).keyValue("memorie").get("a")),
      );
    }
    assert.deepEqual(failures.grpc.map(withoutVersions), failures.frames.map(withoutVersions));
    const reasons = failures.frames.map((failure) => (failure as { reason: string }).reason);
    assert.deepEqual(reasons.slice(0, 2), ["CREDENTIALS_REQUIRED", "API_KEY_UNKNOWN"]);
    assert.deepEqual(reasons.slice(3, 5), ["VERSION_MISMATCH", "KEY_REQUIRED"]);
  });

  it("is told a new token by a function when the old one no longer counts, without a call that fails", async (t) => {
    const [old, fresh] = [createApiKey(), createApiKey()];
    const { connect, folder } = await start(t, old, fresh);
    for (const protocol of PROTOCOLS) {
      writeKeys(folder, old, fresh);
      let given = old;
      let asked = 0;
      const kv = connect(protocol, {
        token: async () => {
          asked++;
          return given.text;
        },
      }).keyValue("memory");
      const isIn = async () =>
        await kv.put("a", "").then(
          () => true,
          () => false,
        );
      await eventually("the old key counts", isIn);
      given = fresh;
      writeKeys(folder, fresh);
      const before = asked;
      // Not one write fails, though none may be repeated once it was done.
      await eventually("the old key is gone", async () => {
        await kv.put("a", "");
        return asked > before;
      });
      await kv.put("a", "");
      assert.equal(asked, before + 1, protocol);
    }
  });
});

/** Each protocol writes with versions of its own. */
function withoutVersions(failure: unknown): string {
  return JSON.stringify(failure).replace(/(version"?:?\s*"?)\d+/g, "$1…");
}
