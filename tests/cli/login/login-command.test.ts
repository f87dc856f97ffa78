import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { gatewayKey, isInTheClear } from "../../../src/cli/login/gateway-key.ts";
import { type Login, LoginStore } from "../../../src/cli/login/login-store.ts";
import { systemClock } from "../../../src/common/clock.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Finished, runCommand } from "../run-command.ts";
import { FakeProvider, jwtOf } from "./fake-provider.ts";

function storeIn(home: string): LoginStore {
  return new LoginStore({ env: { HOME: home }, cores: 1, cwd: home });
}

const login: Login = {
  gateways: ["prism://127.0.0.1:7400"],
  issuer: "https://id.example.com",
  clientId: "cli",
  clientSecret: null,
  token: "t",
  isIdToken: false,
  refreshToken: "r",
  expiresAtMs: 0,
};

describe("the logins of a person", () => {
  it("are one for a gateway, and the last one counts", (t) => {
    const store = storeIn(tempFolder(t));
    assert.equal(store.find("prism://a:1"), null);
    store.save({ ...login, gateways: ["prism://a:1", "prism://b:1"], token: "first" });
    store.save({ ...login, gateways: ["prism://b:1"], token: "second" });
    assert.deepEqual([store.find("prism://a:1")?.token, store.find("prism://b:1")?.token], ["first", "second"]);
    assert.equal(store.find("prism://a:2"), null);
    assert.equal(store.find("prisms://a:1"), null);
    assert.equal(store.remove("prism://b:1")?.token, "second");
    assert.deepEqual([store.find("prism://a:1")?.token, store.remove("prism://b:1")], ["first", null]);
  });

  it("belong to an address in one form, and go nowhere in the clear", () => {
    for (const [address, key] of [
      ["127.0.0.1", "prism://127.0.0.1:7400"],
      ["prisms://data.example.com", "prisms://data.example.com:7400"],
      ["grpc://[::1]:9", "grpc://[::1]:9"],
      ["grpcs://h", "grpcs://h:7401"],
      ["http://h", "http://h:80"],
      ["https://h/path?x", "https://h:443"],
    ] as const)
      assert.equal(gatewayKey(address), key);
    for (const key of ["prism://127.0.0.1:1", "grpc://[::1]:9", "http://localhost:1", "prisms://h:1", "https://h:1"])
      assert.equal(isInTheClear(key), false, key);
    for (const key of ["prism://h:1", "grpc://10.0.0.1:1", "http://h:1"]) assert.equal(isInTheClear(key), true, key);
  });
});

describe("prism login", () => {
  async function run(t: TestContext, fake: FakeProvider, ...more: string[]): Promise<Finished & { home: string }> {
    const home = tempFolder(t);
    fake.start = { body: fake.startBody({ interval: 1 }) };
    const argv = ["login", "--issuer", fake.issuer, "--client-id", "cli", ...more];
    return { ...(await runCommand(argv, { env: { HOME: home } })), home };
  }

  it("keeps the token for every door of a gateway on this machine, unless told otherwise", async (t) => {
    const fake = await FakeProvider.open(t);
    const token = jwtOf({ sub: "ada\u001b[2J", aud: ["prism", "x"] });
    fake.tokens = [{ body: { access_token: token, token_type: "Bearer", expires_in: 60 } }];
    const { code, stdout, stderr, home } = await run(t, fake, "--scope", "openid x", "--resource", "urn:prism");
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /^Open http.*\/device\nand type the code ABCD-EFGH\nor open .*\nand see that it shows the same code,\nto log in\. Waiting …\n$/,
    );
    assert.match(stdout.toString(), /^ada\\u\{1b\}\[2J of http.*\n {2}for {7}prism, x\n/);
    assert.ok(!`${stdout}${stderr}`.includes(token));
    assert.deepEqual(fake.asked[1]?.form, { scope: "openid x", resource: "urn:prism", client_id: "cli" });
    const { logins } = JSON.parse(readFileSync(join(home, ".prism", "credentials.json"), "utf8"));
    assert.deepEqual(logins[0].gateways.length, 4);
    assert.equal(storeIn(home).find("http://127.0.0.1:7403")?.token, token);
  });

  it("can send the ID token, and takes none that only its provider can read", async (t) => {
    const fake = await FakeProvider.open(t);
    const idToken = jwtOf({ sub: "ada", exp: 2_000_000_000 });
    fake.tokens = [{ body: { access_token: "opaque", token_type: "Bearer", expires_in: 60, id_token: idToken } }];
    const opaque = await run(t, fake);
    assert.match(
      opaque.stderr,
      /prism: LOGIN_REFUSED: .*\(it is no JWT\).*\nhint: .*--audience or --resource.*--id-token\n$/,
    );
    const { home } = await run(t, fake, "--id-token");
    const kept = storeIn(home).find("prism://127.0.0.1:7400");
    assert.deepEqual([kept?.token, kept?.expiresAtMs], [idToken, 2_000_000_000_000]);
    fake.tokens = [{ body: { access_token: "opaque", token_type: "Bearer" } }];
    assert.match((await run(t, fake, "--id-token")).stderr, /LOGIN_REFUSED: the provider gave no ID token/);
  });

  it("does not send a token in the clear to another machine, nor ask a provider there", async (t) => {
    const fake = await FakeProvider.open(t);
    fake.tokens = [{ body: { access_token: jwtOf({}), token_type: "Bearer" } }];
    const open = await run(t, fake, "--address", "prism://data.example.com");
    assert.deepEqual([open.code, fake.asked.length], [2, 0]);
    assert.match(open.stderr, /^prism: USAGE: prism:\/\/data\.example\.com:7400 is another machine/);
    assert.equal((await run(t, fake, "--address", "prism://data.example.com", "--insecure")).code, 0);
    assert.equal((await run(t, fake, "--address", "prisms://data.example.com")).code, 0);
    for (const issuer of ["http://id.example.com", "id.example.com", "ftp://127.0.0.1"])
      assert.equal((await runCommand(["login", "--issuer", issuer, "--client-id", "x"])).code, 2, issuer);
    assert.equal((await run(t, fake, "--client-secret", "hunter2")).code, 2);
    assert.match((await runCommand(["login", "--issuer", fake.issuer, "--client-id", "x"])).stderr, /^prism: NO_HOME/);
  });
});

