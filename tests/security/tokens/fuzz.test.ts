import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import { createPrng, type Prng } from "../../../src/common/prng.ts";
import { createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../../src/security/tokens/api-key-record.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { createGuard, issuerItem, keySetOf, TestKey } from "./test-issuer.ts";

/** A million takes some minutes: `PRISM_FUZZ_CASES=1000000 npm test -- tokens/fuzz`. */
const CASES = Number(process.env.PRISM_FUZZ_CASES || 4_000);
const SEED = Number(process.env.PRISM_FUZZ_SEED || 20_261_125);
/** So many are checked at one time. */
const BATCH = 200;

it("no authorization value does harm, and none that is not the one that was given lets anybody in", async (t) => {
  const [key, service] = [await TestKey.create("k1"), createApiKey()];
  const file = join(tempFolder(t), "keys");
  const record = { principal: "service:x", teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
  writeFileSync(file, formatApiKeyRecord({ id: service.id, hash: hashApiKey(service), ...record }));
  chmodSync(file, 0o600);
  const guard = createGuard([issuerItem("teamsClaim: groups")], file);
  const keys = await keySetOf(key);
  guard.fetch = async () => ({ status: 200, text: keys });
  await guard.authenticator.open();
  t.after(() => guard.authenticator.close());

  const good = [`Bearer ${await key.sign({ groups: ["a", "b"] })}`, `Bearer ${service.text}`];
  const prng = createPrng(SEED);
  const reasons = new Map<string, number>();
  for (let done = 0; done < CASES; done += BATCH) {
    const values = Array.from({ length: BATCH }, () => mutate(good[prng.below(good.length)] as string, prng));
    const verdicts = await Promise.all(values.map((value) => guard.authenticator.authenticate(value)));
    for (const [i, verdict] of verdicts.entries()) {
      const value = values[i] as string;
      if (verdict instanceof Failure) {
        assert.equal(verdict.code, Code.UNAUTHENTICATED, `seed ${SEED}: ${JSON.stringify(value)}`);
        assert.ok(!verdict.message.includes(value.slice(10, 40)) || value.length < 20, verdict.message);
        reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1);
      } else
        assert.ok(
          good.some((each) => isSame(value, each)),
          `seed ${SEED}: let in ${JSON.stringify(value)}`,
        );
    }
  }
  t.diagnostic(`${CASES} cases: ${JSON.stringify(Object.fromEntries(reasons))}`);
  // That it gets far enough to matter: every kind of refusal that a change of bytes can lead to is among them.
  const seen = [...reasons.keys()].sort();
  for (const reason of ["API_KEY_UNKNOWN", "CREDENTIALS_INVALID", "TOKEN_MALFORMED", "TOKEN_SIGNATURE"])
    assert.ok(seen.includes(reason), `${reason} is not among ${seen.join(", ")}`);
});

/** Whether two values differ only where nothing depends on it: the scheme's case, spaces, the signature's unused bits. */
function isSame(a: string, b: string): boolean {
  const [x, y] = [a, b].map((value) => value.replace(/^bearer +/i, "").trimEnd());
  const [head, body, signature] = (x ?? "").split(".");
  const [otherHead, otherBody, otherSignature] = (y ?? "").split(".");
  const bytes = (text = ""): string => Buffer.from(text, "base64url").toString("hex");
  return head === otherHead && body === otherBody && (x === y || bytes(signature) === bytes(otherSignature));
}

/** Some of: characters changed, cut out, put in, repeated; parts of a token swapped, emptied, or written as other JSON. */
function mutate(value: string, prng: Prng): string {
  let text = value;
  for (let times = 1 + prng.below(3); times > 0; times--) text = mutateOnce(text, prng);
  return text;
}

function mutateOnce(text: string, prng: Prng): string {
  const at = prng.below(text.length + 1);
  const size = prng.below(8);
  switch (prng.below(9)) {
    case 0:
      return text.slice(0, at) + String.fromCharCode(prng.below(256)) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + ALPHABET[prng.below(ALPHABET.length)] + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + text.slice(at + size);
    case 3:
      return text.slice(0, at) + text.slice(at, at + size) + text.slice(at);
    case 4:
      return text.slice(0, at);
    case 5:
      return rewritePart(text, prng);
    case 6:
      return text.replace(/^\w+ /, [`bEARER `, "Bearer  ", "Basic ", "", "Bearer\t"][prng.below(5)] as string);
    case 7: {
      const parts = text.split(".");
      parts[prng.below(parts.length)] = parts[prng.below(parts.length)] as string;
      return parts.join(".");
    }
    default:
      return Array.from({ length: prng.below(60) }, () => String.fromCharCode(prng.below(256))).join("");
  }
}

/** Decodes the header or the claims, changes the JSON, and encodes it again. */
function rewritePart(text: string, prng: Prng): string {
  const parts = text.split(".");
  if (parts.length < 2) return text;
  const which = prng.below(2);
  const prefix = which === 0 ? (/^\w+ +/.exec(parts[0] as string)?.[0] ?? "") : "";
  const json = Buffer.from((parts[which] as string).slice(prefix.length), "base64url").toString();
  const [from, to] = JSON_EDITS[prng.below(JSON_EDITS.length)] as readonly [RegExp, string];
  parts[which] = prefix + Buffer.from(json.replace(from, to)).toString("base64url");
  return parts.join(".");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= ";

const JSON_EDITS: readonly (readonly [RegExp, string])[] = [
  [/"ES256"/, '"none"'],
  [/"ES256"/, '"HS256"'],
  [/"ES256"/, '"RS256"'],
  [/"k1"/, '"k2"'],
  [/"k1"/, "7"],
  [/\}$/, ',"crit":["x"]}'],
  [/\}$/, ',"typ":"logout+jwt"}'],
  [/"ada"/, '"root"'],
  [/"prism"/, '"other"'],
  [/"aud"/, '"sub"'],
  [/"exp":\d+/, '"exp":9999999999'],
  [/"exp":\d+/, '"exp":1e400'],
  [/"exp":\d+/, '"exp":null'],
  [/"iss":"[^"]*"/, '"iss":["x"]'],
  [/\{/, '{"a":1,"a":2,'],
  [/\{/, "[{"],
  [/"groups":\[/, '"groups":[[[['],
  [/:/g, "::"],
  [/$/, "\u0000"],
];
