import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { renderSuites, type SuitesRecord } from "../../support/foreign/suite-page.ts";
import { MOST_HEAP_GROWTH_BYTES } from "../../support/http2/frame-fuzz.ts";

const reference = new URL("../../../../docs-cms/reference/", import.meta.url);
const record = JSON.parse(readFileSync(new URL("grpc-suites.json", reference), "utf8")) as SuitesRecord;

test("the page of suites is that of the record", () => {
  assert.equal(
    readFileSync(new URL("grpc-suites.md", reference), "utf8"),
    renderSuites(record),
    "run `npm run generate`",
  );
});

test("of the lean transport nothing failed in the record", () => {
  const lean = record.runs.filter(({ transport }) => transport === "lean");
  assert.deepEqual(
    lean.map(({ suite, security, cases }) => [suite, security, cases.filter(({ problem }) => problem !== null)]),
    [
      ["h2spec", "plain", []],
      ["h2spec", "TLS", []],
      ["grpc-go interop", "plain", []],
      ["grpc-go interop", "TLS", []],
    ],
  );
  assert.ok(record.fuzz.frames >= 10_000_000);
  assert.ok(record.fuzz.heapGrowth < MOST_HEAP_GROWTH_BYTES);
});
