import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { readTlsFiles, type TlsPaths } from "../../../src/security/tls/tls-files.ts";
import { checkMaterial, type TlsMaterial } from "../../../src/security/tls/tls-material.ts";
import { TlsProblem } from "../../../src/security/tls/tls-problem.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { type Issued, TestCa } from "../../support/test-ca.ts";

const ca = new TestCa();
const server = ca.issueServer();
const nowMs = Date.now();
const HOUR_MS = 3600 * 1000;

interface Texts {
  readonly cert?: string;
  readonly key?: string;
  readonly clientCa?: string;
}

function pathsIn(folder: string, hasClientCa: boolean): TlsPaths {
  const clientCaFile = hasClientCa ? join(folder, "client-ca.crt") : null;
  return { certFile: join(folder, "tls.crt"), keyFile: join(folder, "tls.key"), clientCaFile };
}

function read(paths: TlsPaths): TlsMaterial {
  return checkMaterial(readTlsFiles(paths), paths, nowMs);
}

function check(t: TestContext, { cert = server.cert, key = server.key, clientCa }: Texts): TlsMaterial {
  const folder = tempFolder(t);
  const paths = pathsIn(folder, clientCa !== undefined);
  writeFileSync(paths.certFile, cert);
  writeFileSync(paths.keyFile, key);
  if (paths.clientCaFile !== null) writeFileSync(paths.clientCaFile, clientCa ?? "");
  return read(paths);
}

function assertProblem(act: () => unknown, setting: string, problem: RegExp): void {
  assert.throws(act, (error: unknown) => {
    assert(error instanceof TlsProblem, String(error));
    assert.equal(error.setting, `tls.${setting}`);
    assert(error.message.startsWith(`tls.${setting}: /`), "it names the setting and the file");
    assert.match(error.message, problem);
    assert(error.message.includes("; "), "it says what to do");
    return true;
  });
}

