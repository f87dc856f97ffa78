import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { exportPKCS8 } from "jose";
import { eventually } from "../../support/eventually.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { createGuard, type Guard, ISSUER, keySetOf, TestKey } from "./test-issuer.ts";

function createWith(
  t: TestContext,
  setting: "jwksFile" | "publicKeyFile",
  text: string,
): { guard: Guard; path: string } {
  const path = join(tempFolder(t), "keys");
  writeFileSync(path, text);
  const guard = createGuard([`name: idp, issuer: '${ISSUER}', audience: [prism], ${setting}: '${path}'`]);
  t.after(() => guard.authenticator.close());
  return { guard, path };
}

describe("keys in a file", () => {
  it("are a key set", async (t) => {
    const [one, two] = await Promise.all([TestKey.create("k1"), TestKey.create("k2", "RS256")]);
    const { guard } = createWith(t, "jwksFile", await keySetOf(one, two));
    await guard.authenticator.open();
    assert.equal(await guard.show(await one.sign()), "user:ada");
    assert.equal(await guard.show(await two.sign()), "user:ada");
    assert.equal(await guard.show(await one.sign({}, { kid: "k2" })), "TOKEN_KEY_UNKNOWN");
  });

  it("are PEM blocks, of which any may have signed, whatever name the token gives its key", async (t) => {
    const keys = await Promise.all(["ES256", "ES256", "RS256"].map((algorithm) => TestKey.create("any", algorithm)));
    const pem = await Promise.all(keys.map((key) => key.pem()));
    const { guard } = createWith(t, "publicKeyFile", `# ours\n${pem.join("\n")}`);
    await guard.authenticator.open();
    for (const key of keys) assert.equal(await guard.show(await key.sign()), "user:ada");
    assert.equal(await guard.show(await (await TestKey.create("any")).sign()), "TOKEN_SIGNATURE");
    assert.equal(await guard.show(await (await TestKey.create("any", "EdDSA")).sign()), "TOKEN_KEY_UNKNOWN");
  });

  it("are the public halves, and strong", async (t) => {
    const key = await TestKey.create("k1");
    const weak = `-----BEGIN PUBLIC KEY-----
MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALqbHeRLCyOdykC5SDLqI49ArYGYG1mq
aH9/GnWjGavZM02fos4lc2w6tCchcUBNtJvGqKwhC5JEnx3RYoSX2ucCAwEAAQ==
-----END PUBLIC KEY-----`;
    for (const [text, problem] of [
      [
        await exportPKCS8(key.privateKey),
        /^Error: auth.jwt: the file .* holds a private key; give the public half, and take a new key; correct the file/,
      ],
      [weak, /holds an RSA key of fewer than 2048 bits/],
      ["-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", /holds a block that is neither/],
      ["", /holds no key in PEM/],
    ] as const) {
      const { guard } = createWith(t, "publicKeyFile", text);
      await assert.rejects(guard.authenticator.open(), problem);
    }
  });

  it("are read again when the file changes, and not when the change is a mistake", async (t) => {
    const [one, two] = await Promise.all([TestKey.create("k1"), TestKey.create("k2")]);
    const { guard, path } = createWith(t, "jwksFile", await keySetOf(one));
    await guard.authenticator.open();
    const token = await one.sign();
    assert.equal(await guard.show(token), "user:ada");
    writeFileSync(path, "{");
    await eventually("the file was read again", () => guard.logs.length === 1);
    assert.match(String(guard.logs[0]?.problem), /keys is no JSON Web Key Set/);
    assert.equal(await guard.show(token), "user:ada");
    writeFileSync(path, await keySetOf(two));
    await eventually("the file was read again", () => guard.logs.length === 2);
    assert.equal(await guard.show(token), "TOKEN_KEY_UNKNOWN");
    assert.equal(await guard.show(await two.sign()), "user:ada");
  });
});
