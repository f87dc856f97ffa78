import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toByteString } from "../../src/codec/byte-string.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { ClientRequest } from "../../src/codec/client-request.ts";
import { WireWriter } from "../../src/codec/wire-writer.ts";
import { decodeRequest } from "./protobuf-oracle.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 });
const count = fc.oneof(fc.nat(), fc.constant(0), fc.constant(Number.MAX_SAFE_INTEGER));
const condition = fc.option(count, { nil: -1 });
const value = fc.uint8Array({ maxLength: 300 });
const element = fc.record({ key: text, value, ttlMs: count, ifVersion: condition });
const envelope = fc.record({ id: fc.integer({ min: 1, max: 0xffff_ffff }), timeoutMs: fc.nat(), idempotencyKey: text });

/** The frame's payload, having checked the prefix and that not a byte more or less than computed was written. */
function encode(request: ClientRequest, id: number, timeoutMs: number): Buffer {
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(request.frameBytes(id, timeoutMs) + 3), 3);
  request.writeFrame(writer, id, timeoutMs);
  assert.equal(writer.pos, writer.bytes.length);
  assert.equal(writer.bytes.readUInt32BE(3), writer.bytes.length - 7);
  return writer.bytes.subarray(7);
}

/** Without the fields that proto3 leaves out because they hold the default. */
function withoutDefaults(fields: Record<string, unknown>): Record<string, unknown> {
  const isDefault = (v: unknown): boolean =>
    v === "" || v === 0 || v === false || (v instanceof Uint8Array && v.length === 0);
  return Object.fromEntries(
    Object.entries(fields).filter(([name, v]) => v !== undefined && (name === "if_version" || !isDefault(v))),
  );
}

function present(ifVersion: number): number | undefined {
  return ifVersion < 0 ? undefined : ifVersion;
}

test("calls of one key are what protobufjs reads", () => {
  const names = {
    [CallNumber.KV_GET]: "kv_get",
    [CallNumber.KV_EXISTS]: "kv_exists",
    [CallNumber.KV_PUT]: "kv_put",
    [CallNumber.KV_DELETE]: "kv_delete",
  };
  fc.assert(
    fc.property(
      envelope,
      text,
      element,
      fc.constantFrom(16, 17, 18, 23),
      ({ id, timeoutMs, idempotencyKey }, namespace, item, call) => {
        const request = new ClientRequest(call as CallNumber, toByteString(namespace));
        request.idempotencyKey = toByteString(idempotencyKey);
        request.key = toByteString(item.key);
        const isPut = call === CallNumber.KV_PUT;
        const isConditional = isPut || call === CallNumber.KV_DELETE;
        if (isPut) {
          request.value = item.value;
          request.ttlMs = item.ttlMs;
        }
        if (isConditional) request.ifVersion = item.ifVersion;
        assert.deepEqual(
          decodeRequest(encode(request, id, timeoutMs)),
          withoutDefaults({
            id,
            timeout_ms: timeoutMs,
            idempotency_key: idempotencyKey,
            [names[call as keyof typeof names]]: withoutDefaults({
              namespace,
              key: item.key,
              value: isPut ? Buffer.from(item.value) : undefined,
              ttl_ms: isPut ? item.ttlMs : undefined,
              if_version: isConditional ? present(item.ifVersion) : undefined,
            }),
          }),
        );
      },
    ),
  );
});

test("batches are what protobufjs reads, empty keys and values included", () => {
  fc.assert(
    fc.property(fc.array(element, { maxLength: 8 }), fc.constantFrom(20, 21, 22), (items, call) => {
      const request = new ClientRequest(call as CallNumber, "ns");
      request.elements = items.map((item) => ({ ...item, key: toByteString(item.key) }));
      const expected =
        call === CallNumber.KV_BATCH_GET
          ? { kv_batch_get: { namespace: "ns", keys: items.map((item) => item.key) } }
          : call === CallNumber.KV_BATCH_PUT
            ? {
                kv_batch_put: {
                  namespace: "ns",
                  items: items.map((item) =>
                    withoutDefaults({
                      key: item.key,
                      value: Buffer.from(item.value),
                      ttl_ms: item.ttlMs,
                      if_version: present(item.ifVersion),
                    }),
                  ),
                },
              }
            : {
                kv_batch_delete: {
                  namespace: "ns",
                  items: items.map((item) => withoutDefaults({ key: item.key, if_version: present(item.ifVersion) })),
                },
              };
      for (const message of Object.values(expected)) {
        for (const field of ["keys", "items"] as const) {
          const list = (message as Record<string, unknown>)[field];
          if (Array.isArray(list) && list.length === 0) delete (message as Record<string, unknown>)[field];
        }
      }
      assert.deepEqual(decodeRequest(encode(request, 1, 0)), { id: 1, ...expected });
    }),
  );
});

test("scans are what protobufjs reads", () => {
  const scan = fc.record({
    prefix: text,
    start: text,
    end: text,
    pageSize: fc.integer({ min: 0, max: 0xffff_ffff }),
    pageToken: text,
    keysOnly: fc.boolean(),
  });
  fc.assert(
    fc.property(scan, (wanted) => {
      const request = new ClientRequest(CallNumber.KV_SCAN, "ns");
      request.scan = {
        ...wanted,
        prefix: toByteString(wanted.prefix),
        start: toByteString(wanted.start),
        end: toByteString(wanted.end),
        pageToken: toByteString(wanted.pageToken),
      };
      assert.deepEqual(decodeRequest(encode(request, 7, 9)), {
        id: 7,
        timeout_ms: 9,
        kv_scan: withoutDefaults({
          namespace: "ns",
          prefix: wanted.prefix,
          start: wanted.start,
          end: wanted.end,
          page_size: wanted.pageSize,
          page_token: wanted.pageToken,
          keys_only: wanted.keysOnly,
        }),
      });
    }),
  );
});

test("credentials go where the gateway looks for them, and a message can be written by itself", () => {
  const request = new ClientRequest(CallNumber.KV_GET, "ns");
  request.key = "k";
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(request.frameBytes(7, 0, "Bearer a")), 0);
  request.writeFrame(writer, 7, 0, "Bearer a");
  assert.equal(writer.pos, writer.bytes.length);
  const read = decodeRequest(writer.bytes.subarray(4));
  assert.equal(read.authorization, "Bearer a");
  const message = new WireWriter();
  message.reset(Buffer.alloc(request.messageBytes()), 0);
  request.writeMessage(message);
  assert.deepEqual(writer.bytes.subarray(-message.pos), message.bytes);
});
