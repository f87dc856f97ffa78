import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ConfigError } from "../../src/config/config-error.ts";
import { readNamespace, writeNamespace } from "../../src/config/namespace-declaration.ts";
import { loadText } from "./load-text.ts";

const context = loadText("audit: { mode: on }\n");
const minimal = { name: "orders", pattern: "keyvalue", backend: "disk" };

function problemsOf(declaration: unknown, where = context): string[] {
  try {
    readNamespace(declaration, where);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return error.problems.map(({ path, message, suggestion }) => `${path}: ${message}; ${suggestion ?? ""}`);
  }
}

describe("a namespace declared outside of the file", () => {
  it("is what the same lines in the file would be", () => {
    const full = {
      ...minimal,
      access: [
        { principal: "service:order-api", allow: ["read", "write"], keyPrefix: "eu/" },
        { principal: "user:*", deny: ["delete"] },
      ],
      limits: [{ principal: "*", requestsPerSecond: 10, bytesPerSecond: "1MiB" }],
      audit: "all",
    };
    const inFile = loadText(`audit: { mode: on }\nnamespaces: ${JSON.stringify([full])}\n`).namespaces[0];
    assert.deepEqual(readNamespace(full, context), inFile);
    assert.deepEqual(
      readNamespace(minimal, context),
      loadText(`namespaces: ${JSON.stringify([minimal])}\n`).namespaces[0],
    );
  });

  it("may have what counts as not given: empty texts and lists, zeros, null and false", () => {
    const padded = {
      ...minimal,
      access: [],
      limits: [{ principal: "*", requestsPerSecond: 5, byteBurst: 0, maxInFlight: null }],
      audit: "",
      nothing: null,
    };
    const limits = [{ principal: "*", requestsPerSecond: 5 }];
    assert.deepEqual(readNamespace(padded, context), readNamespace({ ...minimal, limits }, context));
  });

  it("is refused for what the file would be refused for, with the path from the namespace on", () => {
    assert.deepEqual(problemsOf({}), [
      "name: is missing; for example name: orders",
      "pattern: is missing; for example pattern: keyvalue",
      "backend: is missing; for example backend: disk",
    ]);
    assert.deepEqual(problemsOf({ ...minimal, bakend: "disk" }), [`bakend: unknown key; did you mean "backend"?`]);
    assert.match(
      problemsOf({ ...minimal, backend: "dsik" })[0] ?? "",
      /^backend: there is no backend "dsik"; did you mean "disk"\?/,
    );
    assert.match(problemsOf({ ...minimal, name: "../etc" })[0] ?? "", /^name: must be a name of 1 to 63/);
    assert.match(
      problemsOf({ ...minimal, access: [{ principal: "user:a", allow: ["fly"] }] })[0] ?? "",
      /^access\[0\]\.allow/,
    );
    assert.match(problemsOf({ ...minimal, access: "all" })[0] ?? "", /^access: must be a list/);
    assert.match(problemsOf("orders")[0] ?? "", /^: must be a map of settings/);
    assert.match(
      problemsOf({ ...minimal, audit: "all" }, loadText(""))[0] ?? "",
      /^audit: is all, and audit\.mode is off/,
    );
    assert.match(
      problemsOf(JSON.parse('{"name":"a","pattern":"keyvalue","backend":"disk","__proto__":{"x":1}}'))[0] ?? "",
      /unknown key/,
    );
  });

  it("is written as it would be declared, without what is not needed", () => {
    assert.deepEqual(writeNamespace(readNamespace(minimal, context)), minimal);
    const limits = [{ principal: "*", bytesPerSecond: 1_048_576 }];
    const given = { ...minimal, access: [{ principal: "*", allow: ["read"], deny: [], keyPrefix: "" }], limits };
    assert.deepEqual(writeNamespace(readNamespace(given, context)), {
      ...minimal,
      access: [{ principal: "*", allow: ["read"] }],
      limits,
    });
  });

  it("reads as the same again when it was written", () => {
    const rule = fc.record({
      principal: fc.constantFrom("*", "user:ada", "team:x", "service:a-*"),
      allow: fc.constantFrom(["read"], ["read", "write"], ["all"]),
      keyPrefix: fc.constantFrom("", "a/", "é"),
    });
    const limit = fc.record({
      principal: fc.constantFrom("*", "user:ada"),
      requestsPerSecond: fc.integer({ min: 1, max: 1e6 }),
    });
    const declaration = fc.record({
      access: fc.uniqueArray(rule, { maxLength: 3, selector: (r) => r.principal + r.keyPrefix }),
      limits: fc.uniqueArray(limit, { maxLength: 2, selector: (l) => l.principal }),
      audit: fc.constantFrom("", "off", "writes", "all"),
    });
    fc.assert(
      fc.property(declaration, (parts) => {
        const config = readNamespace({ ...minimal, ...parts }, context);
        const written = writeNamespace(config);
        assert.deepEqual(readNamespace(JSON.parse(JSON.stringify(written)), context), config);
      }),
    );
  });

  it("never fails otherwise, whatever comes", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((text) => JSON.parse(text)),
          fc.anything(),
        ),
        (value) => {
          assert.ok(problemsOf(value).length > 0);
          assert.ok(problemsOf({ ...minimal, access: value }).every((problem) => typeof problem === "string"));
        },
      ),
    );
    let deep: unknown = "x";
    for (let i = 0; i < 20_000; i++) deep = { access: [deep] };
    assert.ok(problemsOf(deep).length > 0);
  });
});