describe("a command with a login that has ended", () => {
  const clock = { ...systemClock, wallMs: () => 1_000_000 };

  async function getWith(
    t: TestContext,
    over: Partial<Login>,
    prepare: (fake: FakeProvider) => void,
  ): Promise<{ end: Finished; store: LoginStore; fake: FakeProvider }> {
    const fake = await FakeProvider.open(t);
    prepare(fake);
    const home = tempFolder(t);
    const store = storeIn(home);
    // Nobody listens there: what is looked at happens before.
    store.save({ ...login, gateways: ["prism://127.0.0.1:1"], issuer: fake.issuer, expiresAtMs: 1_000_000, ...over });
    const env = { HOME: home, PRISM_ADDRESS: "prism://127.0.0.1:1" };
    return { end: await runCommand(["kv", "get", "k"], { env, clock }), store, fake };
  }

  it("renews it before it asks, and keeps a refresh token that is not replaced", async (t) => {
    const renewed = { access_token: jwtOf({ sub: "new" }), token_type: "Bearer", expires_in: 60 };
    const { end, store, fake } = await getWith(t, {}, (provider) => {
      provider.tokens = [{ body: renewed }];
    });
    assert.match(end.stderr, /^prism: CONNECT_FAILED/);
    assert.deepEqual(fake.asked[1]?.form, { grant_type: "refresh_token", refresh_token: "r", client_id: "cli" });
    const kept = store.find("prism://127.0.0.1:1");
    assert.deepEqual([kept?.token, kept?.refreshToken, kept?.expiresAtMs], [renewed.access_token, "r", 1_060_000]);
  });

  it("says that the person has to log in again when it cannot be renewed", async (t) => {
    const refused = await getWith(t, {}, (provider) => {
      provider.tokens = [{ status: 400, body: { error: "invalid_grant" } }];
    });
    assert.match(
      refused.end.stderr,
      /^prism: LOGIN_ENDED: the provider does not renew the login: invalid_grant\nhint: /,
    );
    const without = await getWith(t, { refreshToken: null }, () => undefined);
    assert.match(
      without.end.stderr,
      /^prism: LOGIN_ENDED: the login has ended, and its provider gave nothing to renew/,
    );
    assert.equal(without.fake.asked.length, 0);
  });

  it("does not ask the provider while the token is good", async (t) => {
    const { end, fake } = await getWith(t, { expiresAtMs: 1_031_000 }, () => undefined);
    assert.match(end.stderr, /^prism: CONNECT_FAILED/);
    assert.equal(fake.asked.length, 0);
  });
});
