import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it, type TestContext } from "node:test";
import { systemClock } from "../../../src/common/clock.ts";
import { afterwards } from "../../support/afterwards.ts";
import { OidcProvider } from "../../support/oidc/oidc-provider.ts";
import { TestBrowser } from "../../support/oidc/test-browser.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Finished, mainFile, runCommand } from "../run-command.ts";

interface StartedLogin {
  /** The address to open, with the code in it. */
  readonly url: string;
  readonly end: Promise<Finished>;
}

/** `prism login` as a process, up to where it waits for the person. */
async function startLogin(t: TestContext, home: string, args: readonly string[]): Promise<StartedLogin> {
  const child = spawn(process.execPath, [mainFile, "login", ...args], { env: { HOME: home } });
  afterwards(t, () => child.kill("SIGKILL"));
  const out: Buffer[] = [];
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  const url = new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      const found = /^or open (\S+)$/m.exec(stderr)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("close", () => reject(new Error(`it ended:\n${stderr}`)));
  });
  const end = new Promise<Finished>((resolve) => {
    child.once("close", (code) => resolve({ code: code ?? -1, stdout: Buffer.concat(out), stderr }));
  });
  return { url: await url, end };
}

async function openGateway(t: TestContext, issuer: string): Promise<StartedGateway> {
  return StartedGateway.open(t, {
    yaml: `auth:
  mode: required
  jwt: [{ name: people, issuer: "${issuer}", audience: prism, discovery: true, teamsClaim: groups }]
backends: { ram: { type: memory } }
namespaces:
  - { name: default, pattern: keyvalue, backend: ram, access: [{ principal: "team:developers", allow: [all] }] }
`,
  });
}

it("a person logs in with a browser, is let in, renewed when the token ends, and logs out", async (t) => {
  const provider = await OidcProvider.start(t);
  const gateway = await openGateway(t, provider.issuer);
  const address = `prism://127.0.0.1:${gateway.port}`;
  const home = tempFolder(t);
  const env = { HOME: home, PRISM_ADDRESS: address };
  const file = join(home, ".prism", "credentials.json");
  const kv = (...args: string[]): Promise<Finished> => runCommand(["kv", ...args], { env });
  const kept = (): Record<string, unknown> => JSON.parse(readFileSync(file, "utf8")).logins[0];

  const without = await kv("put", "k", "v");
  assert.equal(without.code, 1);
  assert.match(without.stderr, /^prism: CREDENTIALS_REQUIRED: .*\nhint: `prism login`/);

  const args = ["--issuer", provider.issuer, "--client-id", "prism-cli", "--address", address];
  const login = await startLogin(t, home, args);
  await new TestBrowser().logIn(login.url, "dev-ada");
  const done = await login.end;
  assert.equal(done.code, 0, done.stderr);
  assert.match(
    done.stdout.toString(),
    /^dev-ada of http:\/\/127.*\n {2}for {7}prism\n {2}until {5}20.*Z, renewed when it ends\n {2}sent to {3}prism:/,
  );
  assert.deepEqual([statSync(file).mode & 0o777, statSync(join(home, ".prism")).mode & 0o777], [0o600, 0o700]);
  const { token, refreshToken } = kept();
  assert.ok(!`${done.stdout}${done.stderr}`.includes(String(token)), "the token is not shown");

  assert.equal((await kv("put", "k", "v")).code, 0);
  assert.equal((await kv("get", "k")).stdout.toString(), "v");
  assert.match((await runCommand(["whoami"], { env })).stdout.toString(), /^dev-ada of/);
  assert.equal(
    (await runCommand(["kv", "get", "k"], { env: { ...env, HOME: tempFolder(t) } })).code,
    1,
    "another person",
  );

  // The command's clock is past the token's end: it gets another, and the one that it renewed with no longer counts.
  const later = { ...systemClock, wallMs: () => Date.now() + 10 * 60_000 };
  assert.equal((await runCommand(["kv", "get", "k"], { env, clock: later })).stdout.toString(), "v");
  assert.notEqual(kept().token, token);
  assert.notEqual(kept().refreshToken, refreshToken);
  assert.equal(statSync(file).mode & 0o777, 0o600);

  const renewing = String(kept().refreshToken);
  const out = await runCommand(["logout"], { env });
  assert.deepEqual([out.code, out.stdout.toString(), out.stderr], [0, `logged out of ${address}\n`, ""]);
  assert.match((await kv("get", "k")).stderr, /^prism: CREDENTIALS_REQUIRED/);
  assert.match((await runCommand(["whoami"], { env })).stderr, /^prism: NOT_LOGGED_IN/);
  const body = new URLSearchParams({ grant_type: "refresh_token", client_id: "prism-cli", refresh_token: renewing });
  const answer = await (await fetch(`${provider.issuer}/token`, { method: "POST", body })).json();
  assert.equal((answer as { error?: string }).error, "invalid_grant", "the provider has withdrawn it");
});

