import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SignJWT } from "jose";
import { CLASS_NAMES } from "../../../src/common/operation-class.ts";
import { createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../../src/security/tokens/api-key-record.ts";
import { ISSUER, TestKey } from "../tokens/test-issuer.ts";
import type { Operation } from "./matrix-operations.ts";

/** What somebody shows, and what must become of it. */
export interface Shown {
  readonly name: string;
  readonly authorization: (operation: Operation) => string | null;
  /** `allowed`, or the reason of the refusal. */
  readonly expected: string;
  readonly code: string;
  /** The key that is asked for; else {@link KEY}. */
  readonly key?: string;
}

export const NAMESPACE = "orders";
export const KEY = "theirs/1";
const OWN_KEY = "mine/1";

/** The namespaces of the gateway, with a right for each principal that {@link prepareCredentials} makes keys for. */
export const YAML = `auth:
  mode: required
  apiKeys: { file: keys.jsonl }
  jwt: [{ name: issuer, issuer: "${ISSUER}", audience: [prism], publicKeyFile: issuer.pem }]
backends: { ram: { type: memory } }
namespaces:
- name: ${NAMESPACE}
  pattern: keyvalue
  backend: ram
  access:
  - { principal: "service:everything", allow: [all] }
  - { principal: "user:by-token", allow: [all] }
  - { principal: "service:denied", deny: [all] }
${CLASS_NAMES.map(
  (right) => `  - { principal: "service:only-${right}", allow: [${right}] }
  - { principal: "team:only-${right}", allow: [${right}] }
  - { principal: "service:all-but-${right}", allow: [${CLASS_NAMES.filter((other) => other !== right).join(", ")}] }
  - { principal: "service:own-${right}", allow: [${right}], keyPrefix: "mine/" }
`,
).join("")}- name: elsewhere
  pattern: keyvalue
  backend: ram
  access: [{ principal: "service:elsewhere", allow: [all] }]
`;

/** Writes the files that {@link YAML} names, and returns everything that can be shown. */
export async function prepareCredentials(folder: string): Promise<readonly Shown[]> {
  const lines: string[] = [];
  const key = (principal: string, parts: { teams?: string[]; expiresAtMs?: number } = {}): string => {
    const made = createApiKey();
    const { teams = [], expiresAtMs = 0 } = parts;
    const record = { id: made.id, hash: hashApiKey(made), principal, teams, createdMs: 0, expiresAtMs, comment: "" };
    lines.push(formatApiKeyRecord(record));
    return `Bearer ${made.text}`;
  };
  const perRight = (make: (right: string) => string): ((operation: Operation) => string) => {
    const made = new Map(CLASS_NAMES.map((right) => [right as string, make(right)]));
    return ({ right }) => made.get(right) as string;
  };
  const [issuer, stranger] = [await TestKey.create("1"), await TestKey.create("1")];
  const nowS = Math.floor(Date.now() / 1000);
  const token = async (signer: TestKey, endS: number): Promise<string> => {
    const jwt = new SignJWT({ iss: ISSUER, aud: "prism", sub: "by-token", iat: nowS - 600, exp: endS });
    return `Bearer ${await jwt.setProtectedHeader({ alg: signer.algorithm, kid: "1" }).sign(signer.privateKey)}`;
  };
  const [tokenInTime, tokenTooLate, tokenForged] = await Promise.all([
    token(issuer, nowS + 300),
    token(issuer, nowS - 300),
    token(stranger, nowS + 300),
  ]);
  const always = (authorization: string | null) => (): string | null => authorization;
  const refused = (name: string, expected: string, authorization: string | null): Shown => {
    return { name, expected, code: "UNAUTHENTICATED", authorization: always(authorization) };
  };
  const denied = { expected: "ACCESS_DENIED", code: "PERMISSION_DENIED" };
  const allowed = { expected: "allowed", code: "OK" };
  const own = perRight((right) => key(`service:own-${right}`));
  const shown: Shown[] = [
    refused("no credentials", "CREDENTIALS_REQUIRED", null),
    refused("nonsense", "CREDENTIALS_INVALID", "Bearer nonsense"),
    refused("another scheme", "CREDENTIALS_INVALID", "Basic YWRhOmFkYQ=="),
    refused("a key that nobody made", "API_KEY_UNKNOWN", `Bearer ${createApiKey().text}`),
    refused("a key that has ended", "API_KEY_EXPIRED", key("service:everything", { expiresAtMs: Date.now() - 1_000 })),
    refused("a token that has ended", "TOKEN_EXPIRED", tokenTooLate),
    refused("a token of another issuer's key", "TOKEN_SIGNATURE", tokenForged),
    { ...denied, name: "a key without any right", authorization: always(key("service:nobody")) },
    { ...denied, name: "a key that is denied everything", authorization: always(key("service:denied")) },
    { ...denied, name: "a key with rights elsewhere", authorization: always(key("service:elsewhere")) },
    {
      ...denied,
      name: "a key with every other right",
      authorization: perRight((right) => key(`service:all-but-${right}`)),
    },
    { ...denied, name: "a key with the right to other keys", authorization: own },
    { ...allowed, name: "a key with the right to this key", authorization: own, key: OWN_KEY },
    {
      ...allowed,
      name: "a key with this right alone",
      authorization: perRight((right) => key(`service:only-${right}`)),
    },
    {
      ...allowed,
      name: "a key of a team with this right",
      authorization: perRight((right) => key("user:member", { teams: [`team:only-${right}`] })),
    },
    { ...allowed, name: "a key with every right", authorization: always(key("service:everything")) },
    { ...allowed, name: "a token", authorization: always(tokenInTime) },
  ];
  writeFileSync(join(folder, "keys.jsonl"), lines.join(""), { mode: 0o600 });
  writeFileSync(join(folder, "issuer.pem"), await issuer.pem());
  return shown;
}
