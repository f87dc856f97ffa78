import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseSetting } from "../../src/config/parse-setting.ts";
import type { BooleanSetting, EnumSetting, Setting } from "../../src/config/setting.ts";

const flag: BooleanSetting = { kind: "boolean", summary: "A switch.", example: "true" };
const mode: EnumSetting = { kind: "enum", values: ["reads", "writes", "off"], summary: "A mode.", example: "off" };

function fromFile(setting: Setting, value: unknown): ReturnType<typeof parseSetting> {
  return parseSetting(setting, { value, text: String(value), typed: true });
}

function fromEnvironment(setting: Setting, value: string): ReturnType<typeof parseSetting> {
  return parseSetting(setting, { value, text: value, typed: false });
}

describe("a value against its declaration", () => {
  it("takes true and false, as texts only where everything is a text", () => {
    assert.deepEqual(fromFile(flag, true), { ok: true, value: true });
    assert.deepEqual(fromEnvironment(flag, "false"), { ok: true, value: false });
    assert.deepEqual(fromEnvironment(flag, "true"), { ok: true, value: true });
    assert.deepEqual(fromFile(flag, "true"), {
      ok: false,
      message: 'must be true or false, not "true"',
      suggestion: "write it without quotes: true",
    });
    assert.deepEqual(fromFile(flag, 1), { ok: false, message: "must be true or false, not 1" });
  });

  it("suggests true or false for their usual other names", () => {
    const message = 'must be true or false, not "Yes"';
    assert.deepEqual(fromEnvironment(flag, "Yes"), { ok: false, message, suggestion: 'did you mean "true"?' });
    assert.deepEqual(fromEnvironment(flag, "2"), { ok: false, message: 'must be true or false, not "2"' });
    assert.deepEqual(fromEnvironment(flag, "toString"), {
      ok: false,
      message: 'must be true or false, not "toString"',
    });
  });

  it("names the words that are allowed and suggests a near one", () => {
    assert.deepEqual(fromFile(mode, "off"), { ok: true, value: "off" });
    assert.deepEqual(fromFile(mode, "write"), {
      ok: false,
      message: 'must be one of reads, writes, off, not "write"',
      suggestion: 'did you mean "writes"?',
    });
    assert.deepEqual(fromFile(mode, false), { ok: false, message: "must be one of reads, writes, off, not false" });
  });

  it("takes digits for a number only where everything is a text", () => {
    const port: Setting = { kind: "int", min: 0, max: 65_535, summary: "A port.", example: "1" };
    assert.deepEqual(fromEnvironment(port, "0080"), { ok: true, value: 80 });
    for (const text of ["", " 80", "8e1", "0x50", "80.0", "+80"]) {
      assert.equal(fromEnvironment(port, text).ok, false, text);
    }
  });
});
