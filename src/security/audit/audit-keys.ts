import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { PrismError } from "../../common/prism-error.ts";
import { secretBytes } from "../../common/prng.ts";
import { createPrivateFolder, replaceFile } from "./audit-folder.ts";
import { type Checkpoint, signedText } from "./control-line.ts";
import { KEY_HASH_SECRET_BYTES } from "./key-hash.ts";

/** What signs checkpoints (Ed25519) and hashes keys. It stands in a folder of its own, and no one else may read it. */
export class AuditKeys {
  /** Names the public key: see {@link keyId}. */
  readonly id: string;
  readonly publicKey: KeyObject;
  /** For {@link KeyHash}. */
  readonly hashSecret: Uint8Array;
  private readonly privateKey: KeyObject;

  private constructor(privateKey: KeyObject, hashSecret: Uint8Array) {
    this.privateKey = privateKey;
    this.publicKey = createPublicKey(privateKey);
    this.id = keyId(this.publicKey);
    this.hashSecret = hashSecret;
  }

  /** Reads the keys, and makes those that are not there. Throws a PrismError that names the file and the remedy. */
  static createOrRead(folder: string): AuditKeys {
    try {
      createPrivateFolder(folder);
      if (!existsSync(join(folder, SIGNING_KEY_FILE))) {
        const { privateKey } = generateKeyPairSync("ed25519");
        replaceFile(join(folder, SIGNING_KEY_FILE), pemOf(privateKey));
      }
      if (!existsSync(join(folder, HASH_SECRET_FILE)))
        replaceFile(
          join(folder, HASH_SECRET_FILE),
          `${Buffer.from(secretBytes(KEY_HASH_SECRET_BYTES)).toString("hex")}\n`,
        );
    } catch (error) {
      throw unusable(folder, `cannot be created: ${(error as Error).message}; set audit.keyFolder`, error);
    }
    const keys = AuditKeys.read(folder);
    // For whoever verifies: a copy that may be handed out. It is not read again.
    const pem = publicPem(keys.publicKey);
    const path = join(folder, PUBLIC_KEY_FILE);
    if (!existsSync(path) || readFileSync(path, "utf8") !== pem) writeFileSync(path, pem, { mode: 0o644 });
    return keys;
  }

  static read(folder: string): AuditKeys {
    const pem = readSecret(join(folder, SIGNING_KEY_FILE));
    let privateKey: KeyObject;
    try {
      privateKey = createPrivateKey(pem);
    } catch (error) {
      throw unusable(join(folder, SIGNING_KEY_FILE), "is no private key in PEM", error);
    }
    if (privateKey.asymmetricKeyType !== "ed25519")
      throw unusable(
        join(folder, SIGNING_KEY_FILE),
        "is no Ed25519 key; make one with `openssl genpkey -algorithm ed25519`",
      );
    return new AuditKeys(privateKey, readHashSecret(folder));
  }

  sign(checkpoint: Omit<Checkpoint, "signature" | "key">): Checkpoint {
    const unsigned = { ...checkpoint, key: this.id };
    return { ...unsigned, signature: sign(null, Buffer.from(signedText(unsigned)), this.privateKey).toString("hex") };
  }
}

/** The secret alone, for whoever looks up a key and may not sign. */
export function readHashSecret(folder: string): Uint8Array {
  const path = join(folder, HASH_SECRET_FILE);
  const text = readSecret(path).trim();
  if (!/^[0-9a-f]{32}$/.test(text)) throw unusable(path, `must have ${2 * KEY_HASH_SECRET_BYTES} hexadecimal digits`);
  return Buffer.from(text, "hex");
}

export function isSignedBy(checkpoint: Checkpoint, publicKey: KeyObject): boolean {
  return verify(null, Buffer.from(signedText(checkpoint)), publicKey, Buffer.from(checkpoint.signature, "hex"));
}

/** The first 16 hexadecimal digits of the SHA-256 of the key in SPKI, DER. */
export function keyId(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
}

export function publicPem(publicKey: KeyObject): string {
  return publicKey.export({ type: "spki", format: "pem" }) as string;
}

function pemOf(privateKey: KeyObject): string {
  return privateKey.export({ type: "pkcs8", format: "pem" }) as string;
}

function readSecret(path: string): string {
  try {
    const { mode } = statSync(path);
    if (process.platform !== "win32" && (mode & 0o077) !== 0)
      throw unusable(path, `may be read or written by others than its owner; run \`chmod 600 ${path}\``);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof PrismError) throw error;
    throw unusable(path, `cannot be read: ${(error as Error).message}`, error);
  }
}

function unusable(path: string, problem: string, cause?: unknown): PrismError {
  const failure = new Failure(
    Code.FAILED_PRECONDITION,
    "AUDIT_KEY_UNUSABLE",
    `the audit's key file ${path} ${problem}`,
  );
  return new PrismError(failure, { cause });
}

export const SIGNING_KEY_FILE = "signing-key.pem";
export const PUBLIC_KEY_FILE = "public-key.pem";
export const HASH_SECRET_FILE = "hash-secret";
