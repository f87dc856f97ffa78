import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { Code } from "../../../src/common/codes.ts";
import { KEY_FETCH_RETRY_MS, MAX_ISSUER_KEYS, MAX_STALE_KEYS_MS } from "../../../src/common/limits.ts";
import { createGuard, type Guard, ISSUER, issuerItem, keySetOf, NOW_S, TestKey } from "./test-issuer.ts";

const MINUTE_MS = 60_000;

let first: TestKey;
let second: TestKey;

beforeEach(async () => {
  [first, second] = await Promise.all([TestKey.create("k1"), TestKey.create("k2")]);
});

async function createIdp(settings = ""): Promise<Guard> {
  const guard = createGuard([issuerItem(`keyRefresh: 10m, keyCooldown: 10s, maxLifetime: 0${settings}`)]);
  await publish(guard, first);
  return guard;
}

async function publish(guard: Guard, ...keys: readonly TestKey[]): Promise<void> {
  const text = await keySetOf(...keys);
  guard.fetch = async () => ({ status: 200, text });
}

function goAway(guard: Guard): void {
  guard.fetch = async () => {
    throw new Error("https://id.example.com/keys could not be asked: connect ECONNREFUSED");
  };
}

/** A token that outlives the tests' time. */
const lasting = { exp: NOW_S + 1_000_000 };

describe("the keys of a provider", () => {
  it("are fetched once for all who wait, and then no more", async () => {
    const guard = await createIdp();
    const tokens = await Promise.all(["ada", "bob", "carol"].map((sub) => first.sign({ sub })));
    const shown = await Promise.all(tokens.map((token) => guard.show(token)));
    assert.deepEqual(shown, ["user:ada", "user:bob", "user:carol"]);
    assert.equal(guard.fetched.length, 1);
  });

  it("are fetched anew for a key that is not among them, once in a while", async () => {
    const guard = await createIdp();
    assert.equal(await guard.show(await first.sign(lasting)), "user:ada");
    await publish(guard, first, second);
    assert.equal(await guard.show(await second.sign(lasting)), "TOKEN_KEY_UNKNOWN", "fetched a moment ago");
    guard.nowMs += 10_000;
    assert.equal(await guard.show(await second.sign(lasting)), "user:ada");
    assert.equal(guard.fetched.length, 2);
  });

  it("are not fetched for every invented key", async () => {
    const guard = await createIdp();
    for (let i = 0; i < 50; i++)
      assert.equal(await guard.show(await second.sign({}, { kid: `x${i}` })), "TOKEN_KEY_UNKNOWN");
    assert.equal(guard.fetched.length, 1);
    guard.nowMs += 10_000;
    await Promise.all(Array.from({ length: 50 }, async (_, i) => guard.show(await second.sign({}, { kid: `y${i}` }))));
    assert.equal(guard.fetched.length, 2);
  });

  it("are fetched anew when they are old, and count meanwhile", async () => {
    const guard = await createIdp();
    await guard.show(await first.sign(lasting));
    guard.nowMs += 11 * MINUTE_MS;
    goAway(guard);
    assert.equal(await guard.show(await first.sign({ ...lasting, sub: "bob" })), "user:bob");
    assert.equal(guard.fetched.length, 2);
  });

  it("no longer let anybody in when their provider has withdrawn them, whoever was let in before", async () => {
    const guard = await createIdp();
    const token = await first.sign(lasting);
    assert.equal(await guard.show(token), "user:ada");
    const { generation } = guard.authenticator;
    await publish(guard, second);
    guard.nowMs += 11 * MINUTE_MS;
    // The first to come after the keys have grown old has them fetched; from then on the old ones do not count.
    await guard.show(await second.sign(lasting));
    assert.equal(await guard.show(token), "TOKEN_KEY_UNKNOWN");
    assert.ok(guard.authenticator.generation > generation);
  });

  it("do not change the generation when they are the same", async () => {
    const guard = await createIdp();
    await guard.show(await first.sign(lasting));
    guard.nowMs += 11 * MINUTE_MS;
    await guard.show(await second.sign(lasting));
    assert.equal(guard.fetched.length, 2);
    assert.equal(guard.authenticator.generation, 0);
  });

  it("count for an hour more when their provider is away, and then nobody knows", async () => {
    const guard = await createIdp();
    await guard.show(await first.sign(lasting));
    goAway(guard);
    guard.nowMs += 10 * MINUTE_MS + MAX_STALE_KEYS_MS;
    assert.equal(await guard.show(await first.sign(lasting)), "user:ada");
    guard.nowMs += 6 * MINUTE_MS;
    assert.equal(await guard.show(await first.sign(lasting)), "CREDENTIALS_UNVERIFIABLE");
  });
});

