import { createHash, timingSafeEqual } from "node:crypto";
import { secretBytes } from "../../common/prng.ts";

/**
 * An API key: `prism_<id>_<secret>`.
 *
 *   prism_ 7k2m9q4x1c _ 3q2-7wAAbb…        id: 10 of a-z and 2-7, public, names the key in lists and logs
 *          └── id ──┘   └─ secret ─┘       secret: 256 random bits in base64url, 43 characters
 *
 * What is stored is SHA-256 of the whole text. A slow hash such as scrypt protects passwords, which can be guessed; of
 * 256 random bits none can be, and a fast hash keeps the check cheap.
 */
export interface ApiKey {
  readonly id: string;
  /** All of it, as it was shown. */
  readonly text: string;
}

/** The key in a text of the form; null when it has another. */
export function parseApiKey(text: string): ApiKey | null {
  const id = API_KEY.exec(text)?.[1];
  return id === undefined ? null : { id, text };
}

/** A new key. Its text is shown once and never stored. */
export function createApiKey(): ApiKey {
  // 5 bits make a character: the lower ones of each byte are as random as the byte.
  const id = Array.from(secretBytes(ID_CHARACTERS), (byte) => BASE32[byte % BASE32.length]).join("");
  const secret = Buffer.from(secretBytes(SECRET_BYTES)).toString("base64url");
  return { id, text: `prism_${id}_${secret}` };
}

/** What is stored of a key. */
export function hashApiKey({ text }: ApiKey): Buffer {
  return createHash("sha256").update(text, "latin1").digest();
}

/** Whether the key is the one with this hash; takes the same time whatever it is. */
export function matchesHash(key: ApiKey, hash: Uint8Array): boolean {
  return timingSafeEqual(hashApiKey(key), hash);
}

/** SHA-256, in the file as base64url. */
export const API_KEY_HASH_BYTES = 32;

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const ID_CHARACTERS = 10;
const SECRET_BYTES = 32;
const API_KEY = /^prism_([a-z2-7]{10})_[A-Za-z0-9_-]{43}$/;
