import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { Failure } from "../../src/common/failure.ts";
import { MAX_CREDENTIAL_BYTES } from "../../src/common/limits.ts";
import type { Authenticator, Verdict } from "../../src/security/authenticator.ts";
import { Door, doorOf, principalIdOf } from "../../src/security/caller.ts";
import { PrincipalRegistry } from "../../src/security/principal-registry.ts";
import { frameOf, message } from "../codec/messages.ts";
import { createAcceptorBench } from "./acceptor-bench.ts";

const wrong = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_INVALID", "no");

/** Knows "Bearer ada", "Bearer bob" until 5 s, and "Bearer later", which the test decides. */
function createDoor() {
  const registry = new PrincipalRegistry();
  const asked: string[] = [];
  let decide: (verdict: Verdict) => void = () => undefined;
  const authenticator: Authenticator & { generation: number } = {
    anonymous: null,
    generation: 0,
    authenticate: (authorization) => {
      asked.push(authorization);
      if (authorization === "Bearer ada") return { principal: registry.intern("user:ada", []), expiresAtMs: 0 };
      if (authorization === "Bearer bob") return { principal: registry.intern("user:bob", []), expiresAtMs: 5_000 };
      if (authorization !== "Bearer later") return wrong;
      return new Promise<Verdict>((resolve) => {
        decide = resolve;
      });
    },
  };
  const bench = createAcceptorBench({}, undefined, authenticator);
  const { connection, transport } = bench.connect();
  const send = (...credentials: string[]): void => {
    const frames = credentials.map((authorization, i) =>
      frameOf(message("Request").encode({ id: i + 1, authorization, kv_get: { namespace: "n", key: "k" } })),
    );
    bench.acceptor.receive(connection, Buffer.concat(frames));
    bench.acceptor.doWork();
  };
  const reasons = (): string[] => transport.answers().map((answer) => answer.error?.reason ?? "none");
  const callers = (): number[] => bench.worker.take().map(({ caller }) => principalIdOf(caller));
  return {
    ...bench,
    connection,
    transport,
    asked,
    send,
    reasons,
    callers,
    decide: (v: Verdict) => decide(v),
    registry,
    authenticator,
  };
}

