import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readLines } from "../../../src/security/audit/line-reader.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const MIB = 1024 * 1024;

describe("reading the lines of a file", () => {
  it("gives every byte once, in lines that end where the file's do", (t) => {
    const path = join(tempFolder(t), "file");
    const lengths = fc.array(fc.oneof(fc.nat(20), fc.integer({ min: MIB - 3, max: MIB + 3 }), fc.nat(300_000)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(lengths, fc.boolean(), (sizes, endsInLine) => {
        const text = sizes.map((size, i) => String(i % 10).repeat(size)).join("\n") + (endsInLine ? "\n" : "");
        writeFileSync(path, text);
        let read = "";
        let number = 0;
        for (const line of readLines(path)) {
          const part = line.bytes.toString("latin1", line.from, line.to);
          assert.equal(line.offset, read.length);
          assert.equal(line.number, ++number);
          assert.equal(line.isWhole, part.endsWith("\n"));
          assert.ok(!part.slice(0, -1).includes("\n"));
          read += part;
        }
        assert.ok(read === text);
      }),
      { numRuns: 30 },
    );
  });

  it("begins where it is told", (t) => {
    const path = join(tempFolder(t), "file");
    writeFileSync(path, "one\ntwo\nthree");
    const found = [...readLines(path, 4)].map(({ bytes, from, to, offset }) => [
      bytes.toString("latin1", from, to),
      offset,
    ]);
    assert.deepEqual(found.at(-1), ["three", 8]);
    assert.equal(found.length, 2);
  });
});
