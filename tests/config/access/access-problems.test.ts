import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadText, problemsOf } from "../load-text.ts";

/** A file with one namespace whose rules stand from line 6 on, one a line. */
function withRules(key: "access" | "limits", rules: readonly string[]): string {
  const head = `namespaces:\n- name: orders\n  pattern: keyvalue\n  backend: ram\n  ${key}:\n`;
  return head + rules.map((rule) => `  - ${rule}\n`).join("");
}

function accessProblems(...rules: string[]): string[] {
  return problemsOf(withRules("access", rules));
}

function limitProblems(...rules: string[]): string[] {
  return problemsOf(withRules("limits", rules));
}

describe("rules of access in the configuration", () => {
  it("are taken as they are written", () => {
    const text = withRules("access", [
      '{ principal: "service:order-*", allow: [read, write], keyPrefix: "é/" }',
      '{ principal: "team:staff", allow: [all] }',
      '{ principal: "*", deny: delete }',
    ]);
    assert.deepEqual(loadText(text).namespaces[0]?.access, [
      { principal: "service:order-*", allow: ["read", "write"], deny: [], keyPrefix: "é/" },
      { principal: "team:staff", allow: ["all"], deny: [], keyPrefix: null },
      { principal: "*", allow: [], deny: ["delete"], keyPrefix: null },
    ]);
  });

  it("are refused with what is wrong, at their line", () => {
    assert.deepEqual(accessProblems("{ principal: ada, allow: [read] }"), [
      'prism.yaml:6:18: namespaces[0].access[0].principal: must be user:<name>, service:<name>, team:<name> (with * in the name for any characters) or *, not "ada"; did you mean "user:ada" or "service:ada"?',
    ]);
    assert.deepEqual(accessProblems("{ principal: user:ada, allow: [raed, write] }"), [
      'prism.yaml:6:35: namespaces[0].access[0].allow: must be a list of at most 5 of read, scan, write, delete, all, not [raed, write]; did you mean "read" instead of "raed"?',
    ]);
    assert.deepEqual(accessProblems("{ principal: user:ada }"), [
      "prism.yaml:6:5: namespaces[0].access[0]: neither allows nor denies anything; for example allow: [read]",
    ]);
    assert.deepEqual(accessProblems("{ allow: [read] }"), [
      'prism.yaml:6:5: namespaces[0].access[0].principal: is missing; for example principal: "service:order-api"',
    ]);
    assert.deepEqual(accessProblems("{ principal: user:ada, allow: [all], deny: [delete] }"), [
      "prism.yaml:6:5: namespaces[0].access[0]: allows and denies delete; did you mean allow: [read, scan, write]?",
    ]);
    assert.deepEqual(accessProblems("{ principal: user:ada, allow: [read], keyprefix: a }"), [
      'prism.yaml:6:43: namespaces[0].access[0].keyprefix: unknown key; did you mean "keyPrefix"?',
    ]);
    assert.deepEqual(accessProblems(`{ principal: user:ada, allow: [read], keyPrefix: "${"é".repeat(513)}" }`), [
      "prism.yaml:6:54: namespaces[0].access[0].keyPrefix: has 1026 bytes of UTF-8; a key has at most 1024, so that none begins with it",
    ]);
  });

  it("are refused when two that are as specific contradict each other, with both places", () => {
    const remedy = "remove one, or give it a narrower principal or a key prefix";
    assert.deepEqual(
      accessProblems(
        '{ principal: "service:order-*", allow: [read, write] }',
        '{ principal: "service:*-order", deny: [write] }',
        '{ principal: "service:*-order", deny: [write], keyPrefix: x }',
      ),
      [
        `prism.yaml:7:5: namespaces[0].access[1]: denies write to "service:*-order", and namespaces[0].access[0] on line 6 allows it to "service:order-*": neither is more specific; ${remedy}`,
      ],
    );
    assert.deepEqual(accessProblems('{ principal: "*", deny: [all] }', '{ principal: "*", allow: [read, scan] }'), [
      `prism.yaml:7:5: namespaces[0].access[1]: allows read, scan to "*", and namespaces[0].access[0] on line 6 denies it to "*": neither is more specific; ${remedy}`,
    ]);
  });

  it("may be ten thousand in a namespace", () => {
    const rules = Array.from({ length: 10_000 }, (_, i) => `{ principal: "service:s${i}", allow: [read] }`);
    assert.equal(loadText(withRules("access", rules)).namespaces[0]?.access.length, 10_000);
  });
});

