import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import type { Authenticator, Verdict } from "../../../src/security/authenticator.ts";
import { Door, doorOf, principalIdOf } from "../../../src/security/caller.ts";
import { PrincipalRegistry } from "../../../src/security/principal-registry.ts";
import { eventually } from "../../support/eventually.ts";
import { grpcTransports } from "../../support/grpc-transports.ts";
import { answerOf, framed } from "../../support/raw-grpc.ts";
import { doorOver, getMessage } from "./door-bench.ts";

const getPath = "/prism.v1.KeyValueService/Get";
const trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

for (const transport of grpcTransports) {
  const openDoor = doorOver(transport);
  describe(`a gRPC call, over ${transport}`, () => {
    it("carries its deadline, its idempotency key and its trace to the worker", async (t) => {
      const { client, taken, answer } = await openDoor(t);
      const headers = { "grpc-timeout": "1500u", "idempotency-key": "once", traceparent: trace };
      const coming = client.call("Get", getMessage, { ...headers, "grpc-timeout": "30S" });
      const [asked] = await taken(1);
      assert.deepEqual([asked?.timeoutMs, asked?.idempotencyKey, asked?.traceparent], [30_000, "once", trace]);
      answer(...(asked === undefined ? [] : [asked]));
      assert.deepEqual(await coming, {
        status: 0,
        reason: "",
        message: "",
        httpStatus: 200,
        encoding: "",
        accepts: "identity,deflate,gzip",
        messages: [Buffer.of()],
        flags: [0],
        rstCode: 0,
      });
    });

    it("without a deadline has none", async (t) => {
      const { client, taken } = await openDoor(t);
      client.call("Get", getMessage);
      assert.equal((await taken(1))[0]?.timeoutMs, 0);
    });

    it("whose deadline has passed is refused before it comes to a worker", async (t) => {
      const { client, acceptor } = await openDoor(t);
      const { status, reason } = await client.call("Get", getMessage, { "grpc-timeout": "0m" });
      assert.deepEqual([status, reason, acceptor.counters.framesIn], [4, "DEADLINE_EXCEEDED", 0]);
    });

    it("with a deadline that makes no sense is told so", async (t) => {
      const { client } = await openDoor(t);
      const { status, reason } = await client.call("Get", getMessage, { "grpc-timeout": "soon" });
      assert.deepEqual([status, reason], [3, "TIMEOUT_MALFORMED"]);
    });

    it("is answered when its deadline passes, whether the worker answers or not", async (t) => {
      const { client, taken, answer } = await openDoor(t);
      const coming = client.call("Get", getMessage, { "grpc-timeout": "50m" });
      const asked = await taken(1);
      const { status, reason } = await coming;
      assert.deepEqual([status, reason], [4, "DEADLINE_EXCEEDED"]);
      answer(...asked);
      const next = client.call("Get", getMessage);
      answer(...(await taken(1)));
      assert.equal((await next).status, 0);
    });

    it("that its client cancels leaves nothing behind, and its answer goes nowhere", async (t) => {
      const { client, acceptor, taken, answer } = await openDoor(t);
      const stream = client.open(getPath);
      stream.end(framed(getMessage));
      const asked = await taken(1);
      stream.close(8);
      const next = client.call("Get", getMessage);
      answer(...asked, ...(await taken(1)));
      assert.equal((await next).status, 0);
      await eventually("nothing is in flight", () => acceptor.inFlight === 0);
    });

    it("is answered before its client has said that it is all", async (t) => {
      const { client, taken, answer } = await openDoor(t);
      const stream = client.open(getPath);
      stream.write(framed(getMessage));
      const coming = answerOf(stream);
      answer(...(await taken(1)));
      const { status, rstCode, messages } = await coming;
      assert.deepEqual([status, rstCode, messages.length], [0, 0, 1]);
    });

    it("may come in many pieces", async (t) => {
      const { client, taken, answer } = await openDoor(t);
      const stream = client.open(getPath);
      const coming = answerOf(stream);
      for (const byte of framed(getMessage)) {
        await new Promise((resolve) => stream.write(Buffer.of(byte), resolve));
      }
      stream.end();
      answer(...(await taken(1)));
      assert.equal((await coming).status, 0);
    });

    it("has one message: less, more and none are refused", async (t) => {
      const { client } = await openDoor(t);
      const send = (bytes: Uint8Array) => {
        const stream = client.open(getPath);
        stream.end(bytes);
        return answerOf(stream);
      };
      const whole = framed(getMessage);
      for (const [bytes, status, reason] of [
        [whole.subarray(0, -1), 3, "MESSAGE_INCOMPLETE"],
        [whole.subarray(0, 3), 3, "MESSAGE_INCOMPLETE"],
        [Buffer.of(), 3, "MESSAGE_INCOMPLETE"],
        [Buffer.concat([whole, whole]), 12, "MESSAGE_EXPECTED_ONCE"],
        [Buffer.from([7, 0, 0, 0, 0]), 13, "MESSAGE_MALFORMED"],
        [Buffer.from([0, 0xff, 0xff, 0xff, 0xff]), 8, "MESSAGE_TOO_LARGE"],
      ] as const) {
        const answer = await send(bytes);
        assert.deepEqual([answer.status, answer.reason], [status, reason]);
      }
    });

    it("may be compressed with gzip, and is refused when it is not as it says, or too large inside", async (t) => {
      const { client, taken, answer } = await openDoor(t);
      const send = (payload: Uint8Array, headers: Record<string, string>) => {
        const stream = client.open(getPath, headers);
        stream.end(framed(payload, 1));
        return answerOf(stream);
      };
      const gzip = { "grpc-encoding": "gzip" };
      const coming = send(gzipSync(getMessage), gzip);
      answer(...(await taken(1)));
      assert.equal((await coming).status, 0);
      assert.equal((await send(getMessage, gzip)).reason, "MESSAGE_MALFORMED");
      assert.equal((await send(gzipSync(Buffer.alloc(50_000_000)), gzip)).reason, "MESSAGE_TOO_LARGE");
      assert.equal((await send(getMessage, {})).reason, "ENCODING_MISSING");
      const unknown = await send(getMessage, { "grpc-encoding": "snappy" });
      assert.deepEqual(
        [unknown.status, unknown.reason, unknown.accepts],
        [Code.UNIMPLEMENTED, "ENCODING_UNKNOWN", "identity,deflate,gzip"],
      );
    });

    it("of an unknown method, or of another kind than gRPC, is told so", async (t) => {
      const { client } = await openDoor(t);
      const unknown = await client.call("Gett", getMessage);
      assert.deepEqual([unknown.status, unknown.reason], [12, "UNKNOWN_METHOD"]);
      assert.match(unknown.message, /did you mean Get/);
      const json = await client.call("Get", getMessage, { "content-type": "application/json" });
      assert.deepEqual([json.status, json.httpStatus], [null, 415]);
    });
  });
}

