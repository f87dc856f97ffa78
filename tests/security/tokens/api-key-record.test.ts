import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { type ApiKeyRecord, formatApiKeyRecord, parseApiKeyFile } from "../../../src/security/tokens/api-key-record.ts";

const key = createApiKey();
const record: ApiKeyRecord = {
  id: key.id,
  hash: hashApiKey(key),
  principal: "service:order-api",
  teams: ["team:orders", "team:x"],
  createdMs: Date.UTC(2026, 0, 31),
  expiresAtMs: Date.UTC(2026, 4, 1),
  comment: 'the "billing" job',
};

describe("the file of API keys", () => {
  it("gives back what was written, between lines for people", () => {
    const other = { ...record, id: "aaaaaaaaaa", expiresAtMs: 0, teams: [] };
    const text = `# made by hand\n\n${formatApiKeyRecord(record)}\n  \n${formatApiKeyRecord(other)}`;
    assert.deepEqual(parseApiKeyFile(text), [record, other]);
    assert.ok(!text.includes(key.text.slice(17)), "the secret is not in it");
  });

  it("may be empty", () => {
    assert.deepEqual(parseApiKeyFile(""), []);
  });

  it("names the line that is wrong, and what is wrong with it", () => {
    const good = JSON.parse(formatApiKeyRecord(record)) as Record<string, unknown>;
    for (const [over, problem] of [
      [{ id: "short" }, /id must be 10 characters of a-z and 2-7/],
      [{ hash: "abc" }, /hash must be 43 characters of base64url/],
      [{ hash: `${String(good.hash).slice(0, 42)}!` }, /hash must be/],
      [{ principal: "order-api" }, /principal must be user:NAME or service:NAME/],
      [{ principal: "team:x" }, /principal must be/],
      [{ principal: "user:*" }, /principal must be/],
      [{ principal: "user:a\nb" }, /principal must be/],
      [{ teams: "team:x" }, /teams must be a list/],
      [{ teams: ["x"] }, /teams must be team:NAME/],
      [{ created: "yesterday" }, /created must be a time such as/],
      [{ created: undefined }, /created must be a time/],
      [{ expires: "2026-13-01T00:00:00Z" }, /expires must be a time/],
      [{ expires: 0 }, /expires must be a time/],
      [{ comment: 7 }, /comment must be a text/],
      [{ expire: "2026-01-01T00:00:00Z" }, /"expire" is none of id, hash,/],
    ] as const) {
      const text = `# one\n${JSON.stringify({ ...good, ...over })}\n`;
      assert.throws(() => parseApiKeyFile(text), { message: new RegExp(`^is wrong on line 2: .*${problem.source}`) });
    }
    for (const text of ["x", "[]", "null", '"a"', "{"])
      assert.throws(() => parseApiKeyFile(text), /is wrong on line 1: it is no JSON/);
  });

  it("has each key once", () => {
    const line = formatApiKeyRecord(record);
    assert.throws(() => parseApiKeyFile(`${line}#\n${line}`), {
      message: "is wrong on line 3: its id stands on line 1 too",
    });
  });
});
