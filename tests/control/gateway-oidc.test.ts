import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { PrismClient } from "../../src/client/prism-client.ts";
import type { PrismError } from "../../src/common/prism-error.ts";
import type { Answer } from "../support/answer.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { request } from "../support/frames.ts";
import { OidcProvider } from "../support/oidc/oidc-provider.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Services by one entry of the provider, users by another. */
function configure(issuer: string): string {
  return `auth:
  mode: required
  jwt:
    - { name: services, issuer: "${issuer}", audience: prism-services, discovery: true, kind: service, keyCooldown: 100ms }
    - { name: people, issuer: "${issuer}", audience: prism, discovery: true, teamsClaim: groups, keyCooldown: 100ms }
backends: { ram: { type: memory } }
namespaces:
  - { name: memory, pattern: keyvalue, backend: ram, access: [{ principal: "service:order-api", allow: [all] }] }
`;
}

async function open(t: TestContext, issuer: string): Promise<StartedGateway> {
  const folder = tempFolder(t);
  writeFileSync(join(folder, "prism.yaml"), configure(issuer));
  return StartedGateway.open(t, { folder });
}

function get(client: FrameClient, token?: string): Promise<Answer> {
  const id = client.answerCount + 1;
  const fields = [
    [1, "memory"],
    [2, "k"],
  ] as const;
  return client.call(request(id, 16, [...fields], token === undefined ? [] : [[5, `Bearer ${token}`]]));
}

describe("a gateway with a real provider of identities", () => {
  it("lets in who has a token of it, on one connection among others", async (t) => {
    const provider = await OidcProvider.start(t);
    const started = await open(t, provider.issuer);
    const [client, other] = [await started.connect(), await started.connect()];
    const token = await provider.serviceToken();
    assert.equal((await get(client, token)).reason, "");
    assert.equal((await get(client)).reason, "");
    assert.equal((await get(other)).reason, "CREDENTIALS_REQUIRED");
    const forged = `${token.slice(0, -8)}AAAAAAAA`;
    assert.equal((await get(other, forged)).reason, "TOKEN_SIGNATURE");
  });

  it("lets in by the same tokens through every door, and tells the others the same", async (t) => {
    const provider = await OidcProvider.start(t);
    const started = await open(t, provider.issuer);
    const good = await provider.serviceToken();
    const forged = `${good.slice(0, -8)}AAAAAAAA`;
    for (const address of [`prism://127.0.0.1:${started.port}`, `grpc://127.0.0.1:${started.grpcPort}`]) {
      const reasonWith = async (token?: string): Promise<string> => {
        const client = new PrismClient(address, { token });
        const get = client.keyValue("memory").get("k");
        return get
          .then(
            () => "",
            (error: PrismError) => error.failure.reason,
          )
          .finally(() => client.close());
      };
      assert.equal(await reasonWith(good), "", address);
      assert.equal(await reasonWith(forged), "TOKEN_SIGNATURE", address);
      assert.equal(await reasonWith(), "CREDENTIALS_REQUIRED", address);
    }
    const url = `http://127.0.0.1:${started.httpPort}/v1/namespaces/memory/keyvalue/k`;
    for (const [headers, status, reason] of [
      [{ authorization: `bearer ${good}` }, 404, undefined],
      [{ authorization: `Bearer ${forged}` }, 401, "TOKEN_SIGNATURE"],
      [{}, 401, "CREDENTIALS_REQUIRED"],
    ] as const) {
      const response = await fetch(url, { headers });
      const body = (await response.json().catch(() => ({}))) as { reason?: string };
      assert.deepEqual([response.status, reason && body.reason], [status, reason]);
    }
  });

  it("follows when the provider changes its keys, and withdraws what the old ones let in", async (t) => {
    const provider = await OidcProvider.start(t, { keys: [await OidcProvider.createKey("first")] });
    const started = await open(t, provider.issuer);
    const old = await started.connect();
    const oldToken = await provider.serviceToken();
    assert.equal((await get(old, oldToken)).reason, "");
    await provider.restart({ keys: [await OidcProvider.createKey("second")] });
    assert.equal((await get(old)).reason, "", "keys are not fetched for who is known");
    const fresh = await started.connect();
    const newToken = await provider.serviceToken();
    await eventually("the new key is known", async () => (await get(fresh, newToken)).reason === "");
    assert.equal((await get(old)).reason, "TOKEN_KEY_UNKNOWN");
    assert.equal((await get(old, newToken)).reason, "");
  });

  it("starts without the provider, says to come again, and lets in once it is there", async (t) => {
    const provider = await OidcProvider.start(t);
    const token = await provider.serviceToken();
    const keys = [await OidcProvider.createKey("first")];
    await provider.stop();
    const started = await open(t, provider.issuer);
    const client = await started.connect();
    const refused = await get(client, token);
    assert.deepEqual([refused.code, refused.reason], [14, "CREDENTIALS_UNVERIFIABLE"]);
    assert.ok(refused.retryAfterMs > 0 && refused.retryAfterMs <= 1_000);
    await started.logged(({ message }) => message === "keys cannot be read; those read before count on");
    await provider.restart({ keys });
    const fresh = await provider.serviceToken();
    await eventually("it is let in", async () => (await get(client, fresh)).reason === "");
    await started.logged(({ message }) => message === "keys can be read again");
  });

  it("ends what a token lets in when the token ends", async (t) => {
    const provider = await OidcProvider.start(t, { tokenTtlS: 2 });
    const folder = tempFolder(t);
    writeFileSync(
      join(folder, "prism.yaml"),
      configure(provider.issuer).replaceAll("keyCooldown", "clockTolerance: 0, keyCooldown"),
    );
    const started = await StartedGateway.open(t, { folder });
    const client = await started.connect();
    const token = await provider.serviceToken();
    assert.equal((await get(client, token)).reason, "");
    await eventually("it has ended", async () => (await get(client)).reason === "CREDENTIALS_EXPIRED");
    assert.match((await get(client, token)).reason, /^(CREDENTIALS|TOKEN)_EXPIRED$/);
    assert.equal((await get(client, await provider.serviceToken())).reason, "");
  });
});