describe("the doorkeeper", () => {
  it("refuses a request without credentials, and lets the connection try again", () => {
    const door = createDoor();
    door.send("");
    assert.deepEqual(door.reasons(), ["CREDENTIALS_REQUIRED"]);
    door.send("Bearer ada");
    assert.deepEqual(door.callers(), [1]);
  });

  it("lets credentials count for all that follows, and checks them once", () => {
    const door = createDoor();
    door.send("Bearer ada", "", "Bearer ada", "");
    assert.deepEqual(door.callers(), [1, 1, 1, 1]);
    assert.deepEqual(door.asked, ["Bearer ada"]);
  });

  it("gives each request to whoever showed the last credentials before it, also within one chunk", () => {
    const door = createDoor();
    door.send("Bearer ada", "", "Bearer bob", "", "Bearer ada");
    assert.deepEqual(door.callers(), [1, 1, 2, 2, 1]);
    assert.deepEqual(
      door.worker.notices.map((notice) => ("introduce" in notice ? notice.introduce.name : notice.forget)),
      ["user:ada", "user:bob"],
    );
  });

  it("leaves a connection that shows wrong credentials without any", () => {
    const door = createDoor();
    door.send("Bearer ada", "Bearer eve", "");
    assert.deepEqual(door.callers(), [1]);
    assert.deepEqual(door.reasons(), ["CREDENTIALS_INVALID", "CREDENTIALS_REQUIRED"]);
  });

  it("refuses credentials from the moment they end, also when they are shown again", () => {
    const door = createDoor();
    door.clock.us = 4_999_000;
    door.send("Bearer bob", "");
    assert.equal(door.callers().length, 2);
    door.clock.us = 5_000_000;
    door.send("", "Bearer bob");
    assert.deepEqual(door.reasons(), ["CREDENTIALS_EXPIRED", "CREDENTIALS_EXPIRED"]);
    assert.deepEqual(door.callers(), []);
  });

  it("holds a connection while its credentials are checked, and then goes on in order", async () => {
    const door = createDoor();
    door.send("Bearer ada", "Bearer later", "", "Bearer ada");
    assert.deepEqual(door.callers(), [1]);
    assert.equal(door.transport.isPaused, true);
    door.decide({ principal: door.registry.intern("user:late", ["team:x"]), expiresAtMs: 0 });
    await Promise.resolve();
    await Promise.resolve();
    door.acceptor.doWork();
    assert.deepEqual(door.callers(), [2, 2, 1]);
    assert.equal(door.transport.isPaused, false);
  });

  it("refuses with what the check came to, once, and asks again when the credentials come again", async () => {
    const door = createDoor();
    door.send("Bearer later", "Bearer later");
    door.decide(wrong);
    await Promise.resolve();
    await Promise.resolve();
    door.acceptor.doWork();
    assert.deepEqual(door.reasons(), ["CREDENTIALS_INVALID"]);
    assert.equal(door.asked.length, 2);
  });

  it("checks the credentials of a connection again when verdicts may no longer hold", async () => {
    const door = createDoor();
    door.send("Bearer ada", "");
    door.authenticator.generation++;
    door.send("", "Bearer ada", "");
    assert.deepEqual(door.asked, ["Bearer ada", "Bearer ada"]);
    assert.deepEqual(door.callers(), [1, 1, 1, 1, 1]);
    door.authenticator.authenticate = () => wrong;
    door.send("");
    assert.deepEqual(door.reasons(), []);
    door.authenticator.generation++;
    door.send("", "");
    assert.deepEqual(door.reasons(), ["CREDENTIALS_INVALID", "CREDENTIALS_REQUIRED"]);
  });

  it("holds the connection while its credentials are checked again, and goes by what that came to", async () => {
    for (const shown of ["", "Bearer later"]) {
      const door = createDoor();
      const settle = async (verdict: Verdict): Promise<void> => {
        door.decide(verdict);
        await Promise.resolve();
        await Promise.resolve();
        door.acceptor.doWork();
      };
      const late = { principal: door.registry.intern("user:late", []), expiresAtMs: 0 };
      door.send("Bearer later");
      await settle(late);
      assert.equal(door.callers().length, 1);
      door.authenticator.generation++;
      door.send(shown);
      assert.deepEqual([door.callers(), door.transport.isPaused], [[], true]);
      await settle(late);
      assert.equal(door.callers().length, 1);
      door.authenticator.generation++;
      door.send(shown);
      await settle(wrong);
      assert.deepEqual([door.callers(), door.reasons()], [[], ["CREDENTIALS_INVALID"]], shown);
    }
  });

  it("keeps credentials that cannot be checked again at the moment, and lets nothing pass until they are", () => {
    const door = createDoor();
    const away = new Failure(Code.UNAVAILABLE, "CREDENTIALS_UNVERIFIABLE", "not now");
    const { authenticate } = door.authenticator;
    door.send("Bearer ada");
    door.authenticator.generation++;
    door.authenticator.authenticate = () => away;
    door.send("", "");
    assert.deepEqual(door.reasons(), ["CREDENTIALS_UNVERIFIABLE", "CREDENTIALS_UNVERIFIABLE"]);
    door.authenticator.authenticate = authenticate;
    door.send("");
    assert.equal(door.callers().length, 2);
    door.authenticator.authenticate = () => away;
    door.send("Bearer bob", "");
    assert.equal(door.reasons().at(-1), "CREDENTIALS_REQUIRED", "nobody goes on as ada");
  });

  it("copies no more of credentials than are looked at", () => {
    const door = createDoor();
    door.send(`Bearer ${"x".repeat(1_000_000)}`);
    assert.deepEqual([door.asked[0]?.length, door.reasons()], [MAX_CREDENTIAL_BYTES + 1, ["CREDENTIALS_INVALID"]]);
  });

  it("does not ask about a client that the door itself knows", () => {
    const door = createDoor();
    const identity = { principal: door.registry.intern("service:known", []), expiresAtMs: 0 };
    const known = door.acceptor.open(door.transport, { door: Door.TCP, identity });
    assert.ok(known !== null);
    door.authenticator.generation++;
    door.acceptor.receive(known, frameOf(message("Request").encode({ id: 1, kv_get: { namespace: "n", key: "k" } })));
    door.acceptor.doWork();
    assert.deepEqual([door.callers(), door.asked], [[1], []]);
  });

  it("checks the credentials again that a door has checked at the upgrade", () => {
    const door = createDoor();
    const identity = { principal: door.registry.intern("user:ada", []), expiresAtMs: 0 };
    const known = door.acceptor.open(door.transport, { door: Door.WEBSOCKET, identity, credential: "Bearer eve" });
    assert.ok(known !== null);
    const frame = frameOf(message("Request").encode({ id: 1, kv_get: { namespace: "n", key: "k" } }));
    door.acceptor.receive(known, frame);
    door.authenticator.generation++;
    door.acceptor.receive(known, frame);
    door.acceptor.doWork();
    assert.deepEqual([door.callers().length, door.reasons()], [1, ["CREDENTIALS_INVALID"]]);
  });

  it("throws away what a check came to when the client has gone", async () => {
    const door = createDoor();
    door.send("Bearer later");
    door.acceptor.close(door.connection);
    door.decide(wrong);
    await Promise.resolve();
    await Promise.resolve();
    assert.deepEqual(door.reasons(), []);
  });

  it("does not close a connection as idle while its credentials are checked", () => {
    const door = createDoor();
    door.send("Bearer later");
    door.acceptor.onTimer();
    assert.equal(door.transport.isDestroyed, false);
  });

  it("tells the worker by which door a request came", () => {
    const door = createDoor();
    door.send("Bearer ada");
    assert.deepEqual(
      door.worker.take().map(({ caller }) => doorOf(caller)),
      [0],
    );
  });
});