describe("limits of principals in the configuration", () => {
  it("are taken as they are written", () => {
    const text = withRules("limits", [
      '{ principal: "*", requestsPerSecond: 100, byteBurst: 2MiB, bytesPerSecond: 1MiB }',
    ]);
    assert.deepEqual(loadText(text).namespaces[0]?.limits, [
      {
        principal: "*",
        requestsPerSecond: 100,
        requestBurst: null,
        bytesPerSecond: 1024 * 1024,
        byteBurst: 2 * 1024 * 1024,
        maxInFlight: null,
      },
    ]);
  });

  it("are refused with what is wrong, at their line", () => {
    assert.deepEqual(limitProblems('{ principal: "*" }'), [
      "prism.yaml:6:5: namespaces[0].limits[0]: limits nothing; for example requestsPerSecond: 1000",
    ]);
    assert.deepEqual(limitProblems('{ principal: "*", maxInFlight: 1, requestBurst: 5 }'), [
      "prism.yaml:6:53: namespaces[0].limits[0].requestBurst: needs requestsPerSecond beside it; for example requestsPerSecond: 5",
    ]);
    assert.deepEqual(limitProblems("{ principal: x, requestsPerSecond: 0 }").length, 2);
    assert.deepEqual(limitProblems('{ principal: "*", requestsPerSecond: 0 }').length, 1);
  });

  it("are refused when two that are as specific set different ones", () => {
    assert.deepEqual(
      limitProblems(
        '{ principal: "*", requestsPerSecond: 10 }',
        '{ principal: "*", requestsPerSecond: 10, maxInFlight: 3 }',
        '{ principal: "*", maxInFlight: 4 }',
        '{ principal: "user:*", maxInFlight: 4 }',
      ),
      [
        'prism.yaml:8:5: namespaces[0].limits[2]: sets another limit for "*" than namespaces[0].limits[1] on line 7: neither is more specific; remove one, or give it a narrower principal',
      ],
    );
    assert.equal(
      limitProblems(
        '{ principal: "*", requestsPerSecond: 10, requestBurst: 1 }',
        '{ principal: "*", requestsPerSecond: 10 }',
      ).length,
      1,
    );
  });
});

describe("rules that do not what they seem to do", () => {
  const required = "auth: { mode: required, apiKeys: { file: k } }\n";
  const namespace = (name: string, rules: string): string =>
    `- { name: ${name}, pattern: keyvalue, backend: ram, ${rules} }\n`;
  const allowing = 'access: [{ principal: "*", allow: [read] }]';
  const bounding = 'limits: [{ principal: "service:x", maxInFlight: 1 }]';
  const warnings = (head: string, ...namespaces: string[]): readonly string[] =>
    loadText(`${head}namespaces:\n${namespaces.join("")}`).warnings;

  it("are warned of where nobody is asked who it is", () => {
    assert.deepEqual(warnings("", namespace("a", allowing), namespace("b", allowing), namespace("c", bounding)), [
      'access of namespaces "a", "b" has no effect: auth.mode is off, and nobody is asked who it is',
      'limits of namespace "c" name principals, and auth.mode is off: only those of * have an effect',
    ]);
    assert.deepEqual(warnings("", namespace("a", 'limits: [{ principal: "*", maxInFlight: 1 }]')), []);
  });

  it("are warned of where they let nobody in", () => {
    const closed = Array.from({ length: 7 }, (_, i) => namespace(`n${i}`, "access: []"));
    const denying = namespace("d", 'access: [{ principal: "*", deny: [read] }]');
    assert.deepEqual(warnings(required, denying), [
      'nobody may use namespace "d": auth.mode is required, and no rule of its access allows anything',
    ]);
    assert.match(warnings(required, ...closed)[0] ?? "", /^nobody may use namespaces "n0", .*"n4" and 2 more: /);
    assert.deepEqual(warnings(required, namespace("a", allowing), namespace("c", `${allowing}, ${bounding}`)), []);
  });
});