/** Knows "Bearer ada", "Bearer old", whose time is over, and "Bearer later", which the test decides. */
function createAuthenticator() {
  const registry = new PrincipalRegistry();
  const ada = { principal: registry.intern("user:ada", []), expiresAtMs: 0 };
  const asked: string[] = [];
  let known: Verdict | null = null;
  let decide: (verdict: Verdict) => void = () => undefined;
  const authenticator: Authenticator = {
    anonymous: null,
    generation: 0,
    authenticate: (authorization) => {
      if (authorization === "Bearer ada") return ada;
      if (authorization === "Bearer old") return { ...ada, expiresAtMs: 1 };
      if (authorization === "Bearer later" && known !== null) return known;
      asked.push(authorization);
      if (authorization === "Bearer later")
        return new Promise((resolve) => {
          decide = (verdict) => {
            // As the real one, it remembers whom it has let in.
            if (!(verdict instanceof Failure)) known = verdict;
            resolve(verdict);
          };
        });
      return new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_INVALID", "no");
    },
  };
  /** Waits until so many were asked about. */
  const askedFor = (count: number) => eventually(`${count} were asked about`, () => asked.length === count);
  const forget = (): void => {
    known = null;
  };
  return { authenticator, ada, askedFor, forget, decide: (verdict: Verdict) => decide(verdict) };
}

for (const transport of grpcTransports) {
  const openDoor = doorOver(transport);
  describe(`a gRPC call to a gateway that asks who comes, over ${transport}`, () => {
    it("is refused without credentials, with wrong ones, and with old ones, before its message is read", async (t) => {
      const { authenticator } = createAuthenticator();
      const { client, clock, acceptor } = await openDoor(t, { authenticator });
      clock.us = 1_000_000;
      const ask = async (authorization?: string) => {
        const stream = client.open(getPath, authorization === undefined ? {} : { authorization });
        const { status, reason } = await answerOf(stream);
        return [status, reason];
      };
      assert.deepEqual(await ask(), [16, "CREDENTIALS_REQUIRED"]);
      assert.deepEqual(await ask("Bearer eve"), [16, "CREDENTIALS_INVALID"]);
      assert.deepEqual(await ask("Bearer old"), [16, "CREDENTIALS_EXPIRED"]);
      assert.equal(acceptor.counters.framesIn, 0);
    });

    it("comes to the worker as who it is, through this door", async (t) => {
      const { authenticator, ada } = createAuthenticator();
      const { client, taken } = await openDoor(t, { authenticator });
      client.call("Get", getMessage, { authorization: "Bearer ada" });
      const [asked] = await taken(1);
      assert.deepEqual([principalIdOf(asked?.caller ?? 0), doorOf(asked?.caller ?? 0)], [ada.principal.id, Door.GRPC]);
    });

    it("waits while its credentials are looked at, and then goes on or not", async (t) => {
      const { authenticator, ada, askedFor, forget, decide } = createAuthenticator();
      const { client, taken, answer } = await openDoor(t, { authenticator });
      const ask = () => client.call("Get", getMessage, { authorization: "Bearer later" });
      const good = ask();
      await askedFor(1);
      decide(ada);
      answer(...(await taken(1)));
      assert.equal((await good).status, 0);
      forget();
      const bad = ask();
      await askedFor(2);
      decide(new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_INVALID", "no"));
      assert.equal((await bad).reason, "CREDENTIALS_INVALID");
    });

    it("may be cancelled while its credentials are looked at", async (t) => {
      const { authenticator, ada, askedFor, decide } = createAuthenticator();
      const { client, acceptor } = await openDoor(t, { authenticator });
      const stream = client.open(getPath, { authorization: "Bearer later" });
      stream.end(framed(getMessage));
      await askedFor(1);
      const closed = answerOf(stream);
      stream.close(8);
      await closed;
      await new Promise((resolve) => client.session.ping(resolve));
      decide(ada);
      const next = await client.call("Get", getMessage, { authorization: "Bearer eve" });
      assert.deepEqual([next.reason, acceptor.counters.framesIn], ["CREDENTIALS_INVALID", 0]);
    });
  });
}
