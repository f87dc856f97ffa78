import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import type { ClientOptions } from "../../src/client/client-options.ts";
import type { KeyValue } from "../../src/client/key-value.ts";
import { PrismClient } from "../../src/client/prism-client.ts";
import { CallNumber } from "../../src/codec/calls.ts";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { PrismError } from "../../src/common/prism-error.ts";
import { FakeGateway, type SeenRequest } from "./fake-gateway.ts";
import { ManualTime } from "./manual-time.ts";
import { waitUntil } from "./wait-until.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const unknown = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_INVALID", "who are you?");
const required = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_REQUIRED", "who are you?");

/** Knows a connection by the last credentials that came on it, as the gateway's doorkeeper does. */
function doorkeeper(isValid: (authorization: string) => boolean): (request: SeenRequest) => void {
  const shown = new Map<unknown, string>();
  return ({ connection, id, key, call, authorization }) => {
    if (authorization !== "") shown.set(connection, isValid(authorization) ? authorization : "");
    if (shown.get(connection)) {
      if (call === CallNumber.KV_PUT) connection.answerPut(id, 1);
      else connection.answerGet(id, key);
    } else connection.fail(id, authorization === "" ? required : unknown);
  };
}

async function start(
  onRequest: (request: SeenRequest) => void,
  options: ClientOptions,
): Promise<{ gateway: FakeGateway; kv: KeyValue }> {
  const gateway = await FakeGateway.start(onRequest);
  const client = new PrismClient(gateway.address, options);
  closers.push(
    () => client.close({ timeoutMs: 1 }),
    () => gateway.stop(),
  );
  return { gateway, kv: client.keyValue("default") };
}

function fails(reason: string): (error: unknown) => boolean {
  return (error) => error instanceof PrismError && error.failure.reason === reason;
}

const shownIn = (gateway: FakeGateway): string[] => gateway.requests.map((request) => request.authorization);

test("a token goes with the first request of each connection, and with no other", async () => {
  const { gateway, kv } = await start(
    doorkeeper((shown) => shown === "Bearer t"),
    { token: "t" },
  );
  await kv.get("a");
  await kv.get("b");
  assert.deepEqual(shownIn(gateway), ["Bearer t", ""]);
  gateway.connections[0]?.socket.destroy();
  await kv.get("c");
  assert.deepEqual(shownIn(gateway), ["Bearer t", "", "Bearer t"]);
});

test("a token that is refused is not tried again, and every call behind it only once", async () => {
  const { gateway, kv } = await start(
    doorkeeper(() => false),
    { token: "wrong" },
  );
  const results = await Promise.allSettled(["a", "b", "c"].map((key) => kv.get(key)));
  for (const result of results) assert.ok(result.status === "rejected" && fails("CREDENTIALS_INVALID")(result.reason));
  assert.ok(gateway.requests.length <= 5, `${gateway.requests.length} requests`);
});

test("without a token the gateway's word is the call's", async () => {
  const { gateway, kv } = await start(
    doorkeeper(() => false),
    {},
  );
  await assert.rejects(kv.get("a"), fails("CREDENTIALS_REQUIRED"));
  assert.equal(gateway.requests.length, 1);
});

test("a function is asked before a connection, and once for all calls whose token ran out", async () => {
  let valid = "Bearer 1";
  let asked = 0;
  const { gateway, kv } = await start(
    doorkeeper((shown) => shown === valid),
    { token: async () => String(++asked) },
  );
  await Promise.all(["a", "b"].map((key) => kv.get(key)));
  assert.equal(asked, 1);
  valid = "Bearer 2";
  const gate = gateway.onRequest;
  const ended = new Set<unknown>();
  gateway.onRequest = (request) => {
    // What the connection showed before has run out.
    if (ended.has(request.connection) || request.authorization !== "") gate(request);
    else request.connection.fail(request.id, unknown);
    if (request.authorization !== "") ended.add(request.connection);
  };
  // Writes that may not be repeated once they were done: these were not.
  const written = await Promise.all(["c", "d", "e", "f"].map((key) => kv.put(key, "", { ifVersion: 0 })));
  assert.equal(written.length, 4);
  assert.equal(asked, 2);
  assert.deepEqual(
    shownIn(gateway).filter((shown) => shown !== ""),
    ["Bearer 1", "Bearer 2"],
  );
  assert.equal(gateway.requests.length, 2 + 4 + 4);
});

test("a function's token that is refused again fails the call", async () => {
  let asked = 0;
  const { gateway, kv } = await start(
    doorkeeper(() => false),
    { token: () => `t${++asked}` },
  );
  await assert.rejects(kv.get("a"), fails("CREDENTIALS_INVALID"));
  assert.deepEqual(shownIn(gateway), ["Bearer t1", "Bearer t2"]);
});

test("credentials that the gateway could not check are brought again", async () => {
  let isUp = false;
  const unavailable = new Failure(Code.UNAVAILABLE, "KEYS_UNAVAILABLE", "no keys yet", { retryAfterMs: 1 });
  const { gateway, kv } = await start(
    (request) => {
      if (isUp) return doorkeeper((shown) => shown === "Bearer t")(request);
      isUp = true;
      request.connection.fail(request.id, unavailable);
    },
    { token: "t" },
  );
  assert.equal((await kv.get("a"))?.text(), "a");
  assert.deepEqual(shownIn(gateway), ["Bearer t", "Bearer t"]);
});

test("a function that fails is asked again, and its reason reaches the caller", async () => {
  const { gateway, kv } = await start(() => {}, {
    maxAttempts: 2,
    token: () => Promise.reject(new Error("the vault is shut")),
  });
  await assert.rejects(kv.get("a"), (error) => {
    assert.ok(fails("TOKEN_UNAVAILABLE")(error));
    assert.match((error as Error).message, /the vault is shut/);
    assert.equal((error as PrismError).failure.metadata.outcome, "not_done");
    return true;
  });
  assert.equal(gateway.connections.length, 0);
});

test("a function that never answers is given up after connectTimeoutMs", async () => {
  const time = new ManualTime();
  const { kv } = await start(() => {}, {
    maxAttempts: 1,
    connectTimeoutMs: 700,
    token: () => new Promise(() => {}),
    clock: time,
    timer: time,
  });
  const failed = assert.rejects(kv.get("a"), fails("TOKEN_UNAVAILABLE"));
  await waitUntil(() => time.nextMs === 700);
  time.advance(700);
  await failed;
});

test("what is no token is refused with the field's name, and not shown in the message", async () => {
  for (const token of ["", "a b", "Bearer x", "é", "a\nb"]) {
    assert.throws(
      () => new PrismClient("prism://127.0.0.1", { token }),
      (error) => {
        assert.ok(error instanceof PrismError);
        assert.equal(error.failure.metadata.field, "token");
        assert.ok(token === "" || !error.message.includes(token));
        return true;
      },
    );
  }
  const { kv } = await start(() => {}, { token: () => "a b", maxAttempts: 1 });
  await assert.rejects(kv.get("a"), fails("TOKEN_INVALID"));
});
