import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config/load-config.ts";
import { readSecret } from "../../src/config/secret.ts";
import { loadText, problemsOf, withFolder } from "./load-text.ts";

/** A configuration with one issuer, whose settings beside its name are these. */
function issuer(settings: string): string {
  return `auth:\n  mode: required\n  jwt:\n    - { name: idp, ${settings} }\n`;
}

const long = "x".repeat(32);

describe("whether anybody is asked", () => {
  it("is off by default, and asks nobody on this machine", () => {
    const { auth, warnings } = loadText("listeners: { tcp: { host: localhost }, admin: { host: 127.9.9.9 } }");
    assert.deepEqual([auth.mode, auth.admins, auth.jwt, auth.apiKeys.file], ["off", [], [], null]);
    assert.deepEqual(warnings, []);
  });

  it("must not be off where other machines reach a door, whatever the host is written like", () => {
    for (const host of ["0.0.0.0", "::", "10.0.0.1", "gateway.example.com", "127.0.0.1.example.com", "*"]) {
      for (const door of ["tcp", "admin"]) {
        const [problem = "", ...more] = problemsOf(`listeners: { ${door}: { host: "${host}" } }`);
        assert.deepEqual(more, []);
        assert.match(problem, new RegExp(`^prism.yaml:1:\\d+: listeners.${door}.host: lets other machines in`));
        assert.match(problem, /; set auth.mode to required, or listen on 127.0.0.1, or/);
      }
    }
    for (const host of ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
      loadText(`listeners: { tcp: { host: "${host}" } }`);
  });

  it("may be off there when the configuration says so, in the file, the environment or a flag", () => {
    const open = "listeners: { tcp: { host: 0.0.0.0 } }\n";
    loadText(`${open}auth: { allowOpenDoors: true }`);
    loadText(open, { env: { PRISM_AUTH_ALLOW_OPEN_DOORS: "true" } });
    loadText(open, { flags: { "auth.allowOpenDoors": "true" } });
    assert.equal(problemsOf(open, { env: { PRISM_AUTH_ALLOW_OPEN_DOORS: "false" } }).length, 1);
    loadText(`${open}auth: { mode: required, apiKeys: { file: keys } }`);
  });

  it("needs something that says whom to let in", () => {
    assert.deepEqual(problemsOf("auth: { mode: required }"), [
      "prism.yaml:1:15: auth.mode: is required, and nothing says whom to let in; declare auth.jwt or auth.apiKeys.file, or ask for certificates with tls.clientCertificates",
    ]);
    loadText("auth: { mode: required, apiKeys: { file: keys } }");
    const tls = "tls: { certFile: c, keyFile: k, clientCaFile: ca, clientCertificates: optional }";
    loadText(`auth: { mode: required }\n${tls}\nlisteners: { tcp: { tls: true } }`);
  });

  it("is warned of when nobody is asked though issuers are declared, or other machines are let in", () => {
    const { warnings } = loadText("auth: { apiKeys: { file: keys }, admins: ['user:ada'] }");
    assert.deepEqual(warnings, [
      "auth.mode is off and nobody is asked who it is, so this has no effect: auth.apiKeys, auth.admins",
    ]);
    const open = loadText(
      "listeners: { tcp: { host: 0.0.0.0 }, http: { host: '::' } }\nauth: { allowOpenDoors: true }",
    );
    assert.deepEqual(open.warnings, [
      "auth.mode is off and other machines are let in (tcp, http): whoever reaches a door may do everything",
    ]);
  });
});

describe("the administrators", () => {
  it("are principals or patterns of them", () => {
    loadText("auth: { admins: ['*', 'user:ada', 'team:*', 'service:order-*'] }");
    for (const wrong of ["ada", "user:", "users:ada", "group:x"]) {
      assert.match(
        problemsOf(`auth: { admins: ['${wrong}'] }`)[0] ?? "",
        /auth\.admins: (must be|names nobody)/,
        wrong,
      );
    }
  });
});

describe("an issuer", () => {
  it("has defaults that are safe", () => {
    const { auth } = loadText(issuer("issuer: https://id.example.com, audience: prism, discovery: true"));
    assert.deepEqual(auth.jwt, [
      {
        name: "idp",
        issuer: "https://id.example.com",
        audience: ["prism"],
        discovery: true,
        jwksUrl: null,
        jwksFile: null,
        publicKeyFile: null,
        secret: null,
        algorithms: null,
        kind: "user",
        principalClaim: "sub",
        teamsClaim: null,
        clockToleranceMs: 10_000,
        maxLifetimeMs: 86_400_000,
        keyRefreshMs: 600_000,
        keyCooldownMs: 10_000,
      },
    ]);
  });

  it("has its keys in one place", () => {
    const [none = ""] = problemsOf(issuer("issuer: a, audience: b"));
    assert.match(none, /auth\.jwt\[0\]: nothing says where its keys are; set one of discovery, jwksUrl,/);
    const [both = ""] = problemsOf(issuer("issuer: a, audience: b, jwksFile: f, publicKeyFile: g"));
    assert.match(both, /auth\.jwt\[0\]: jwksFile and publicKeyFile exclude each other/);
    const [all = ""] = problemsOf(issuer("issuer: https://a, audience: b, discovery: true, jwksUrl: https://k"));
    assert.match(all, /discovery and jwksUrl exclude each other/);
  });

  it("is not asked in the clear, unless it is on this machine", () => {
    for (const [url, problem] of [
      ["http://id.example.com/keys", "must begin with https:// unless it is on this machine"],
      ["ftp://127.0.0.1/keys", "must begin with https://"],
      ["file:///etc/keys", "must begin with https://"],
      ["https://me:pw@id.example.com", "must not hold a name and a password"],
      ["id.example.com", "is no URL"],
    ] as const) {
      const [keys = ""] = problemsOf(issuer(`issuer: a, audience: b, jwksUrl: '${url}'`));
      assert.match(keys, new RegExp(`auth\\.jwt\\[0\\]\\.jwksUrl: ${problem}$`), url);
      const [discovery = ""] = problemsOf(issuer(`issuer: '${url}', audience: b, discovery: true`));
      assert.match(discovery, new RegExp(`auth\\.jwt\\[0\\]\\.issuer: ${problem}$`), url);
    }
    loadText(issuer("issuer: http://127.0.0.1:9000, audience: b, discovery: true"));
  });

  it("signs with a secret or with a key whose public half all may know, never with both", () => {
    const [hmac = ""] = problemsOf(issuer("issuer: a, audience: b, jwksFile: f, algorithms: [RS256, HS256]"));
    assert.match(hmac, /\.algorithms: has HS256, which is for a shared secret, and there is none; take of RS256,/);
    const env = { JWT: long };
    const [rsa = ""] = problemsOf(issuer("issuer: a, audience: b, secret: env:JWT, algorithms: [RS256]"), { env });
    assert.match(
      rsa,
      /\.algorithms: has RS256, which is for a public key, and there is a shared secret; take of HS256/,
    );
    const [unknown = ""] = problemsOf(issuer("issuer: a, audience: b, jwksFile: f, algorithms: [none]"));
    assert.match(unknown, /\.algorithms: must be a list of at most 16 of RS256/);
    loadText(issuer("issuer: a, audience: b, secret: env:JWT, algorithms: [HS256]"), { env });
  });

  it("must mean this gateway, and be told from the others", () => {
    assert.match(
      problemsOf(issuer("issuer: a, audience: [], jwksFile: f"))[0] ?? "",
      /audience: must name at least one/,
    );
    const two =
      "jwt:\n  - { name: x, issuer: a, audience: [p, q], jwksFile: f }\n  - { name: x, issuer: a, audience: [q], jwksFile: f }";
    const problems = problemsOf(
      `auth: { mode: off }\n`.replace("{ mode: off }", `\n  ${two.replaceAll("\n", "\n  ")}`),
    );
    assert.match(problems[0] ?? "", /auth\.jwt\[1\]\.name: is the name of auth\.jwt\[0\] too/);
    assert.match(problems[1] ?? "", /auth\.jwt\[1\]\.audience: has "q", as auth\.jwt\[0\] of the same issuer has/);
  });
});

describe("a secret", () => {
  it("does not stand in the file, and a message does not repeat one that does", () => {
    const [problem = ""] = problemsOf(issuer("issuer: a, audience: b, secret: hunter2hunter2"));
    assert.match(problem, /auth\.jwt\[0\]\.secret: must be `env:NAME` or `file:PATH`, not the secret itself$/);
  });

  it("is there when the configuration is loaded, and long enough", () => {
    const secret = (text: string, env = {}): string =>
      problemsOf(issuer(`issuer: a, audience: b, ${text}`), { env })[0] ?? "";
    assert.match(secret("secret: env:JWT"), /\.secret: env:JWT is not set in the environment$/);
    assert.match(secret("secret: env:JWT", { JWT: "" }), /\.secret: env:JWT is empty$/);
    assert.match(secret("secret: env:JWT", { JWT: "x".repeat(31) }), /\.secret: has 31 bytes, and 32 are the least/);
    assert.match(secret("secret: env:JWT, algorithms: [HS512]", { JWT: long }), /has 32 bytes, and 64 are the least/);
    assert.match(secret("secret: 'file:no/such'"), /\.secret: file:\/.*\/no\/such cannot be read \(ENOENT\)$/);
  });

  it("may be a file beside the configuration, whose last line break does not count", () => {
    withFolder((cwd) => {
      writeFileSync(join(cwd, "secret"), `${long}\n`);
      writeFileSync(join(cwd, "prism.yaml"), issuer("issuer: a, audience: b, secret: 'file:./secret'"));
      const secret = loadConfig({ env: {}, cores: 1, cwd }).auth.jwt[0]?.secret ?? "";
      assert.equal(secret, `file:${join(cwd, "secret")}`);
      assert.equal(Buffer.from(readSecret(secret)).toString(), long);
    });
  });
});
