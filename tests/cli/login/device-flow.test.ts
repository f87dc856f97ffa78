import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { type DevicePrompt, logInByDevice } from "../../../src/cli/login/device-flow.ts";
import { type GivenTokens, Provider } from "../../../src/cli/login/provider.ts";
import { reportError } from "../../../src/cli/report-error.ts";
import { systemClock } from "../../../src/common/clock.ts";
import { FakeProvider } from "./fake-provider.ts";

const given = { access_token: "a.b.c", token_type: "bearer", expires_in: 300, refresh_token: "r", id_token: "i.d.t" };
const pending = { status: 400, body: { error: "authorization_pending" } };

interface Flow {
  readonly waits: number[];
  readonly prompts: DevicePrompt[];
  run(request?: Record<string, string>): Promise<GivenTokens>;
  /** What a person at the terminal is told. */
  told(): Promise<string>;
}

/** The flow with time of its own: a wait takes none, and is noted in seconds. */
function createFlow(fake: FakeProvider, clientSecret: string | null = null): Flow {
  let nowMs = 0;
  const waits: number[] = [];
  const prompts: DevicePrompt[] = [];
  const run = async (request: Record<string, string> = { scope: "openid" }): Promise<GivenTokens> =>
    logInByDevice(
      {
        provider: await Provider.find(fake.issuer, { clientId: "cli", clientSecret }, new AbortController().signal),
        clock: { ...systemClock, wallMs: () => nowMs },
        pause: async (ms) => {
          waits.push(ms / 1_000);
          nowMs += ms;
        },
        show: (prompt) => prompts.push(prompt),
      },
      request,
    );
  const told = (): Promise<string> =>
    run().then(
      () => "logged in",
      (error) => reportError(error).text,
    );
  return { waits, prompts, run, told };
}

async function withFlow(t: TestContext): Promise<{ fake: FakeProvider; flow: Flow }> {
  const fake = await FakeProvider.open(t);
  fake.tokens = [{ body: given }];
  return { fake, flow: createFlow(fake) };
}

