import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ConfigReader } from "../../src/config/config-reader.ts";
import { parseDocument } from "../../src/config/parse-document.ts";
import { parseSetting } from "../../src/config/parse-setting.ts";
import type { Section, StringsSetting } from "../../src/config/setting.ts";

const words: StringsSetting = {
  kind: "strings",
  maxItems: 3,
  maxCharacters: 8,
  values: ["read", "write"],
  default: ["read"],
  summary: "Words.",
  example: "[read]",
};

const things: Section = {
  kind: "section",
  summary: "Things.",
  entries: {
    things: {
      kind: "list",
      maxItems: 2,
      summary: "Things.",
      item: {
        kind: "section",
        summary: "A thing.",
        entries: {
          name: { kind: "string", maxCharacters: 8, summary: "Name.", example: "a" },
          allow: words,
          note: { kind: "string", maxCharacters: 8, optional: true, summary: "Note.", example: "x" },
          parts: {
            kind: "list",
            maxItems: 2,
            summary: "Parts.",
            item: {
              kind: "section",
              summary: "A part.",
              entries: { size: { kind: "int", min: 1, max: 9, summary: "Size.", example: "1" } },
            },
          },
          box: {
            kind: "section",
            summary: "A box.",
            entries: {
              ttl: { kind: "duration", min: 1, max: 10_000, default: 5_000, summary: "Time.", example: "1s" },
            },
          },
        },
      },
    },
  },
};

function read(text: string): { fields: unknown; problems: string[] } {
  const { root, problems } = parseDocument(text, "f");
  assert.deepEqual(problems, []);
  assert.ok(root !== null);
  const reader = new ConfigReader();
  const fields = reader.readSection(root, things, "");
  return { fields, problems: reader.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`) };
}

describe("settings within lists", () => {
  it("get their defaults at every depth, and null where they are optional", () => {
    assert.deepEqual(
      read("things:\n  - name: a\n  - {name: b, allow: [write, read], parts: [{size: 2}], box: {ttl: 1s}}"),
      {
        fields: {
          things: [
            { name: "a", allow: ["read"], note: null, parts: [], box: { ttlMs: 5_000 } },
            { name: "b", allow: ["write", "read"], parts: [{ size: 2 }], box: { ttlMs: 1_000 }, note: null },
          ],
        },
        problems: [],
      },
    );
  });

  it("are refused at the place where they stand", () => {
    const { problems } = read("things:\n  - name: a\n    allow: [raed]\n    parts:\n      - size: 0\n      - {}\n");
    assert.deepEqual(problems, [
      "3 things[0].allow: must be a list of at most 3 of read, write, not [raed]",
      "5 things[0].parts[0].size: must be an integer from 1 to 9, not 0",
      "6 things[0].parts[1].size: is missing",
    ]);
  });
});

describe("a list of texts", () => {
  const parse = (value: unknown, typed: boolean) => {
    const parsed = parseSetting(words, { value, text: String(value), typed });
    return parsed.ok ? parsed.value : parsed.message;
  };

  it("may be one text, and is separated by commas outside of a file", () => {
    assert.deepEqual(parse("read", true), ["read"]);
    assert.deepEqual(parse("read, write", false), ["read", "write"]);
    assert.deepEqual(parse([], true), []);
  });

  it("is refused with an item too many, of another type, or that is none of the words", () => {
    for (const value of [["read", "read", "read", "read"], ["read", 1], [null], ["x"], 5, { a: 1 }]) {
      assert.match(String(parse(value, true)), /^must be a list of at most 3 of read, write/, JSON.stringify(value));
    }
    assert.match(String(parse("read, write", true)), /^must be/);
    assert.match(String(parse("read,,write", false)), /^must be/);
  });
});
