import { createPublicKey, type KeyObject } from "node:crypto";
import { createLocalJWKSet, errors, type JWK } from "jose";
import { MAX_ISSUER_KEYS } from "../../common/limits.ts";
import type { VerificationKey } from "./key-source.ts";
import { parseStrictObject } from "./strict-json.ts";
import type { UnverifiedToken } from "./unverified-token.ts";

/** Public keys that do not change: those of one key set, or of one PEM file. */
export class PublicKeys {
  /** The same for the same keys. */
  readonly fingerprint: string;
  readonly size: number;
  private readonly select: ReturnType<typeof createLocalJWKSet>;
  /** Keys of a PEM file have no names, so that the one a token gives says nothing. */
  private readonly haveNames: boolean;

  private constructor(keys: readonly JWK[], haveNames: boolean) {
    this.select = createLocalJWKSet({ keys: [...keys] });
    this.fingerprint = JSON.stringify(keys);
    this.size = keys.length;
    this.haveNames = haveNames;
  }

  /**
   * A JSON Web Key Set (RFC 7517). Keys that no signature can be checked with are passed over, as those for encryption
   * and of unknown kinds; secrets and private keys are refused, for they do not belong where others read.
   * Throws an Error that says what is wrong.
   */
  static fromKeySet(text: string): PublicKeys {
    const keys = parseStrictObject(text)?.keys;
    if (!Array.isArray(keys)) throw new Error("is no JSON Web Key Set: it has no list `keys`");
    const usable = keys.filter(isObject).filter(isForSignatures).filter(isStrong);
    for (const key of usable) {
      if (PRIVATE_MEMBERS.some((name) => key[name] !== undefined)) {
        throw new Error("holds a private key or a secret; publish the public halves only, and take new keys");
      }
    }
    checkCount(usable.length);
    return new PublicKeys(usable as JWK[], true);
  }

  /** Public keys and certificates in PEM, one or more. Throws an Error that says what is wrong. */
  static fromPem(text: string): PublicKeys {
    const blocks = text.match(PEM_BLOCK) ?? [];
    if (blocks.length === 0) throw new Error("holds no key in PEM: no line begins with -----BEGIN");
    checkCount(blocks.length);
    const keys = blocks.map((block) => publicKeyOf(block).export({ format: "jwk" }) as Record<string, unknown>);
    if (!keys.every(isStrong)) throw new Error(`holds an RSA key of fewer than ${MIN_RSA_BYTES * 8} bits`);
    return new PublicKeys(keys as JWK[], false);
  }

  /** The keys that may have signed the token. */
  async find({ algorithm, keyId }: UnverifiedToken): Promise<VerificationKey[]> {
    const header = { alg: algorithm, ...(keyId === null || !this.haveNames ? {} : { kid: keyId }) };
    try {
      return [await this.select(header)];
    } catch (error) {
      if (error instanceof errors.JWKSMultipleMatchingKeys) return allOf(error);
      // No key fits: none of this name, none for this algorithm, or one that is no key of its kind.
      return [];
    }
  }
}

async function allOf(keys: errors.JWKSMultipleMatchingKeys): Promise<VerificationKey[]> {
  const all: VerificationKey[] = [];
  for await (const key of keys) all.push(key);
  return all;
}

/** As RFC 7518, 3.3 asks; jose takes no shorter ones. */
const MIN_RSA_BYTES = 256;
const PRIVATE_MEMBERS = ["d", "k", "p", "q"];
const PEM_BLOCK = /-----BEGIN ([A-Z ]+)-----[\s\S]+?-----END \1-----/g;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isForSignatures({ kty, use }: Record<string, unknown>): boolean {
  return (use === undefined || use === "sig") && typeof kty === "string" && ["RSA", "EC", "OKP", "oct"].includes(kty);
}

function isStrong({ kty, n }: Record<string, unknown>): boolean {
  return kty !== "RSA" || (typeof n === "string" && Buffer.from(n, "base64url").length >= MIN_RSA_BYTES);
}

function publicKeyOf(block: string): KeyObject {
  if (block.includes("PRIVATE KEY")) throw new Error("holds a private key; give the public half, and take a new key");
  try {
    return createPublicKey(block);
  } catch (cause) {
    throw new Error("holds a block that is neither a public key nor a certificate", { cause });
  }
}

function checkCount(count: number): void {
  if (count === 0) throw new Error("holds no key that a signature can be checked with");
  if (count > MAX_ISSUER_KEYS) throw new Error(`holds ${count} keys; at most ${MAX_ISSUER_KEYS} are taken`);
}