describe("a login by device code", () => {
  it("asks for a code, shows it, and asks for the token until it is given", async (t) => {
    const { fake, flow } = await withFlow(t);
    fake.tokens = [pending, pending, { body: given }];
    const tokens = await flow.run({ scope: "openid", audience: "prism" });
    assert.deepEqual(tokens, { accessToken: "a.b.c", idToken: "i.d.t", refreshToken: "r", lifetimeMs: 300_000 });
    const url = `${fake.issuer}/device`;
    assert.deepEqual(flow.prompts, [{ url, code: "ABCD-EFGH", completeUrl: `${url}?user_code=ABCD-EFGH` }]);
    assert.deepEqual(flow.waits, [5, 5, 5]);
    assert.deepEqual(fake.asked.slice(1, 3), [
      { path: "/start", form: { scope: "openid", audience: "prism", client_id: "cli" } },
      {
        path: "/token",
        form: { grant_type: "urn:ietf:params:oauth:grant-type:device_code", device_code: "device", client_id: "cli" },
      },
    ]);
  });

  it("asks no faster than the provider wants, and slower from when it says so", async (t) => {
    const { fake, flow } = await withFlow(t);
    fake.start = { body: fake.startBody({ interval: 2 }) };
    const slow = { status: 400, body: { error: "slow_down" } };
    fake.tokens = [pending, slow, pending, slow, { body: given }];
    await flow.run();
    assert.deepEqual(flow.waits, [2, 2, 7, 7, 12]);
  });

  it("goes on when the provider is away for a while, and asks less often", async (t) => {
    const { fake, flow } = await withFlow(t);
    fake.start = { body: fake.startBody({ interval: 3 }) };
    fake.tokens = ["hang up", { status: 502, body: "<html>" }, { body: given }];
    await flow.run();
    assert.deepEqual(flow.waits, [3, 6, 12]);
  });

  it("ends when the code has, by the provider's word or by its time", async (t) => {
    const { fake, flow } = await withFlow(t);
    fake.tokens = [pending, { status: 400, body: { error: "expired_token" } }];
    assert.match(await flow.told(), /^prism: LOGIN_EXPIRED: nobody has typed the code in time\nhint: `prism login`/);
    fake.tokens = [pending];
    fake.start = { body: fake.startBody({ expires_in: 12 }) };
    const other = createFlow(fake);
    assert.match(await other.told(), /^prism: LOGIN_EXPIRED/);
    assert.deepEqual(other.waits, [5, 5]);
  });

  it("does not wait for ever, whatever the provider says", async (t) => {
    const { fake } = await withFlow(t);
    fake.tokens = [pending];
    for (const [over, longest] of [
      [{ expires_in: 1e12 }, 1_800],
      [{ expires_in: undefined, interval: 1e9 }, 1_800],
      [{ expires_in: "soon", interval: -1 }, 1_800],
    ] as const) {
      fake.start = { body: fake.startBody(over) };
      const flow = createFlow(fake);
      assert.match(await flow.told(), /LOGIN_EXPIRED/);
      const total = flow.waits.reduce((sum, wait) => sum + wait, 0);
      assert.ok(total <= longest && total > longest - 61, String(total));
    }
  });

  it("is told when it is denied or refused", async (t) => {
    const { fake, flow } = await withFlow(t);
    fake.tokens = [{ status: 400, body: { error: "access_denied" } }];
    assert.equal(await flow.told(), "prism: LOGIN_DENIED: the login was denied in the browser\n");
    fake.tokens = [{ status: 401, body: { error: "invalid_client", error_description: "no such client" } }];
    assert.match(await flow.told(), /^prism: LOGIN_REFUSED: the provider refused: invalid_client: no such client\n/);
    fake.start = { status: 400, body: { error: "invalid_scope" } };
    assert.match(await flow.told(), /^prism: LOGIN_REFUSED: the provider refused: invalid_scope\n/);
  });

  it("shows nothing that moves the cursor or forges a line", async (t) => {
    const { fake, flow } = await withFlow(t);
    const evil = "\u001b[2J\nprism: all is well\r";
    fake.start = {
      body: fake.startBody({
        user_code: `${evil}${"x".repeat(500)}`,
        verification_uri_complete: "javascript:alert(1)",
      }),
    };
    await flow.run();
    assert.equal(flow.prompts[0]?.completeUrl, null);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    assert.doesNotMatch(flow.prompts[0]?.code ?? "", /[\x00-\x1f]/);
    assert.ok((flow.prompts[0]?.code.length ?? 0) < 100);
    fake.tokens = [{ status: 400, body: { error: evil, error_description: evil } }];
    const text = await flow.told();
    assert.equal(text.split("\n").length, 2, text);
    assert.ok(!text.includes("\u001b"));
  });

  it("has the person open no address that is not safe", async (t) => {
    const { fake, flow } = await withFlow(t);
    for (const uri of [
      "http://id.example.com/device",
      "javascript:alert(1)",
      "https://me:pw@id.example.com/",
      "x",
      7,
      undefined,
    ]) {
      fake.start = { body: fake.startBody({ verification_uri: uri }) };
      assert.match(await flow.told(), /^prism: PROVIDER_ANSWER_INVALID: the provider/, String(uri));
    }
    assert.deepEqual(flow.prompts, []);
  });

  it("takes no token that cannot be sent", async (t) => {
    const { fake, flow } = await withFlow(t);
    for (const over of [
      { access_token: undefined },
      { access_token: "a b" },
      { access_token: "a\nb" },
      { access_token: "x".repeat(17_000) },
      { token_type: "DPoP" },
      { token_type: undefined },
    ]) {
      fake.tokens = [{ body: { ...given, ...over } }];
      assert.match(
        await flow.told(),
        /^prism: PROVIDER_ANSWER_INVALID: the provider gave/,
        JSON.stringify(over).slice(0, 40),
      );
    }
  });

  it("needs a provider that offers it, and that speaks for itself", async (t) => {
    const { fake, flow } = await withFlow(t);
    fake.metadata = { device_authorization_endpoint: undefined };
    assert.match(await flow.told(), /^prism: LOGIN_UNSUPPORTED: http.* offers no login by device code\n/);
    fake.metadata = { issuer: "https://id.example.com" };
    assert.match(await flow.told(), /^prism: PROVIDER_UNREACHABLE: .* is of another issuer/);
    fake.metadata = { token_endpoint: "http://id.example.com/token" };
    fake.start = { body: fake.startBody({ expires_in: 6 }) };
    assert.match(await flow.told(), /^prism: (LOGIN_EXPIRED|PROVIDER_UNREACHABLE)/);
    assert.ok(fake.asked.every(({ path }) => path !== "/token"));
  });

  it("shows the client's secret when it has one", async (t) => {
    const { fake } = await withFlow(t);
    process.env.PRISM_TEST_CLIENT_SECRET = "s3cret";
    await createFlow(fake, "env:PRISM_TEST_CLIENT_SECRET").run();
    assert.deepEqual(
      fake.asked.map(({ form }) => form.client_secret),
      [undefined, "s3cret", "s3cret"],
    );
    assert.match(await createFlow(fake, "env:PRISM_TEST_NO_SECRET").told(), /^prism: CLIENT_SECRET_UNREADABLE: /);
  });
});
