import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  type ControlFields,
  type ControlKind,
  readControlLine,
  writeControlLine,
} from "../../../src/security/audit/control-line.ts";

const HASH = "0123456789abcdef".repeat(4);
const ID = "0123456789abcdef";
const TIME = "2026-03-04T05:06:07.008Z";
const chain = { log: ID, chain: "worker-0", file: 2, seal: 3, records: 4 };

const examples: { readonly [Kind in ControlKind]: ControlFields<Kind> } = {
  header: { audit: 1, ...chain, checkpoint: 5, previous: HASH, time: TIME },
  open: { open: TIME, found: "closed", torn: 0 },
  seal: { seal: 3, records: 4, hash: HASH },
  checkpoint: { checkpoint: 5, ...chain, hash: HASH, time: TIME, key: ID, signature: HASH + HASH },
  removed: { removed: "worker-0.000001.jsonl", hash: HASH, time: TIME },
  unrecorded: { unrecorded: 12, from: TIME, to: TIME },
  close: { close: TIME },
};

describe("the lines that are no records", () => {
  for (const [kind, fields] of Object.entries(examples) as [ControlKind, ControlFields<ControlKind>][]) {
    const line = writeControlLine(kind, fields as never);

    it(`come back as they were: ${kind}`, () => {
      assert.deepEqual(readControlLine(line), { kind, ...fields });
    });

    it(`are written in one way: ${kind}`, () => {
      const reversed = `{${line
        .slice(1, -1)
        .split(/,(?=")/)
        .reverse()
        .join(",")}}`;
      const others = [
        line.replace(":", ": "),
        `${line} `,
        line.replace("}", ',"more":1}'),
        line.replace(/"(?=[a-z]+":)/, '"x'),
        line.toUpperCase(),
        line.slice(0, -1),
        reversed,
      ];
      for (const other of others) {
        if (other !== line) assert.equal(readControlLine(other), null, other);
      }
    });

    it(`are no longer themselves with any byte changed, or another line of the kind: ${kind}`, () => {
      fc.assert(
        fc.property(fc.nat(line.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (at, code) => {
          const changed = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
          const read = readControlLine(changed);
          if (read !== null) assert.equal(writeControlLine(read.kind, read as never), changed);
        }),
      );
    });
  }

  it("are not what anything else is", () => {
    for (const text of [
      "",
      "{",
      "null",
      "[]",
      '{"time":"x"}',
      '{"seal":1e3,"records":0,"hash":"00"}',
      '{"__proto__":1}',
    ]) {
      assert.equal(readControlLine(text), null, text);
    }
  });
});