describe("a provider that does not answer well", () => {
  it("leaves tokens unchecked: come again, not go away", async () => {
    const guard = await createIdp();
    goAway(guard);
    const { code, reason, retryAfterMs, metadata, message } = await guard.refusal(await first.sign());
    assert.deepEqual([code, reason], [Code.UNAVAILABLE, "CREDENTIALS_UNVERIFIABLE"]);
    assert.deepEqual([retryAfterMs, metadata.issuer], [KEY_FETCH_RETRY_MS, "idp"]);
    assert.ok(!message.includes("ECONNREFUSED"), "the cause goes to the log");
    assert.deepEqual(guard.logs, [
      {
        level: "error",
        message: "keys cannot be read; those read before count on",
        source: "auth.jwt",
        issuer: "idp",
        problem: "https://id.example.com/keys could not be asked: connect ECONNREFUSED",
      },
    ]);
  });

  it("is left alone for a second, is told of once, and is asked again", async () => {
    const guard = await createIdp();
    goAway(guard);
    for (let i = 0; i < 20; i++) await guard.show(await first.sign({ sub: `s${i}` }));
    assert.equal(guard.fetched.length, 1);
    guard.nowMs += KEY_FETCH_RETRY_MS;
    await guard.show(await first.sign());
    assert.deepEqual([guard.fetched.length, guard.logs.length], [2, 1]);
    await publish(guard, first);
    guard.nowMs += KEY_FETCH_RETRY_MS;
    assert.equal(await guard.show(await first.sign()), "user:ada", "what could not be checked is not remembered");
    assert.equal(guard.logs.at(-1)?.message, "keys can be read again");
  });

  it("leaves a token unchecked that names a new key", async () => {
    const guard = await createIdp();
    await guard.show(await first.sign());
    goAway(guard);
    guard.nowMs += 10_000;
    assert.equal(await guard.show(await second.sign()), "CREDENTIALS_UNVERIFIABLE");
    assert.equal(await guard.show(await first.sign()), "user:ada");
  });

  it("is not believed when it sends something else than public keys", async () => {
    const answers: [number, string, RegExp][] = [
      [500, await keySetOf(first), /answered with the status 500/],
      [302, "", /status 302/],
      [200, "<html>", /is no JSON Web Key Set/],
      [200, "[]", /is no JSON Web Key Set/],
      [200, '{"keys":{}}', /is no JSON Web Key Set/],
      [200, '{"keys":[],"keys":[]}', /is no JSON Web Key Set/],
      [200, '{"keys":[]}', /holds no key/],
      [200, '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}', /holds no key/],
      [200, '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}', /holds a private key or a secret/],
      [200, JSON.stringify({ keys: [{ ...(await first.jwk()), d: "AA" }] }), /holds a private key or a secret/],
      [200, JSON.stringify({ keys: Array(MAX_ISSUER_KEYS + 1).fill(await first.jwk()) }), /holds 65 keys; at most 64/],
    ];
    for (const [status, text, problem] of answers) {
      const guard = await createIdp();
      guard.fetch = async () => ({ status, text });
      assert.equal(await guard.show(await first.sign()), "CREDENTIALS_UNVERIFIABLE", text.slice(0, 60));
      assert.match(String(guard.logs[0]?.problem), problem);
    }
  });

  it("may publish keys for other purposes beside", async () => {
    const guard = await createIdp();
    const jwk = await first.jwk();
    const others = [{ kty: "XYZ" }, { ...jwk, use: "enc", kid: "e" }, null, 7, { ...jwk, kid: "bad", x: "AA" }];
    const text = JSON.stringify({ keys: [...others, jwk] });
    guard.fetch = async () => ({ status: 200, text });
    assert.equal(await guard.show(await first.sign()), "user:ada");
    assert.equal(await guard.show(await second.sign({}, { kid: "bad" })), "TOKEN_KEY_UNKNOWN");
    assert.equal(await guard.show(await second.sign({}, { kid: "e" })), "TOKEN_KEY_UNKNOWN");
  });
});

describe("a provider that is discovered", () => {
  const document = `${ISSUER}/.well-known/openid-configuration`;
  const discovered = `name: idp, issuer: '${ISSUER}', audience: [prism], discovery: true`;

  async function createProvider(metadata: Record<string, unknown>): Promise<Guard> {
    const guard = createGuard([discovered]);
    const keys = await keySetOf(first);
    guard.fetch = async (url) => ({ status: 200, text: url === document ? JSON.stringify(metadata) : keys });
    return guard;
  }

  it("says where its keys are", async () => {
    const guard = await createProvider({ issuer: ISSUER, jwks_uri: "https://keys.example.com/k" });
    assert.equal(await guard.show(await first.sign()), "user:ada");
    assert.deepEqual(guard.fetched, [document, "https://keys.example.com/k"]);
  });

  it("speaks for itself alone, and for keys that are fetched safely", async () => {
    for (const [metadata, problem] of [
      [
        { issuer: "https://evil.example.com", jwks_uri: "https://k" },
        /is of another issuer than https:\/\/id.example.com/,
      ],
      [{ issuer: `${ISSUER}/`, jwks_uri: "https://k" }, /the same to the letter/],
      [{ jwks_uri: "https://k" }, /is of another issuer/],
      [{ issuer: ISSUER }, /the provider has no jwks_uri/],
      [{ issuer: ISSUER, jwks_uri: "http://keys.example.com" }, /jwks_uri must begin with https/],
      [{ issuer: ISSUER, jwks_uri: "file:///etc/passwd" }, /jwks_uri must begin with https/],
    ] as const) {
      const guard = await createProvider(metadata);
      assert.equal(await guard.show(await first.sign()), "CREDENTIALS_UNVERIFIABLE");
      assert.match(String(guard.logs[0]?.problem), problem);
    }
  });
});