it("a login that the person denies, and one that the provider has forgotten, are told so", async (t) => {
  const provider = await OidcProvider.start(t);
  const gateway = await openGateway(t, provider.issuer);
  const address = `prism://127.0.0.1:${gateway.port}`;
  const home = tempFolder(t);
  const args = ["--issuer", provider.issuer, "--client-id", "prism-cli", "--address", address];
  const [denied, kept] = await Promise.all([startLogin(t, home, args), startLogin(t, home, args)]);
  await Promise.all([new TestBrowser().deny(denied.url), new TestBrowser().logIn(kept.url, "dev-bob")]);
  const end = await denied.end;
  assert.deepEqual(
    [end.code, end.stderr.split("\n").at(-2)],
    [1, "prism: LOGIN_DENIED: the login was denied in the browser"],
  );
  assert.equal((await kept.end).code, 0);

  await provider.restart();
  const later = { ...systemClock, wallMs: () => Date.now() + 10 * 60_000 };
  const env = { HOME: home, PRISM_ADDRESS: address };
  const over = await runCommand(["kv", "get", "k"], { env, clock: later });
  assert.equal(over.code, 1);
  assert.match(
    over.stderr,
    /^prism: LOGIN_ENDED: the provider does not renew the login: invalid_grant.*\nhint: `prism login` again/,
  );
});

it("a token or an API key that is given goes before the login", async (t) => {
  const provider = await OidcProvider.start(t);
  const gateway = await openGateway(t, provider.issuer);
  const env = { PRISM_ADDRESS: `prism://127.0.0.1:${gateway.port}`, HOME: tempFolder(t) };
  const wrong = await runCommand(["kv", "get", "k"], { env: { ...env, PRISM_TOKEN: "a.b.c" } });
  assert.match(wrong.stderr, /^prism: TOKEN_MALFORMED/);
  const flag = await runCommand(["kv", "get", "k", "--token", "nonsense"], { env: { ...env, PRISM_TOKEN: "a.b.c" } });
  assert.match(flag.stderr, /^prism: CREDENTIALS_INVALID/);
  const service = await runCommand(["kv", "get", "k", "--token", await provider.serviceToken()], { env });
  assert.match(service.stderr, /^prism: TOKEN_AUDIENCE/);
});

it("the file of logins is not believed when others can read it or it is not what was written", async (t) => {
  const home = tempFolder(t);
  mkdirSync(join(home, ".prism"));
  const file = join(home, ".prism", "credentials.json");
  writeFileSync(file, '{"version":1,"logins":[]}', { mode: 0o644 });
  assert.match(
    (await runCommand(["whoami"], { env: { HOME: home } })).stderr,
    /^prism: LOGINS_UNUSABLE: .* can be read by others/,
  );
  chmodSync(file, 0o600);
  for (const text of [
    "",
    "{}",
    '{"version":2,"logins":[]}',
    '{"version":1,"logins":[{}]}',
    '{"version":1,"logins":{}}',
  ]) {
    writeFileSync(file, text);
    assert.match(
      (await runCommand(["whoami"], { env: { HOME: home } })).stderr,
      /is not what `prism login` writes/,
      text,
    );
  }
  assert.match((await runCommand(["whoami"])).stderr, /^prism: NO_HOME/);
});
