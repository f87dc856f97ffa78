import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { decodeToJson } from "../../../src/codec/json/decode-to-json.ts";
import { encodeJson } from "../../../src/codec/json/encode-json.ts";
import type { MessageType } from "../../../src/codec/json/message-type.ts";
import { Failure } from "../../../src/common/failure.ts";
import { arbitraryMessage } from "./arbitrary-json.ts";
import { everyKind, type Oracle, prismMessage } from "./oracle.ts";

const every = await everyKind();
const pairs: { readonly ours: MessageType; readonly oracle: Oracle }[] = [
  { ours: every.everything, oracle: every.oracle },
  ...["PutRequest", "BatchPutRequest", "ScanRequest", "BatchDeleteRequest", "Request", "Response"].map(prismMessage),
];

function bytesOf(type: MessageType, text: string): Buffer {
  const bytes = encodeJson(type, text);
  assert.ok(!(bytes instanceof Failure), bytes instanceof Failure ? bytes.message : "");
  return bytes;
}

/** What JSON.parse reads from our JSON of bytes between other bytes. */
function jsonOf(type: MessageType, bytes: Uint8Array): unknown {
  const around = Buffer.alloc(bytes.length + 10, 0xff);
  around.set(bytes, 5);
  const text = decodeToJson(type, around, 5, 5 + bytes.length);
  assert.ok(text !== null);
  return JSON.parse(text);
}

/** The same JSON in another dress: members in another order, names as in the proto file, white space, null for absent. */
function dressed(json: Record<string, unknown>, type: MessageType): string {
  const members = Object.entries(json).reverse();
  const absent = type.fields.find((field) => field.oneof === "" && !(field.jsonName in json));
  const texts = members.map(
    ([name, value]) => `\t${JSON.stringify(type.byName.get(name)?.name)} :\r\n ${JSON.stringify(value)}`,
  );
  if (absent !== undefined) texts.push(`"${absent.name}":null`);
  return ` {${texts.join(" ,")}\n} `;
}

for (const { ours, oracle } of pairs) {
  describe(`JSON of ${ours.name}`, () => {
    it("becomes the message that protobufjs makes of it", () => {
      fc.assert(
        fc.property(arbitraryMessage(ours), (json) => {
          const bytes = bytesOf(ours, JSON.stringify(json));
          assert.deepEqual(oracle.toJson(bytes), oracle.toJson(oracle.encode(json)));
        }),
      );
    });

    it("is written as protobufjs writes it", () => {
      fc.assert(
        fc.property(arbitraryMessage(ours), (wanted) => {
          const bytes = oracle.encode(wanted);
          const json = jsonOf(ours, bytes);
          // protobufjs writes numbers of single precision with the digits of double precision: it reads ours for that.
          assert.deepEqual(oracle.toJson(oracle.encode(json)), oracle.toJson(bytes));
          assert.deepEqual(namesIn(json), namesIn(oracle.toJson(bytes)));
        }),
      );
    });

    it("comes back as it went, whatever dress it wore", () => {
      fc.assert(
        fc.property(arbitraryMessage(ours), (json) => {
          const bytes = bytesOf(ours, JSON.stringify(json));
          const again = bytesOf(ours, dressed(json, ours));
          assert.deepEqual(jsonOf(ours, again), jsonOf(ours, bytes));
          assert.deepEqual(bytesOf(ours, JSON.stringify(jsonOf(ours, bytes))).length, bytes.length);
        }),
      );
    });
  });
}

/** Which fields are there, on every level. */
function namesIn(json: unknown): unknown {
  if (typeof json !== "object" || json === null) return "";
  if (Array.isArray(json)) return json.map(namesIn);
  return Object.entries(json)
    .map(([name, value]) => [name, namesIn(value)])
    .sort();
}
