import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { principalOf } from "../../src/security/tls/principal-of.ts";
import { FrameClient } from "../support/frame-client.ts";
import { get, put } from "../support/frames.ts";
import { needsOpenssl } from "../support/openssl.ts";
import { StartedGateway } from "../support/started-gateway.ts";
import { tempFolder } from "../support/temp-folder.ts";

const script = fileURLToPath(new URL("../../../scripts/dev-ca.mjs", import.meta.url));
const rules = { principalFrom: ["san-uri", "san-dns", "cn"], trustDomain: null } as const;

function run(
  folder: string,
  args: readonly string[] = [],
  path = process.env.PATH,
): { status: number | null; out: string; err: string } {
  const env = { PATH: path, INIT_CWD: folder };
  const done = spawnSync(process.execPath, [script, ...args], { cwd: folder, env, encoding: "utf8" });
  return { status: done.status, out: done.stdout, err: done.stderr };
}

function make(t: TestContext, ...args: readonly string[]): { folder: string; tls: string; out: string } {
  const folder = tempFolder(t);
  const { status, out, err } = run(folder, args);
  assert.equal(status, 0, err);
  return { folder, tls: join(folder, ".prism", "tls"), out };
}

function certificate(tls: string, name: string): X509Certificate {
  return new X509Certificate(readFileSync(join(tls, `${name}.crt`)));
}

describe("the script for a development authority", { skip: needsOpenssl }, () => {
  it("makes what a gateway and a client talk with, by the lines that it prints", async (t) => {
    const { folder, tls, out } = make(t);
    const yaml = /For prism\.yaml:\n\n([\s\S]*?)\n\nAnd then:/.exec(out)?.[1] ?? "";
    const started = await StartedGateway.open(t, { folder, yaml });
    const [ca, cert, key] = ["ca.crt", "user-developer.crt", "user-developer.key"].map((name) =>
      readFileSync(join(tls, name), "utf8"),
    );
    const client = await FrameClient.secure(t, started.port, { ca, cert, key });
    await client.call(put(1, "memory", "k", "v"));
    assert.equal((await client.call(get(2, "memory", "k"))).value, "v");
    assert.match(
      out,
      /^curl --cacert \.prism\/tls\/ca\.crt --cert \.prism\/tls\/user-developer\.crt .* https:\/\/localhost:7403\/readyz$/m,
    );
  });

  it("makes certificates of the principals that are named", (t) => {
    const { tls } = make(t, "--client", "user:ada", "--client", "service:shop/order-api");
    assert.deepEqual(principalOf(certificate(tls, "user-ada").raw, rules), { name: "user:ada" });
    const service = certificate(tls, "service-shop-order-api");
    assert.deepEqual(principalOf(service.raw, rules), { name: "service:shop/order-api" });
    assert.deepEqual(service.keyUsage, ["1.3.6.1.5.5.7.3.2"]);
  });

  it("makes a certificate for this machine under all its names, and those that are given", (t) => {
    const server = certificate(make(t, "--host", "prism.test", "--host", "10.0.0.1").tls, "server");
    for (const name of ["localhost", "prism.test"]) assert(server.checkHost(name), name);
    for (const address of ["127.0.0.1", "::1", "10.0.0.1"]) assert(server.checkIP(address), address);
    assert.deepEqual(server.keyUsage, ["1.3.6.1.5.5.7.3.1"]);
  });

  it("leaves keys that only their owner can read, and nothing else", (t) => {
    const { tls } = make(t);
    const names = ["ca.crt", "ca.key", "server.crt", "server.key", "user-developer.crt", "user-developer.key"];
    assert.deepEqual(readdirSync(tls).sort(), names);
    for (const name of names) assert.equal(statSync(join(tls, name)).mode & 0o077, 0, name);
    assert.equal(statSync(tls).mode & 0o077, 0);
  });

  it("makes what does not last", (t) => {
    const { tls } = make(t);
    const days = (name: string): number => (Date.parse(certificate(tls, name).validTo) - Date.now()) / 86_400_000;
    assert(days("ca") <= 90 && days("server") <= 30 && days("user-developer") <= 30);
    assert(days("server") > 29);
  });

  it("keeps the authority when it is run again, and renews the rest", (t) => {
    const { folder, tls } = make(t);
    const before = ["ca", "server"].map((name) => certificate(tls, name).serialNumber);
    assert.equal(run(folder).status, 0);
    const after = ["ca", "server"].map((name) => certificate(tls, name).serialNumber);
    assert.equal(after[0], before[0]);
    assert.notEqual(after[1], before[1]);
    assert.equal(run(folder, ["--new-ca"]).status, 0);
    assert.notEqual(certificate(tls, "ca").serialNumber, before[0]);
    assert(certificate(tls, "server").verify(certificate(tls, "ca").publicKey));
  });

  it("refuses names that are none", (t) => {
    for (const args of [
      ["--client", "ada"],
      ["--client", "user:a/b"],
      ["--client", "service:../x"],
      ["--host", "a b"],
      ["--hots", "a"],
    ]) {
      const { status, err } = run(tempFolder(t), args);
      assert.equal(status, 2, args.join(" "));
      assert.match(err, /usage: npm run dev-ca/);
    }
  });

  it("says what is missing without openssl", (t) => {
    const folder = tempFolder(t);
    mkdirSync(join(folder, "bin"));
    const { status, err } = run(folder, [], join(folder, "bin"));
    assert.equal(status, 1);
    assert.match(err, /openssl is missing: install it/);
  });

  it("leaves what was there when openssl fails", (t) => {
    const { folder, tls } = make(t);
    const before = readFileSync(join(tls, "server.crt"), "utf8");
    const bin = join(folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "openssl"), '#!/bin/sh\n[ "$1" = version ] || { echo broken >&2; exit 1; }\n');
    chmodSync(join(bin, "openssl"), 0o755);
    const { status, err } = run(folder, [], `${bin}:${process.env.PATH}`);
    assert.notEqual(status, 0);
    assert.match(err, /broken/);
    assert.equal(readFileSync(join(tls, "server.crt"), "utf8"), before);
    assert(!readdirSync(tls).some((name) => name.startsWith(".making")));
  });
});
