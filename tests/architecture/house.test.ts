import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { houseFaults, MAX_LINES } from "./house-faults.ts";
import { readSources, sourceFile } from "./source-file.ts";

const faultsOf = (path: string, text: string) => houseFaults([sourceFile(path, text)]);

describe("sources of every folder", () => {
  it("keep the house rules", () => {
    assert.deepEqual(houseFaults(readSources("src", "tests", "perf", "scripts")), []);
  });
});

describe("the house check", () => {
  it("finds a file that is too long", () => {
    const lines = (count: number) => "a();\n".repeat(count);
    assert.deepEqual(faultsOf("src/ring/a.ts", lines(MAX_LINES)), []);
    assert.match(faultsOf("src/ring/a.ts", lines(MAX_LINES + 1))[0] ?? "", /401 lines/);
  });

  it("finds names that are not kebab-case", () => {
    for (const name of ["ringLayout.ts", "Ring.ts", "ring_layout.ts", "ring.layout.ts"]) {
      assert.match(faultsOf(`src/ring/${name}`, "")[0] ?? "", /kebab-case/, name);
    }
    for (const name of ["ring.ts", "ring-layout.ts", "ring-layout.test.ts", "utf8.ts"]) {
      assert.deepEqual(faultsOf(`tests/ring/${name}`, ""), [], name);
    }
  });

  it("finds names that say nothing, and leaves words alone that only contain them", () => {
    for (const path of ["src/utils/a.ts", "src/ring/util.ts", "src/ring/test-helpers.ts", "src/ring/manager-a.ts"]) {
      assert.match(faultsOf(path, "")[0] ?? "", /says nothing/, path);
    }
    assert.deepEqual(faultsOf("src/ring/utilisation.ts", ""), []);
  });

  it("finds work left for later in comments alone", () => {
    for (const word of ["TODO", "FIXME", "XXX", "HACK"]) {
      assert.match(faultsOf("src/ring/a.ts", `// ${word}: later`)[0] ?? "", /for later/, word);
      assert.deepEqual(faultsOf("src/ring/a.ts", `const a = "${word}";`), [], word);
    }
  });

  it("finds the compiler silenced and types given up", () => {
    assert.match(faultsOf("src/ring/a.ts", "// @ts-ignore\na();")[0] ?? "", /silences/);
    assert.match(faultsOf("src/ring/a.ts", "/* @ts-nocheck */")[0] ?? "", /silences/);
    for (const text of ["const a = b as any;", "let a: any;", "let a: Array<any>;"]) {
      assert.match(faultsOf("src/ring/a.ts", text)[0] ?? "", /gives up/, text);
    }
    assert.deepEqual(faultsOf("src/ring/a.ts", "// any of them, as any one would say\nconst any = 1;"), []);
  });

  it("finds a test that keeps the others from running", () => {
    for (const text of ['test.only("a", f);', 'describe.only("a", f);', 'it("a", { only: true }, f);']) {
      assert.match(faultsOf("tests/ring/a.test.ts", text)[0] ?? "", /one test only/, text);
    }
  });
});
