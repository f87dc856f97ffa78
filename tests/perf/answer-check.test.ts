import assert from "node:assert/strict";
import { test } from "node:test";
import { checkAnswer, checkConstant } from "../../src/bench/answer-check.ts";
import { FIRST_ID, FrameScript, keyText } from "../../src/bench/frame-script.ts";
import { defaultPlan, faultOfPlan, type LoadPlan } from "../../src/bench/load-plan.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { KeyValueFields } from "../../src/codec/keyvalue-requests.ts";
import { RequestView } from "../../src/codec/request-view.ts";
import { frameBytes, openFrame } from "../../src/codec/response.ts";
import { WireWriter } from "../../src/codec/wire-writer.ts";

const plan: LoadPlan = {
  ...defaultPlan,
  target: { path: "unused" },
  operation: "mixed",
  namespaces: ["a", "größer"],
  keyPrefix: "p:",
  keyBytes: 12,
  depth: 7,
};
const script = new FrameScript(plan);

/** The payload of a response with result `call`, written by `fill`. */
function response(call: number, fill: (writer: WireWriter) => void): Buffer {
  const body = new WireWriter();
  body.reset(Buffer.alloc(4096), 0);
  fill(body);
  const writer = new WireWriter();
  writer.reset(Buffer.alloc(frameBytes(FIRST_ID, call, body.pos)), 0);
  openFrame(writer, FIRST_ID, call, body.pos);
  writer.raw(body.bytes.subarray(0, body.pos));
  return writer.bytes.subarray(4);
}

function check(call: number, fill: (writer: WireWriter) => void): string | null {
  const bytes = response(call, fill);
  return checkAnswer(script, script.calls.indexOf(call), bytes, 0, bytes.length);
}

test("the right answer to a get passes, and each wrong one is told apart", () => {
  const value = script.valueOf(script.calls.indexOf(CallNumber.KV_GET));
  const found =
    (text: string) =>
    (writer: WireWriter): void => {
      writer.bool(1, true);
      writer.blob(2, text);
      writer.uint(3, 9);
    };
  assert.equal(check(CallNumber.KV_GET, found(value)), null);
  assert.match(check(CallNumber.KV_GET, found(`${value.slice(1)}x`)) ?? "", /another value/);
  assert.match(check(CallNumber.KV_GET, found("")) ?? "", /another value/);
  assert.match(check(CallNumber.KV_GET, () => undefined) ?? "", /not found/);
});

test("an answer to a put must have a version", () => {
  assert.equal(
    check(CallNumber.KV_PUT, (writer) => writer.uint(1, 5)),
    null,
  );
  assert.match(check(CallNumber.KV_PUT, () => undefined) ?? "", /no version/);
});

test("an answer with the result of another call is found", () => {
  const bytes = response(CallNumber.KV_PUT, (writer) => writer.uint(1, 5));
  const get = script.calls.indexOf(CallNumber.KV_GET);
  assert.match(checkAnswer(script, get, bytes, 0, bytes.length) ?? "", /result 17/);
});

test("every frame of a script is a request the gateway can read, with its own id, key, namespace and value", () => {
  const view = new RequestView();
  const fields = new KeyValueFields();
  for (let i = 0; i < script.offsets.length - 1; i++) {
    const start = script.offsets[i] as number;
    const end = script.offsets[i + 1] as number;
    const index = i % script.length;
    assert.equal(script.bytes.readUInt32BE(start), end - start - 4);
    assert.ok(view.read(script.bytes, start + 4, end));
    assert.equal(view.id, FIRST_ID + index);
    assert.equal(view.call, script.calls[index]);
    assert.ok(fields.readPut(script.bytes, view.callFrom, view.callTo));
    const text = (from: number, to: number): string => script.bytes.toString("latin1", from, to);
    const key = script.keys[index] as number;
    const namespace = script.bytes.toString("utf8", fields.namespaceFrom, fields.namespaceTo);
    assert.equal(namespace, plan.namespaces[key % 2]);
    assert.equal(text(fields.keyFrom, fields.keyTo), keyText(plan, key));
    assert.equal(text(fields.keyFrom, fields.keyTo), `p:${String(key).padStart(8, "0")}kk`);
    const isPut = view.call === CallNumber.KV_PUT;
    assert.equal(text(fields.valueFrom, fields.valueTo), isPut ? script.valueOf(index) : "");
  }
});

test("a mixed script is about half gets, and its keys are spread over the whole range", () => {
  const gets = script.calls.filter((call) => call === CallNumber.KV_GET).length / script.length;
  assert.ok(gets > 0.48 && gets < 0.52, `${gets}`);
  const tenths = new Array<number>(10).fill(0);
  for (const key of script.keys) {
    const tenth = Math.floor((key * 10) / plan.keys);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1 / script.length;
  }
  for (const share of tenths) assert.ok(share > 0.09 && share < 0.11, `${share}`);
});

test("each number of a plan has bounds, named in the refusal", () => {
  assert.equal(faultOfPlan(plan), null);
  for (const name of ["connections", "depth", "keys", "keyBytes", "valueBytes", "durationMs"] as const) {
    assert.match(faultOfPlan({ ...plan, [name]: 0 }) ?? "", new RegExp(`^${name} must be`));
    assert.match(faultOfPlan({ ...plan, [name]: 2 ** 40 }) ?? "", /must be/);
    assert.match(faultOfPlan({ ...plan, [name]: 9.5 }) ?? "", /must be/);
  }
  assert.match(faultOfPlan({ ...plan, connections: 5_000, depth: 4_000 }) ?? "", /connections × depth/);
  assert.match(faultOfPlan({ ...plan, operation: "load" }) ?? "", /one connection/);
  for (const host of ["127.0.0.1.example.org", "0.0.0.0", "10.0.0.1"]) {
    assert.match(faultOfPlan({ ...plan, target: { host, port: 1 } }) ?? "", /this machine only/);
  }
});

test("of a server with one answer for all, a value counts by its length", () => {
  const index = script.calls.indexOf(CallNumber.KV_GET);
  const found = (length: number): Buffer =>
    response(CallNumber.KV_GET, (writer) => {
      writer.bool(1, true);
      writer.blob(2, "v".repeat(length));
    });
  const right = found(plan.valueBytes);
  assert.equal(checkConstant(script, index, right, 0, right.length), null);
  assert.match(checkAnswer(script, index, right, 0, right.length) ?? "", /another value/);
  const short = found(plan.valueBytes - 1);
  assert.match(checkConstant(script, index, short, 0, short.length) ?? "", /another value/);
});
