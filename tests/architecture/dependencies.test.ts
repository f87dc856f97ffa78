import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { dependencyFaults, type LockFile, lockFaults, type PackageFile, unnamedPackages } from "./dependency-faults.ts";
import { root } from "./source-file.ts";

const readJson = (path: string): unknown => JSON.parse(readFileSync(root + path, "utf8"));
const licenceOf = (name: string) => (readJson(`node_modules/${name}/package.json`) as { license: string }).license;

describe("the dependencies", () => {
  it("are pinned, and each runtime one is accounted for", () => {
    const page = readFileSync(`${root}docs-cms/dependencies.md`, "utf8");
    assert.deepEqual(dependencyFaults(readJson("package.json") as PackageFile, page, licenceOf), []);
  });

  it("are named with all that they bring along", () => {
    const page = readFileSync(`${root}docs-cms/dependencies.md`, "utf8");
    assert.deepEqual(unnamedPackages(readJson("package-lock.json") as LockFile, page), []);
  });

  it("are locked for every platform", () => {
    assert.deepEqual(lockFaults(readJson("package-lock.json") as LockFile), []);
  });
});

describe("the dependency check", () => {
  const row = "| package | version | licence | why |\n|---|---|---|---|\n| `a` | 1.2.3 | MIT | because |\n";
  const check = (manifest: PackageFile, page: string) => dependencyFaults(manifest, page, () => "MIT");

  it("accepts an exact version with its row", () => {
    assert.deepEqual(check({ dependencies: { a: "1.2.3" } }, row), []);
  });

  it("accepts an exact version under an alias, and refuses a range there", () => {
    assert.deepEqual(check({ dependencies: { a: "npm:@other/name@1.2.3" } }, row), []);
    assert.match(check({ dependencies: { a: "npm:@other/name@^1.2.3" } }, row)[0] ?? "", /exact version/);
  });

  it("refuses a range, for development too", () => {
    for (const range of ["^1.2.3", "~1.2.3", "1.2", "*", "latest"]) {
      assert.match(check({ devDependencies: { b: range } }, "")[0] ?? "", /exact version/, range);
    }
  });

  it("refuses a runtime dependency without a row", () => {
    assert.match(check({ dependencies: { a: "1.2.3" } }, "")[0] ?? "", /no row/);
  });

  it("refuses a row with another version or another licence", () => {
    assert.match(check({ dependencies: { a: "1.2.4" } }, row)[0] ?? "", /is 1\.2\.4, but its row says 1\.2\.3/);
    assert.match(
      check({ dependencies: { a: "1.2.3" } }, row.replace("MIT", "ISC"))[0] ?? "",
      /under MIT, but its row says ISC/,
    );
  });

  it("refuses a row that nothing needs any more", () => {
    assert.match(check({}, row)[0] ?? "", /no runtime dependency/);
  });

  it("finds a package that comes with another and is not named", () => {
    const packages = {
      "": {},
      "node_modules/a": {},
      "node_modules/a/node_modules/@b/c": {},
      "node_modules/d": { dev: true },
    };
    assert.deepEqual(unnamedPackages({ packages }, "`a` and `@b/c`"), []);
    assert.match(unnamedPackages({ packages }, "`a`")[0] ?? "", /^@b\/c is installed/);
  });

  it("finds a package that the lock file leaves out for other platforms", () => {
    const packages = { "node_modules/a": { optionalDependencies: { "a-linux": "1.0.0", "a-darwin": "1.0.0" } } };
    assert.deepEqual(
      lockFaults({ packages: { ...packages, "node_modules/a-linux": {}, "node_modules/a-darwin": {} } }),
      [],
    );
    assert.match(lockFaults({ packages: { ...packages, "node_modules/a-linux": {} } })[0] ?? "", /lacks a-darwin/);
  });
});
