import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { systemClock } from "../../../src/common/clock.ts";
import { PrincipalRegistry } from "../../../src/security/principal-registry.ts";
import { type ApiKey, createApiKey, hashApiKey } from "../../../src/security/tokens/api-key.ts";
import { formatApiKeyRecord } from "../../../src/security/tokens/api-key-record.ts";
import { ApiKeys } from "../../../src/security/tokens/api-keys.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const ROUNDS = 60;
const CHECKS_A_ROUND = 500;

it("the check of an API key takes as long whatever is wrong with it", async (t) => {
  const key = createApiKey();
  const path = join(tempFolder(t), "keys");
  const record = { principal: "user:ada", teams: [], createdMs: 0, expiresAtMs: 0, comment: "" };
  writeFileSync(path, formatApiKeyRecord({ id: key.id, hash: hashApiKey(key), ...record }));
  const keys = new ApiKeys({
    path,
    clock: systemClock,
    registry: new PrincipalRegistry(),
    onChange: () => undefined,
    onProblem: () => undefined,
  });
  await keys.open();
  t.after(() => keys.close());

  const secretAt = `prism_${key.id}_`.length;
  const wrong = {
    id: createApiKey(),
    first: changed(key, secretAt),
    last: changed(key, key.text.length - 2),
  };
  const times: Record<string, number[]> = { id: [], first: [], last: [] };
  // By turns, so that a busy machine slows them alike; of each the median, so that a pause does not count.
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, shown] of Object.entries(wrong)) {
      const start = performance.now();
      for (let i = 0; i < CHECKS_A_ROUND; i++) keys.check(shown);
      times[name]?.push(performance.now() - start);
    }
  }
  const medians = Object.values(times).map((all) => all.sort((a, b) => a - b)[ROUNDS / 2] as number);
  assert.ok(Math.max(...medians) < 1.3 * Math.min(...medians), JSON.stringify(medians));
});

function changed(key: ApiKey, at: number): ApiKey {
  return { id: key.id, text: `${key.text.slice(0, at)}${key.text[at] === "A" ? "B" : "A"}${key.text.slice(at + 1)}` };
}
