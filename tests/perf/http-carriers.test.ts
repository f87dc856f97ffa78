import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import fc from "fast-check";
import { HttpLoad, type HttpLoadPlan } from "../../src/bench/http-load.ts";
import { defaultPlan } from "../../src/bench/load-plan.ts";
import { LoadRun } from "../../src/bench/load-run.ts";
import { WebSocketCarrier } from "../../src/bench/websocket-carrier.ts";
import { systemClock } from "../../src/common/clock.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const SWITCHING = Buffer.from("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");

/** As a server sends a message: without a mask. */
function message(payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x82;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

describe("frames carried by WebSocket", () => {
  it("come out as they went in, wherever the stream is cut", () => {
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom(125, 126, 65_535, 65_536).map((n) => Buffer.alloc(n, 7)),
    );
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 5 }), fc.array(fc.nat(70_000), { maxLength: 8 }), (payloads, cuts) => {
        const stream = Buffer.concat([SWITCHING, ...payloads.map((each) => message(Buffer.from(each)))]);
        let upgraded = 0;
        const got: Buffer[] = [];
        const carrier = new WebSocketCarrier(() => upgraded++);
        const places = [...cuts.map((cut) => cut % (stream.length + 1)), 0, stream.length].sort((a, b) => a - b);
        for (let i = 1; i < places.length; i++) {
          assert.ok(carrier.unwrap(stream.subarray(places[i - 1], places[i]), (bytes) => got.push(Buffer.from(bytes))));
        }
        assert.equal(upgraded, 1);
        assert.ok(Buffer.concat(got).equals(Buffer.concat(payloads)));
      }),
    );
  });

  it("come out at every cut of a short stream", () => {
    const stream = Buffer.concat([SWITCHING, message(Buffer.from("ab")), message(Buffer.alloc(130, 1))]);
    const got: Buffer[] = [];
    const carrier = new WebSocketCarrier(() => undefined);
    for (const byte of stream) carrier.unwrap(Buffer.from([byte]), (bytes) => got.push(Buffer.from(bytes)));
    assert.equal(Buffer.concat(got).toString("latin1"), `ab${"\x01".repeat(130)}`);
  });

  it("are refused of a server that does not speak it", () => {
    const carrier = new WebSocketCarrier(() => assert.fail());
    assert.equal(
      carrier.unwrap(Buffer.from("HTTP/1.1 403 Forbidden\r\n\r\n"), () => undefined),
      false,
    );
    const talker = new WebSocketCarrier(() => undefined);
    talker.unwrap(SWITCHING, () => undefined);
    assert.equal(
      talker.unwrap(Buffer.from([0x81, 0]), () => undefined),
      false,
    );
  });
});

test("the generator's frames over WebSocket are answered and checked as over TCP", async (t) => {
  const gateway = await StartedGateway.open(t);
  const target = { host: "127.0.0.1", port: gateway.httpPort };
  const plan = { ...defaultPlan, target, carrier: "websocket" as const, keys: 500 };
  const loaded = await new LoadRun({ ...plan, operation: "load", connections: 1, depth: 64 }, systemClock).run();
  assert.deepEqual(loaded.faults, []);
  const run = { ...plan, operation: "mixed" as const, connections: 5, depth: 16, requests: 5_000 };
  const result = await new LoadRun(run, systemClock).run();
  assert.deepEqual([result.faults, result.totalAnswers], [[], 5_000]);
});

test("the generator over HTTP counts right answers, and calls a wrong one by its name", async (t) => {
  const gateway = await StartedGateway.open(t);
  const paths = ["/v1/namespaces/memory/keyvalue/a", "/v1/namespaces/memory/keyvalue/b"];
  for (const path of paths) await fetch(`http://127.0.0.1:${gateway.httpPort}${path}`, { method: "PUT", body: "xyz" });
  const plan: HttpLoadPlan = {
    port: gateway.httpPort,
    paths,
    body: "xyz",
    connections: 3,
    warmUpMs: 20,
    durationMs: 100,
  };
  const run = (changes: Partial<HttpLoadPlan>) =>
    new HttpLoad({ ...plan, ...changes }, systemClock).run(
      () => undefined,
      () => undefined,
    );
  const right = await run({});
  assert.deepEqual([right.valid, right.faults], [true, []]);
  assert.ok(right.answers > 0 && right.compared >= right.answers);
  const wrong = await run({ body: "xyx" });
  assert.equal(wrong.valid, false);
  assert.match(wrong.faults[0] ?? "", /a wrong answer: HTTP\/1\.1 200/);
});
