import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { jsonEncoding } from "../../src/tracing/otlp-json.ts";
import { protobufEncoding } from "../../src/tracing/otlp-protobuf.ts";
import type { Span, SpanKind } from "../../src/tracing/span.ts";
import { SpanShape } from "../../src/tracing/span-shape.ts";
import { readExportJson, readExportProtobuf } from "./otlp.ts";

const origin = { resource: [["service.name", "prism"]] as const, scope: "prism", version: "1.2.3" };

const id = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((each) => Buffer.from(each).toString("hex"));
const value = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
const spans: fc.Arbitrary<Span> = fc.record({
  traceId: id(16),
  spanId: id(8),
  parentId: fc.oneof(fc.constant(""), id(8)),
  traceState: fc.constantFrom("", "ot=th:c"),
  shape: fc
    .tuple(
      fc.integer({ min: 1, max: 5 }) as fc.Arbitrary<SpanKind>,
      fc.string({ unit: "grapheme", minLength: 1 }),
      value,
    )
    .map(([kind, name, common]) => new SpanShape(kind, name, [["of the shape", common]])),
  startUs: fc.integer({ min: 1, max: 2 ** 52 }),
  endUs: fc.integer({ min: 1, max: 2 ** 52 }),
  attributes: fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), value), { selector: ([name]) => name }),
  links: fc.array(fc.record({ traceId: id(16), spanId: id(8) }, { noNullPrototype: true }), { maxLength: 5 }),
  droppedLinks: fc.nat(),
  problem: fc.string(),
});

describe("OTLP", () => {
  it("is what the official proto files read, in protobuf and in JSON", () => {
    fc.assert(
      fc.property(fc.array(spans, { minLength: 1, maxLength: 4 }), (list) => {
        const parts = (encode: (some: readonly Span[]) => Uint8Array) => [
          encode(list.slice(0, 1)),
          encode(list.slice(1)),
        ];
        const received = readExportProtobuf(Buffer.from(protobufEncoding.wrap(origin, parts(protobufEncoding.encode))));
        const some = parts(jsonEncoding.encode).filter((part) => part.length > 0);
        assert.deepEqual(readExportJson(Buffer.from(jsonEncoding.wrap(origin, some)).toString()), received);
        assert.equal(received.length, list.length);
        for (const [i, span] of list.entries()) {
          const {
            kind: _kind,
            status,
            resource,
            scope,
            flags: _flags,
            startNs,
            endNs,
            ...same
          } = received[i] as (typeof received)[0];
          const { shape, problem, startUs, endUs, attributes, ...told } = span;
          assert.deepEqual(
            { ...same, links: same.links.map(({ traceId, spanId }) => ({ traceId, spanId })) },
            { ...told, name: shape.name, attributes: Object.fromEntries([...shape.attributes, ...attributes]) },
          );
          assert.deepEqual([startNs, endNs], [BigInt(startUs) * 1000n, BigInt(endUs) * 1000n]);
          assert.deepEqual(status, {
            code: problem === "" ? "STATUS_CODE_UNSET" : "STATUS_CODE_ERROR",
            message: problem,
          });
          assert.deepEqual([resource, scope], [{ "service.name": "prism" }, { name: "prism", version: "1.2.3" }]);
        }
      }),
    );
  });

  it("says whether the context before came from another process", () => {
    const [span] = fc.sample(spans, { numRuns: 1, seed: 1 }) as [Span];
    const flags = (kind: SpanKind, parentId: string) => {
      const some = [{ ...span, shape: new SpanShape(kind, "any"), parentId }];
      return readExportProtobuf(Buffer.from(protobufEncoding.wrap(origin, [protobufEncoding.encode(some)])))[0]?.flags;
    };
    assert.equal(flags(2, "00f067aa0ba902b7"), 0x301);
    assert.equal(flags(2, ""), 0x101);
    assert.equal(flags(3, "00f067aa0ba902b7"), 0x101);
  });

  it("reads how many spans a collector has refused", () => {
    assert.equal(protobufEncoding.readRejected(Buffer.alloc(0)), 0);
    // partial_success { rejected_spans: 300 error_message: "no" }
    assert.equal(protobufEncoding.readRejected(Buffer.from("0a0708ac021202 6e6f".replace(" ", ""), "hex")), 300);
    assert.equal(jsonEncoding.readRejected(Buffer.from('{"partialSuccess":{"rejectedSpans":"7"}}')), 7);
    assert.equal(jsonEncoding.readRejected(Buffer.from("{}")), 0);
    assert.equal(jsonEncoding.readRejected(Buffer.from("<html>")), 0);
  });
});
