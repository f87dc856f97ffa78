import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { SignJWT } from "jose";
import { Code } from "../../../src/common/codes.ts";
import { MAX_CREDENTIAL_BYTES, MAX_TEAMS } from "../../../src/common/limits.ts";
import { createGuard, type Guard, ISSUER, issuerItem, keySetOf, NOW_S, TestKey } from "./test-issuer.ts";

let key: TestKey;
let rsa: TestKey;
/** Of nobody that the gateway knows. */
let stranger: TestKey;

before(async () => {
  [key, rsa, stranger] = await Promise.all([TestKey.create("k1"), TestKey.create("r1", "RS256"), TestKey.create("k1")]);
});

async function createIdp(settings = ""): Promise<Guard> {
  const guard = createGuard([issuerItem(settings)]);
  const text = await keySetOf(key, rsa);
  guard.fetch = async () => ({ status: 200, text });
  return guard;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = { iss: ISSUER, aud: "prism", sub: "ada", iat: NOW_S, exp: NOW_S + 300 };

describe("a token of a known issuer", () => {
  it("is let in, whatever algorithm of public keys it is signed with", async () => {
    const algorithms = ["RS256", "PS384", "ES256", "ES384", "ES512", "EdDSA"];
    const keys = await Promise.all(algorithms.map((algorithm) => TestKey.create(algorithm, algorithm)));
    const guard = await createIdp();
    const text = await keySetOf(...keys);
    guard.fetch = async () => ({ status: 200, text });
    for (const each of keys) assert.equal(await guard.show(await each.sign()), "user:ada", each.algorithm);
    assert.deepEqual(guard.fetched, [`${ISSUER}/keys`]);
  });

  it("is let in without the name of its key, and with an audience among others", async () => {
    const guard = await createIdp();
    assert.equal(await guard.show(await key.sign({}, { kid: undefined })), "user:ada");
    assert.equal(await guard.show(await key.sign({ aud: ["other", "prism"] })), "user:ada");
    assert.equal(await guard.show(await key.sign({}, { typ: "at+jwt" })), "user:ada");
    assert.equal(await guard.show(await key.sign({}, { typ: "application/JWT" })), "user:ada");
  });

  it("stands for a user or a service, as its issuer does, and cannot say so itself", async () => {
    const service = await createIdp("kind: service");
    assert.equal(await service.show(await key.sign({ sub: "order-api" })), "service:order-api");
    const user = await createIdp();
    assert.equal(
      await user.show(await key.sign({ sub: "service:order-api", kind: "service" })),
      "user:service:order-api",
    );
  });

  it("names the principal in the claim that the configuration says, also within another", async () => {
    const guard = await createIdp("principalClaim: email");
    assert.equal(await guard.show(await key.sign({ email: "ada@example.com" })), "user:ada@example.com");
    const nested = await createIdp("principalClaim: 'https://x.y/who', teamsClaim: realm_access.roles");
    const token = await key.sign({ "https://x.y/who": "bob", realm_access: { roles: ["a", "b"] } });
    assert.equal(await nested.show(token), "user:bob team:a team:b");
  });

  it("names teams in a list or in a text, or none", async () => {
    const guard = await createIdp("teamsClaim: groups");
    assert.equal(
      await guard.show(await key.sign({ groups: ["x", "platform team"] })),
      "user:ada team:platform team team:x",
    );
    assert.equal(await guard.show(await key.sign({ groups: "x  platform" })), "user:ada team:platform team:x");
    assert.equal(await guard.show(await key.sign({ groups: ["team:x"] })), "user:ada team:team:x");
    for (const groups of [undefined, null, [], ""])
      assert.equal(await guard.show(await key.sign({ groups })), "user:ada");
  });

  it("counts until its end, and a little longer for clocks that differ", async () => {
    const guard = await createIdp("clockTolerance: 10s");
    const verdict = await guard.authenticator.authenticate(`Bearer ${await key.sign({ exp: NOW_S + 300 })}`);
    assert.ok("expiresAtMs" in verdict);
    assert.equal(verdict.expiresAtMs, (NOW_S + 310) * 1_000);
  });
});

describe("a forged token", () => {
  it("is refused without a signature, however the algorithm is written", async () => {
    const guard = await createIdp();
    for (const alg of ["none", "None", "NONE", "nOnE", ""]) {
      for (const signature of ["", "AAAA"]) {
        const token = `${encode({ alg, kid: "k1" })}.${encode(claims)}.${signature}`;
        assert.equal(await guard.show(token), "TOKEN_ALGORITHM", alg);
      }
    }
  });

  it("is refused when a public key serves as the secret", async () => {
    const guard = await createIdp();
    const jwk = await rsa.jwk();
    for (const secret of [await rsa.pem(), (await rsa.pem()).trim(), JSON.stringify(jwk), jwk.n ?? ""]) {
      const signed = `${encode({ alg: "HS256", kid: "r1" })}.${encode(claims)}`;
      const token = `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
      assert.equal(await guard.show(token), "TOKEN_ALGORITHM");
    }
  });

  it("is refused when another has signed it, be it under the name of the issuer's key", async () => {
    const guard = await createIdp();
    assert.equal(await guard.show(await stranger.sign()), "TOKEN_SIGNATURE");
    assert.equal(await guard.show(await stranger.sign({}, { kid: undefined })), "TOKEN_SIGNATURE");
  });

  it("is refused when it names a key that is not there, or one for another algorithm", async () => {
    const guard = await createIdp();
    assert.equal(await guard.show(await stranger.sign({}, { kid: "k9" })), "TOKEN_KEY_UNKNOWN");
    assert.equal(await guard.show(await key.sign({}, { kid: "r1" })), "TOKEN_KEY_UNKNOWN");
    for (const kid of ["../../etc/passwd", "k1' OR 1=1", "", "__proto__"])
      assert.equal(await guard.show(await stranger.sign({}, { kid })), "TOKEN_KEY_UNKNOWN", kid);
  });

  it("cannot bring its own key, nor say where one is", async () => {
    const guard = await createIdp();
    const jwk = await stranger.jwk();
    for (const header of [
      { jwk },
      { jku: "https://evil.example/keys" },
      { x5u: "https://evil.example/c" },
      { x5c: ["AA"] },
    ])
      assert.equal(await guard.show(await stranger.sign({}, header)), "TOKEN_SIGNATURE");
    assert.deepEqual(guard.fetched, [`${ISSUER}/keys`]);
    assert.equal(
      await guard.show(await key.sign({}, { jku: "https://evil.example/keys" })),
      "user:ada",
      "it is ignored",
    );
  });

  it("is refused when any one character of it is changed", async () => {
    const guard = await createIdp();
    const token = await key.sign();
    const signatureFrom = token.lastIndexOf(".") + 1;
    for (let i = 0; i < token.length - 1; i++) {
      if (token[i] === ".") continue;
      const other = `${token.slice(0, i)}${token[i] === "A" ? "B" : "A"}${token.slice(i + 1)}`;
      const reason = await guard.show(other);
      assert.match(reason, i < signatureFrom ? /^TOKEN_/ : /^TOKEN_SIGNATURE$/, `${i}`);
    }
  });

  it("is refused when it names a claim twice, or a member of its header", async () => {
    const guard = await createIdp();
    const header = JSON.stringify({ alg: "ES256", kid: "k1" });
    const texts = [
      [header, '{"sub":"ada","sub":"root"}'],
      [header, '{"a":[{"b":1,"b":2}]}'],
      ['{"alg":"ES256","alg":"none"}', JSON.stringify(claims)],
    ] as const;
    for (const parts of texts) {
      const [first, second] = parts.map((part) => Buffer.from(part).toString("base64url"));
      assert.equal(await guard.show(`${first}.${second}.AAAA`), "TOKEN_MALFORMED");
    }
  });

  it("is refused when it asks for what the gateway does not understand", async () => {
    const guard = await createIdp();
    for (const header of [{ crit: ["exp"], exp: 1 }, { crit: [] }, { b64: false, crit: ["b64"] }]) {
      const token = `${encode({ alg: "ES256", kid: "k1", ...header })}.${encode(claims)}.AAAA`;
      assert.equal(await guard.show(token), "TOKEN_MALFORMED");
    }
    for (const typ of ["logout+jwt", "dpop+jwt", "secevent+jwt", "JWE", 1, null]) {
      const token = await key.sign({}, { typ });
      assert.equal(await guard.show(token), "TOKEN_MALFORMED", String(typ));
    }
  });

  it("is refused when it is no JSON, and when it is huge, before any work", async () => {
    const guard = await createIdp();
    const good = encode({ alg: "ES256" });
    for (const part of ["AAAA", encode([]), encode(null), encode("x"), encode({}), "gIA", encode({ alg: 1 })])
      assert.equal(await guard.show(`${part}.${encode(claims)}.AAAA`), "TOKEN_MALFORMED", part);
    assert.equal(await guard.show(`${good}.gIA.AAAA`), "TOKEN_MALFORMED", "no UTF-8");
    const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
    assert.equal(await guard.show(`${good}.${Buffer.from(deep).toString("base64url")}.AAAA`), "TOKEN_MALFORMED");
    const huge = await key.sign({ pad: "x".repeat(MAX_CREDENTIAL_BYTES) });
    assert.equal(await guard.show(huge), "CREDENTIALS_TOO_LARGE");
    assert.deepEqual(guard.fetched, []);
  });

  it("may be anything at all", async () => {
    const guard = await createIdp();
    const token = await key.sign();
    const json = fc.json().map((text) => Buffer.from(text).toString("base64url"));
    const part = fc.oneof(fc.constantFrom(...token.split(".")), json, fc.base64String());
    const mutated = fc.tuple(fc.nat(token.length - 1), fc.string({ maxLength: 3 })).map(([at, text]) => {
      return `${token.slice(0, at)}${text}${token.slice(at + text.length)}`;
    });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.array(part, { maxLength: 5 }).map((parts) => parts.join(".")),
          mutated,
        ),
        async (text) => {
          const shown = await guard.show(text);
          assert.ok(
            /^(TOKEN|CREDENTIALS)_/.test(shown) || (shown === "user:ada" && text.startsWith(token.slice(0, -3))),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("a token that does not count here", () => {
  it("is told which check failed", async () => {
    const guard = await createIdp();
    for (const [over, reason] of [
      [{ iss: "https://other.example.com" }, "TOKEN_ISSUER"],
      [{ iss: `${ISSUER}/` }, "TOKEN_ISSUER"],
      [{ iss: undefined }, "TOKEN_ISSUER"],
      [{ iss: [ISSUER] }, "TOKEN_ISSUER"],
      [{ aud: "other" }, "TOKEN_AUDIENCE"],
      [{ aud: undefined }, "TOKEN_AUDIENCE"],
      [{ aud: [["prism"]] }, "TOKEN_AUDIENCE"],
      [{ exp: NOW_S - 11 }, "TOKEN_EXPIRED"],
      [{ exp: undefined }, "TOKEN_CLAIM"],
      [{ exp: "tomorrow" }, "TOKEN_CLAIM"],
      [{ nbf: NOW_S + 11 }, "TOKEN_NOT_YET_VALID"],
      [{ nbf: "now" }, "TOKEN_CLAIM"],
      [{ iat: NOW_S + 11 }, "TOKEN_NOT_YET_VALID"],
      [{ exp: NOW_S + 86_401 }, "TOKEN_CLAIM"],
      [{ iat: NOW_S - 86_400, exp: NOW_S + 1 }, "TOKEN_CLAIM"],
      [{ iat: undefined, exp: NOW_S + 86_401 }, "TOKEN_CLAIM"],
      [{ sub: undefined }, "TOKEN_CLAIM"],
      [{ sub: "" }, "TOKEN_CLAIM"],
      [{ sub: 7 }, "TOKEN_CLAIM"],
      [{ sub: "a\nb" }, "TOKEN_CLAIM"],
      [{ sub: "*" }, "TOKEN_CLAIM"],
    ] as const) {
      assert.equal(await guard.show(await key.sign(over)), reason, JSON.stringify(over));
    }
    for (const over of [{ exp: NOW_S - 9 }, { nbf: NOW_S + 10 }, { iat: NOW_S + 10 }, { exp: NOW_S + 86_400 }])
      assert.equal(await guard.show(await key.sign(over)), "user:ada", JSON.stringify(over));
  });

  it("is refused rather than cut when its teams cannot be kept", async () => {
    const guard = await createIdp("teamsClaim: groups");
    for (const groups of [7, {}, ["ok", 7], ["ok", ""], ["a\nb"], ["*"], Array(MAX_TEAMS + 1).fill("x")])
      assert.equal(await guard.show(await key.sign({ groups })), "TOKEN_CLAIM", JSON.stringify(groups).slice(0, 40));
  });

  it("is refused with UNAUTHENTICATED, a remedy, and no word of what it says", async () => {
    const guard = await createIdp();
    const tokens = [
      await key.sign({ sub: "a\nhunter2" }),
      await key.sign({ aud: "hunter2" }),
      await key.sign({ iss: "hunter2" }),
      await key.sign({ exp: "hunter2" }),
      await stranger.sign({}, { kid: "hunter2" }),
      `${encode({ alg: "hunter2" })}.${encode(claims)}.hunter2`,
    ];
    for (const token of tokens) {
      const { code, message, metadata } = await guard.refusal(token);
      assert.equal(code, Code.UNAUTHENTICATED);
      assert.equal(metadata.field, "authorization");
      assert.ok(message.length > 20);
      assert.ok(!JSON.stringify([message, metadata]).includes("hunter2"), message);
    }
  });

  it("has no issuer where none is declared", async () => {
    assert.equal(await createGuard([], "/dev/null").show(await key.sign()), "TOKEN_ISSUER");
  });
});

describe("several issuers", () => {
  it("each have their own keys and rules", async () => {
    const other = await TestKey.create("k1");
    const guard = createGuard([
      issuerItem(),
      "name: robots, issuer: 'https://robots.example.com', audience: [prism], kind: service, jwksUrl: 'https://robots.example.com/keys'",
    ]);
    const texts: Record<string, string> = {
      [`${ISSUER}/keys`]: await keySetOf(key),
      "https://robots.example.com/keys": await keySetOf(other),
    };
    guard.fetch = async (url) => ({ status: 200, text: texts[url] ?? "" });
    assert.equal(await guard.show(await key.sign()), "user:ada");
    const robots = { iss: "https://robots.example.com", sub: "r2" };
    assert.equal(await guard.show(await other.sign(robots)), "service:r2");
    assert.equal(await guard.show(await key.sign(robots)), "TOKEN_SIGNATURE");
    assert.equal(await guard.show(await other.sign()), "TOKEN_SIGNATURE");
  });

  it("may be one provider for several audiences, of which a token names one", async () => {
    const at = (name: string, more: string): string =>
      `name: ${name}, issuer: '${ISSUER}', audience: [${name}], jwksUrl: '${ISSUER}/keys', ${more}`;
    const guard = createGuard([at("people", "kind: user"), at("robots", "kind: service")]);
    const text = await keySetOf(key);
    guard.fetch = async () => ({ status: 200, text });
    assert.equal(await guard.show(await key.sign({ aud: "people" })), "user:ada");
    assert.equal(await guard.show(await key.sign({ aud: ["robots", "x"] })), "service:ada");
    assert.equal(await guard.show(await key.sign({ aud: ["robots", "people"] })), "TOKEN_AUDIENCE");
  });
});

describe("an issuer that signs with a secret", () => {
  const secret = Buffer.alloc(48, 7);
  const sign = (alg: string, bytes: Uint8Array = secret): Promise<string> =>
    new SignJWT(claims).setProtectedHeader({ alg }).sign(bytes);

  it("is believed by that secret and its algorithms alone", async () => {
    process.env.PRISM_TEST_JWT_SECRET = secret.toString();
    const guard = createGuard([`name: s, issuer: '${ISSUER}', audience: [prism], secret: env:PRISM_TEST_JWT_SECRET`]);
    assert.equal(await guard.show(await sign("HS256")), "user:ada");
    assert.equal(await guard.show(await sign("HS256", Buffer.alloc(48, 8))), "TOKEN_SIGNATURE");
    assert.equal(await guard.show(await sign("HS384")), "TOKEN_ALGORITHM");
    assert.equal(await guard.show(await key.sign()), "TOKEN_ALGORITHM");
  });
});
