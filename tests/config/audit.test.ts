import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compileSnapshot } from "../../src/namespaces/compile.ts";
import { loadText, problemsOf } from "./load-text.ts";

const withAudit = (audit: string, namespace = ""): string => `
audit: ${audit}
backends: { ram: { type: memory } }
namespaces: [ { name: orders, pattern: keyvalue, backend: ram${namespace} } ]
`;

describe("the configuration of the audit", () => {
  it("has none unless it is switched on, and then every write of a namespace that says nothing", () => {
    const levelOf = (text: string): string | undefined => {
      const snapshot = compileSnapshot(loadText(text), 1);
      return snapshot.namespaces.flatMap((spec) => (spec === null ? [] : [spec.audit]))[0];
    };
    assert.equal(loadText("").audit.mode, "off");
    assert.equal(levelOf(withAudit("{}")), "off");
    assert.equal(levelOf(withAudit("{ mode: on }")), "writes");
    assert.equal(levelOf(withAudit("{ mode: on }", ", audit: all")), "all");
    assert.equal(levelOf(withAudit("{ mode: on }", ", audit: off")), "off");
  });

  it("does not take a namespace that wants to be on record when nothing is", () => {
    assert.match(
      problemsOf(withAudit("{ mode: off }", ", audit: writes")).join(),
      /namespaces\[0\]\.audit: is writes, and audit\.mode is off; set audit\.mode to on/,
    );
    assert.doesNotThrow(() => loadText(withAudit("{ mode: off }", ", audit: off")));
  });

  it("keeps log and keys apart", () => {
    assert.match(
      problemsOf(withAudit("{ mode: on, folder: a, keyFolder: ./a }")).join(),
      /audit\.keyFolder: must differ from audit\.folder; whoever may read the log must not be able to sign it/,
    );
  });

  it("has folders beside its file", () => {
    const { folder, keyFolder } = loadText(withAudit("{ mode: on, folder: log }")).audit;
    assert.match(folder, /prism-config-.*\/log$/);
    assert.match(keyFolder, /prism-config-.*\/\.prism\/audit-keys$/);
  });
});