describe("the files of TLS", () => {
  it("are taken when they belong together", (t) => {
    const { fingerprint, names, expiresAtMs, clientCaExpiresAtMs, warnings } = check(t, { clientCa: ca.cert });
    assert.match(fingerprint, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    assert.equal(names, "DNS:localhost, IP Address:127.0.0.1");
    assert(expiresAtMs > nowMs + 23 * HOUR_MS && expiresAtMs < nowMs + 25 * HOUR_MS);
    assert(clientCaExpiresAtMs !== null && clientCaExpiresAtMs > nowMs);
    assert.deepEqual(warnings, []);
  });

  it("have a digest that differs when any of them does", (t) => {
    const digest = (texts: Texts): string => check(t, texts).files.digest;
    assert.equal(digest({}), digest({}));
    assert.notEqual(digest({}), digest({ cert: `${server.cert}\n` }));
    assert.notEqual(digest({}), digest({ key: `${server.key}\n` }));
    assert.notEqual(digest({}), digest({ clientCa: ca.cert }));
  });

  it("are refused when one is not there, is a folder, or too large", (t) => {
    const folder = tempFolder(t);
    const paths = pathsIn(folder, true);
    assertProblem(() => read(paths), "certFile", /tls\.crt does not exist; .*npm run dev-ca/);
    writeFileSync(paths.certFile, server.cert);
    mkdirSync(paths.keyFile);
    assertProblem(() => read(paths), "keyFile", /tls\.key is no file/);
    writeFileSync(paths.certFile, "x".repeat(1024 * 1024 + 1));
    assertProblem(() => read(paths), "certFile", /has 1048577 bytes; at most 1048576/);
  });

  it("are refused when they may not be read", {
    skip: process.getuid?.() === 0 && "not for root, who may read all",
  }, (t) => {
    const paths = pathsIn(tempFolder(t), false);
    writeFileSync(paths.certFile, server.cert);
    writeFileSync(paths.keyFile, server.key);
    chmodSync(paths.keyFile, 0);
    assertProblem(() => read(paths), "keyFile", /may not be read by this user; give/);
  });

  it("may be links, and are refused when a link leads nowhere or to itself", (t) => {
    const folder = tempFolder(t);
    const paths = pathsIn(folder, false);
    writeFileSync(join(folder, "real.crt"), server.cert);
    symlinkSync("real.crt", paths.certFile);
    symlinkSync("tls.key", paths.keyFile);
    assertProblem(() => read(paths), "keyFile", /is a link that leads back to itself/);
  });
});

describe("a certificate", () => {
  it("is refused when it is something else", (t) => {
    assertProblem(() => check(t, { cert: "" }), "certFile", /holds no certificate in PEM/);
    assertProblem(() => check(t, { cert: server.key }), "certFile", /holds a private key and no certificate/);
    assertProblem(() => check(t, { cert: server.cert.slice(0, 300) }), "certFile", /holds no certificate in PEM/);
    assertProblem(() => check(t, { cert: server.cert + server.cert.slice(0, 300) }), "certFile", /cut off/);
    const broken = server.cert.replace(/\n.{8}/, "\nAAAAAAAA");
    assertProblem(() => check(t, { cert: broken }), "certFile", /cannot be read, number 1/);
  });

  it("is refused when it has expired, or is not valid yet, or one behind it is not", (t) => {
    const old = ca.issueServer({ notAfter: new Date(nowMs - 1000) });
    assertProblem(() => check(t, old), "certFile", /has expired: .* ended on .*; renew it/);
    const early = ca.issueServer({ notBefore: new Date(nowMs + HOUR_MS) });
    assertProblem(() => check(t, early), "certFile", /is not valid yet/);
    const between = new TestCa("between", { notAfter: new Date(nowMs - 1000) }, ca);
    const chained = between.issueServer();
    assertProblem(
      () => check(t, { ...chained, cert: chained.cert + between.cert }),
      "certFile",
      /has expired.*between/,
    );
  });

  it("comes first, and those that signed it behind", (t) => {
    const between = new TestCa("between", {}, ca);
    const chained = between.issueServer();
    assert.equal(check(t, { ...chained, cert: chained.cert + between.cert }).warnings.length, 0);
    assertProblem(
      () => check(t, { ...chained, cert: between.cert + chained.cert }),
      "certFile",
      /in place 2; put it first/,
    );
  });

  it("is refused when its key is weak", (t) => {
    assertProblem(
      () => check(t, ca.issueServer({ key: "rsa1024" })),
      "certFile",
      /not taken by OpenSSL: ee key too small/,
    );
  });

  it("is taken with a warning when it is not meant for servers", (t) => {
    const [warning] = check(t, ca.issueServer({ usage: "client" })).warnings;
    assert.match(warning ?? "", /not meant for servers/);
  });
});

describe("a key", () => {
  it("is refused when it is another one's", (t) => {
    assertProblem(
      () => check(t, { key: ca.issueServer().key }),
      "keyFile",
      /is not the key of the certificate in .*tls\.crt/,
    );
  });

  it("is refused when it is none, or encrypted", (t) => {
    assertProblem(() => check(t, { key: "" }), "keyFile", /holds no private key/);
    assertProblem(() => check(t, { key: server.cert }), "keyFile", /holds a certificate and no key/);
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" });
    assertProblem(() => check(t, { key: String(key) }), "keyFile", /is encrypted; take the passphrase off/);
  });

  it("is nowhere in a problem's text", (t) => {
    const wrong: Issued = ca.issueServer();
    for (const texts of [{ key: wrong.key }, { key: wrong.key.slice(0, 120) }, { cert: wrong.key }]) {
      assert.throws(
        () => check(t, texts),
        ({ message }: Error) => {
          for (const line of wrong.key.split("\n").slice(1, -2)) assert(!message.includes(line.slice(0, 16)));
          return true;
        },
      );
    }
  });
});

describe("the authorities of clients", () => {
  it("are refused when one is none", (t) => {
    assertProblem(() => check(t, { clientCa: "" }), "clientCaFile", /holds no certificate/);
    const client = ca.issueClient({ commonNames: ["ada"] }).cert;
    assertProblem(() => check(t, { clientCa: ca.cert + client }), "clientCaFile", /no authority's, number 2/);
  });

  it("may have one that has ended beside others, and not alone", (t) => {
    const ended = new TestCa("ended", { notAfter: new Date(nowMs - 1000) });
    assertProblem(() => check(t, { clientCa: ended.cert }), "clientCaFile", /has no authority that has not expired/);
    const { warnings, clientCaExpiresAtMs } = check(t, { clientCa: ended.cert + ca.cert });
    assert.match(warnings[0] ?? "", /has an authority that ended on .*CN=ended/);
    assert(clientCaExpiresAtMs !== null && clientCaExpiresAtMs > nowMs);
  });
});
