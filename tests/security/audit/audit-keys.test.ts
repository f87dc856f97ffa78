import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { PrismError } from "../../../src/common/prism-error.ts";
import { AuditKeys } from "../../../src/security/audit/audit-keys.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const unusable = (pattern: RegExp) => (error: unknown) =>
  error instanceof PrismError && error.failure.reason === "AUDIT_KEY_UNUSABLE" && pattern.test(error.message);

describe("the keys of the audit", () => {
  it("are made once, for the owner alone, with a public key to hand out", (t) => {
    const folder = join(tempFolder(t), "keys");
    const made = AuditKeys.createOrRead(folder);
    for (const name of ["signing-key.pem", "hash-secret"]) {
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    }
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.match(readFileSync(join(folder, "public-key.pem"), "utf8"), /BEGIN PUBLIC KEY/);
    for (const again of [AuditKeys.createOrRead(folder), AuditKeys.read(folder)]) {
      assert.equal(again.id, made.id);
      assert.deepEqual(again.hashSecret, made.hashSecret);
    }
  });

  it("are told to be unusable when others may read them, or they are none", (t) => {
    const folder = tempFolder(t);
    AuditKeys.createOrRead(folder);
    const path = join(folder, "signing-key.pem");
    chmodSync(path, 0o640);
    assert.throws(() => AuditKeys.read(folder), unusable(/may be read or written by others.*chmod 600/));
    chmodSync(path, 0o600);
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(path, privateKey.export({ type: "pkcs8", format: "pem" }));
    assert.throws(() => AuditKeys.read(folder), unusable(/is no Ed25519 key; make one with `openssl/));
    rmSync(path);
    assert.throws(() => AuditKeys.read(folder), unusable(/signing-key\.pem cannot be read/));
    AuditKeys.createOrRead(folder);
    writeFileSync(join(folder, "hash-secret"), "short");
    assert.throws(() => AuditKeys.read(folder), unusable(/hash-secret must have 32 hexadecimal digits/));
  });

  it("may be changed: the public key follows", (t) => {
    const folder = tempFolder(t);
    const first = AuditKeys.createOrRead(folder);
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(join(folder, "signing-key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
    const before = readFileSync(join(folder, "public-key.pem"), "utf8");
    assert.notEqual(AuditKeys.createOrRead(folder).id, first.id);
    assert.notEqual(readFileSync(join(folder, "public-key.pem"), "utf8"), before);
  });
});
