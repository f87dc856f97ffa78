import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

/** Far more than any key; a bound on what is read by mistake. */
const MAX_SECRET_BYTES = 64 * 1024;

/** Whether a text names the place of a secret: `env:NAME` or `file:PATH`. */
export function isSecretReference(text: string): boolean {
  return text.length <= 1024 && /^(env:[A-Za-z_][A-Za-z0-9_]*|file:[^\p{Cc}]+)$/u.test(text);
}

/** The reference with its path absolute; one that is relative stands in `folder`. */
export function resolveSecret(reference: string, folder: string): string {
  return reference.startsWith(FILE) ? `${FILE}${resolve(folder, reference.slice(FILE.length))}` : reference;
}

/**
 * The secret that a reference names, in UTF-8. It is read when it is used and kept out of the configuration, which goes
 * to threads and into messages. Throws an Error that says what is wrong, after the reference's name.
 */
export function readSecret(
  reference: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Uint8Array {
  const bytes = reference.startsWith(FILE) ? readFile(reference.slice(FILE.length)) : readVariable(reference, env);
  if (bytes.length === 0) throw new Error("is empty");
  return bytes;
}

const FILE = "file:";
const ENV = "env:";

function readVariable(reference: string, env: Readonly<Record<string, string | undefined>>): Uint8Array {
  const value = env[reference.slice(ENV.length)];
  if (value === undefined) throw new Error("is not set in the environment");
  return Buffer.from(value);
}

function readFile(path: string): Uint8Array {
  try {
    if (statSync(path).size > MAX_SECRET_BYTES) throw new Error(`has more than ${MAX_SECRET_BYTES} bytes`);
    const text = readFileSync(path, "utf8");
    // Editors and `echo` end a file with a line break that is no part of the secret.
    return Buffer.from(text.replace(/\r?\n$/, ""));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Error(code === undefined ? message : `cannot be read (${code})`, { cause: error });
  }
}
