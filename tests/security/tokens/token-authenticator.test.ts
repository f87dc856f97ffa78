import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { Failure } from "../../../src/common/failure.ts";
import { MAX_CHECKS_UNDER_WAY, REFUSED_VERDICT_MS } from "../../../src/common/limits.ts";
import { type ApiKey, createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../../src/security/tokens/api-key-record.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { createGuard, type Guard, issuerItem, keySetOf, NOW_S, TestKey } from "./test-issuer.ts";

async function createIdp(settings = ""): Promise<{ guard: Guard; key: TestKey }> {
  const key = await TestKey.create("k1");
  const guard = createGuard([issuerItem(settings)]);
  const text = await keySetOf(key);
  guard.fetch = async () => ({ status: 200, text });
  return { guard, key };
}

describe("a verdict on a token", () => {
  it("is there at once when the token was checked before, and is the same", async () => {
    const { guard, key } = await createIdp();
    const authorization = `Bearer ${await key.sign()}`;
    const first = guard.authenticator.authenticate(authorization);
    assert.ok(first instanceof Promise);
    const again = guard.authenticator.authenticate(authorization);
    assert.equal(again, first, "one check for all who ask at a time");
    const verdict = await first;
    assert.equal(guard.authenticator.authenticate(authorization), verdict);
  });

  it("is counted when it was found, by the credentials' form and the reason", async () => {
    const { guard, key } = await createIdp();
    const good = await key.sign();
    for (let i = 0; i < 3; i++) assert.equal(await guard.show(good), "user:ada");
    assert.equal(await guard.show(await key.sign({ exp: NOW_S - 1_000 })), "TOKEN_EXPIRED");
    assert.equal(await guard.show(createApiKey().text), "API_KEY_UNKNOWN");
    await guard.authenticator.authenticate("Basic YTpi");
    assert.deepEqual(
      [...guard.authenticator.checks.all()].map(({ kind, outcome, count }) => `${kind} ${outcome} ${count}`),
      ["jwt ACCEPTED 1", "jwt TOKEN_EXPIRED 1", "api-key API_KEY_UNKNOWN 1", "other CREDENTIALS_INVALID 1"],
    );
  });

  it("ends with the token", async () => {
    const { guard, key } = await createIdp("clockTolerance: 0");
    const token = await key.sign({ exp: NOW_S + 2 });
    assert.equal(await guard.show(token), "user:ada");
    guard.nowMs += 1_999;
    assert.equal(await guard.show(token), "user:ada");
    guard.nowMs += 1;
    assert.equal(await guard.show(token), "TOKEN_EXPIRED");
  });

  it("is asked for again after a while", async () => {
    const { guard, key } = await createIdp();
    const authorization = `Bearer ${await key.sign({ exp: NOW_S + 3_600 })}`;
    await guard.authenticator.authenticate(authorization);
    guard.nowMs += 5 * 60_000 - 1;
    assert.ok(!(guard.authenticator.authenticate(authorization) instanceof Promise));
    guard.nowMs += 1;
    assert.ok(guard.authenticator.authenticate(authorization) instanceof Promise);
  });

  it("is remembered for a short while when the token was wrong", async () => {
    const { guard } = await createIdp();
    const authorization = `Bearer ${await (await TestKey.create("k1")).sign()}`;
    const verdict = await guard.authenticator.authenticate(authorization);
    assert.ok(verdict instanceof Failure);
    assert.equal(guard.authenticator.authenticate(authorization), verdict);
    guard.nowMs += REFUSED_VERDICT_MS;
    assert.ok(guard.authenticator.authenticate(authorization) instanceof Promise);
  });

  it("of one token says nothing of another that begins or ends alike", async () => {
    const { guard, key } = await createIdp();
    const token = await key.sign();
    assert.equal(await guard.show(token), "user:ada");
    for (const other of [`${token}A`, token.slice(0, -1), `A${token}`, `${token}.`])
      assert.notEqual(await guard.show(other), "user:ada", other.slice(-5));
  });

  it("comes from keys that count when it comes, not from those that did when the check began", async () => {
    const { guard, key } = await createIdp();
    const authorization = `Bearer ${await key.sign()}`;
    const before = guard.authenticator.authenticate(authorization);
    guard.authenticator.forget();
    const after = guard.authenticator.authenticate(authorization);
    assert.notEqual(before, after, "it is not shared with a check that was begun before");
    assert.equal(await before, await after, "and that one asks again");
  });

  it("is put off when too many are being checked", async () => {
    const { guard, key } = await createIdp();
    const [known, ...more] = await Promise.all(
      Array.from({ length: MAX_CHECKS_UNDER_WAY + 2 }, (_, i) => key.sign({ sub: `s${i}` })),
    );
    assert.equal(await guard.show(known ?? ""), "user:s0");
    const verdicts = more.map((token) => guard.authenticator.authenticate(`Bearer ${token}`));
    const last = verdicts.at(-1);
    assert.ok(last instanceof Failure);
    assert.deepEqual([last.reason, last.retryAfterMs], ["CREDENTIALS_UNVERIFIABLE", 50]);
    assert.equal(await guard.show(known ?? ""), "user:s0", "whoever is known comes in all the while");
    await Promise.all(verdicts);
    assert.equal(await guard.show(more.at(-1) ?? ""), `user:s${MAX_CHECKS_UNDER_WAY + 1}`);
  });
});

describe("a verdict on an API key", () => {
  function createWith(t: TestContext, lines: readonly string[]): Guard {
    const path = join(tempFolder(t), "keys");
    writeFileSync(path, lines.join(""));
    const guard = createGuard([], path);
    t.after(() => guard.authenticator.close());
    return guard;
  }

  function line(key: ApiKey, over: { principal?: string; teams?: string[]; expiresAtMs?: number } = {}): string {
    const record = { principal: "service:order-api", teams: [], createdMs: 0, expiresAtMs: 0, comment: "", ...over };
    return formatApiKeyRecord({ id: key.id, hash: hashApiKey(key), ...record });
  }

  it("is there at once", async (t) => {
    const key = createApiKey();
    const guard = createWith(t, [line(key, { teams: ["team:orders"] })]);
    await guard.authenticator.open();
    const verdict = guard.authenticator.authenticate(`bearer ${key.text}`);
    assert.ok("principal" in verdict);
    assert.deepEqual([verdict.principal.name, verdict.principal.teams], ["service:order-api", ["team:orders"]]);
    assert.equal(verdict.expiresAtMs, 0);
  });

  it("goes by the whole key, and tells a wrong secret from a wrong id by nothing", async (t) => {
    const [key, other] = [createApiKey(), createApiKey()];
    const guard = createWith(t, [line(key)]);
    await guard.authenticator.open();
    const secretFrom = `prism_${key.id}_`.length;
    const [secret, otherSecret] = [key.text.slice(secretFrom), other.text.slice(secretFrom)];
    assert.equal(await guard.show(key.text), "service:order-api");
    const wrongSecret = await guard.refusal(`prism_${key.id}_${otherSecret}`);
    const wrongId = await guard.refusal(`prism_${other.id}_${secret}`);
    assert.equal(wrongSecret, wrongId);
    assert.equal(wrongId.reason, "API_KEY_UNKNOWN");
  });

  it("ends with the key", async (t) => {
    const key = createApiKey();
    const guard = createWith(t, [line(key, { expiresAtMs: NOW_S * 1_000 + 10 })]);
    await guard.authenticator.open();
    guard.nowMs += 9;
    assert.equal(await guard.show(key.text), "service:order-api");
    guard.nowMs += 1;
    assert.equal(await guard.show(key.text), "API_KEY_EXPIRED");
  });

  it("is that there is none where the gateway has no file of keys", async () => {
    const { guard } = await createIdp();
    assert.equal(await guard.show(createApiKey().text), "API_KEY_UNKNOWN");
  });
});
