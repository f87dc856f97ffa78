import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseSetting } from "../../src/config/parse-setting.ts";
import { isServerUrl, readServerUrl } from "../../src/config/server-url.ts";
import type { ServerUrlSetting } from "../../src/config/setting.ts";

const setting: ServerUrlSetting = { kind: "server-url", schemes: ["redis", "rediss"], summary: "", example: "" };
const parse = (value: unknown) => parseSetting(setting, { value, text: String(value), typed: true });

describe("the URL of a server", () => {
  it("may stand in the file when it shows no password, or be named by its place", () => {
    for (const text of ["redis://127.0.0.1:6379/1", "rediss://user@cache:6380", "env:CACHE_URL", "file:secrets/url"])
      assert.deepEqual(parse(text), { ok: true, value: text });
  });

  it("is refused with a password, another scheme or a space, and not repeated in the message", () => {
    for (const text of [
      "redis://user:hunter2@cache",
      "redis://:hunter2@cache",
      "http://hunter2",
      "redis://a hunter2",
      7,
    ]) {
      const parsed = parse(text);
      assert.equal(parsed.ok, false);
      if (parsed.ok) continue;
      assert.match(parsed.message, /^must be a URL that begins with `redis:\/\/` or `rediss:\/\/` and has no password/);
      assert.doesNotMatch(JSON.stringify(parsed), /hunter2/);
    }
    assert.equal(isServerUrl("redis://cache", ["redis"]), true);
  });

  it("is read where it stands, with its password, and what is wrong is told without it", () => {
    const env = { CACHE_URL: "redis://user:hunter2@cache", WRONG: "hunter2" };
    assert.equal(readServerUrl("env:CACHE_URL", env).password, "hunter2");
    assert.equal(readServerUrl("redis://cache", env).hostname, "cache");
    assert.throws(() => readServerUrl("env:WRONG", env), /^Error: is no URL$/);
    assert.throws(() => readServerUrl("env:NONE", env), /^Error: is not set in the environment$/);
  });
});
