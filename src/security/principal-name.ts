import { MAX_PRINCIPAL_NAME_BYTES } from "../common/limits.ts";

/** What a name can stand for. */
export type PrincipalKind = "user" | "service" | "team";

/**
 * A name from outside with its kind before it, for example `user:ada`; null when it is not fit for one. The kind is never
 * taken from the name: a user who is called `service:x` becomes `user:service:x`.
 */
export function principalName(kind: PrincipalKind, name: string): string | null {
  return isFit(name) ? `${kind}:${name}` : null;
}

/** `user:ada` and the like as an operator writes them, with their kind; null when it is not one of `kinds`, or not fit. */
export function parsePrincipalName(text: string, kinds: readonly PrincipalKind[]): string | null {
  const kind = kinds.find((each) => text.startsWith(`${each}:`));
  return kind === undefined ? null : principalName(kind, text.slice(kind.length + 1));
}

/** The rule in words. */
export const PRINCIPAL_NAME_RULE = `1 to ${MAX_PRINCIPAL_NAME_BYTES} bytes without control characters, * and spaces at its ends`;

function isFit(name: string): boolean {
  // A name cannot have more characters than bytes: what is far too long is not looked at.
  if (name === "" || name.length > MAX_PRINCIPAL_NAME_BYTES || UNFIT.test(name)) return false;
  return Buffer.byteLength(name) <= MAX_PRINCIPAL_NAME_BYTES;
}

// C = control, format, surrogate, private use, unassigned: what forges a line or hides. A star would look like a pattern.
const UNFIT = /[\p{C}\p{Zl}\p{Zp}*]|^\p{Z}|\p{Z}$/u;
