import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import * as limits from "../../src/common/limits.ts";

// From dist/tests/faults/ to the root of the repository.
const root = fileURLToPath(new URL("../../../", import.meta.url));

function sources(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && entry.name.endsWith(".ts") && !isGenerated(entry.parentPath),
  );
  return files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
}

/** Generated code has the words of the proto files. */
function isGenerated(folder: string): boolean {
  return basename(folder) === "generated";
}

/** The words in the first cells of a page's tables. */
function firstCells(page: string): string[] {
  const text = readFileSync(join(root, "docs-cms", "reference", page), "utf8");
  return [...text.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map((match) => match[1] as string);
}

/** Texts in the sources that look like a reason and are none, besides the names of variables. */
const OTHER_WORDS = new Set([
  "HPE_HEADER_OVERFLOW",
  "ERR_BUFFER_TOO_LARGE",
  "NOT_SERVING",
  "MULTIPLE_DOCS",
  "SQLITE_BUSY",
  "ABORT_ERR",
  "BYTE_ARRAY",
]);

/** What OpenSSL and Node.js call things, which no client is told. */
const TLS_WORDS = /^(TLS_AES_|TLS_CHACHA20_|CERT_|UNABLE_TO_|ERR_|DEPTH_ZERO_|SELF_SIGNED_)/;

/** Reasons of one word, which no pattern can tell from other texts. */
const SHORT_REASONS = ["CANCELLED", "INTERNAL", "OVERLOADED", "USAGE"];

function reasonsInSources(): Set<string> {
  const found = sources("src").flatMap((text) => [...text.matchAll(/"([A-Z]+(?:_[A-Z0-9]+)+)"/g)]);
  return new Set(found.map((match) => match[1] as string).filter(isReason));
}

function isReason(word: string): boolean {
  return !OTHER_WORDS.has(word) && !TLS_WORDS.test(word) && !/^(PRISM|OTEL)_/.test(word);
}

describe("the reference page of errors", () => {
  const documented = firstCells("errors.md");

  it("has every reason that the sources can give", () => {
    const missing = [...reasonsInSources()].filter((reason) => !documented.includes(reason));
    assert.deepEqual(missing, []);
  });

  it("has no reason that the sources cannot give, and none twice but those of the gateway and the client", () => {
    const all = sources("src").join("\n");
    const known = reasonsInSources();
    for (const reason of documented) {
      assert.ok(known.has(reason) || (SHORT_REASONS.includes(reason) && all.includes(`"${reason}"`)), reason);
    }
    assert.equal(new Set(documented).size, documented.length);
  });
});

describe("the reference page of limits", () => {
  it("has every limit with its value", () => {
    const page = readFileSync(join(root, "docs-cms", "reference", "limits.md"), "utf8");
    const values = Object.entries(limits).filter((entry): entry is [string, number] => typeof entry[1] === "number");
    for (const [name, value] of values) {
      const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` |`));
      assert.ok(row !== undefined, `${name} is missing`);
      assert.ok(
        forms(name, value).some((form) => row.includes(`| ${form}`)),
        `${name} is ${forms(name, value).join(" or ")}`,
      );
    }
    assert.deepEqual(
      firstCells("limits.md").filter((name) => !(name in limits)),
      [],
    );
  });
});

/** The ways of writing a limit that a reader understands. */
function forms(name: string, value: number): string[] {
  if (name.endsWith("_BYTES")) return [`${value / 1024 / 1024} MiB`, `${value / 1024} KiB`, `${value} bytes`];
  if (!name.endsWith("_MS")) return [String(value)];
  const units = [
    ["days", 86_400_000],
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1_000],
    ["ms", 1],
  ] as const;
  return units.map(([unit, ms]) => `${value / ms} ${unit}`);
}
