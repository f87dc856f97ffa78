import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AcceptorLimits } from "../../src/acceptor/acceptor-limits.ts";
import { MAX_RING_WAIT_MS } from "../../src/common/limits.ts";
import type { Authenticator } from "../../src/security/authenticator.ts";
import { PrincipalRegistry } from "../../src/security/principal-registry.ts";
import { frameOf, message } from "../codec/messages.ts";
import { rule } from "../security/access/access-spec.ts";
import { type AcceptorBench, createAcceptorBench, type FakeTransport } from "./acceptor-bench.ts";

const rules = [rule("user:ada", "+read"), rule("user:eve", "-all")];

/** An acceptor that believes whoever says `Bearer <name>`. */
function createBench(limits: Partial<AcceptorLimits> = {}, ringBytes?: number) {
  const registry = new PrincipalRegistry();
  const authenticator: Authenticator = {
    anonymous: null,
    generation: 0,
    authenticate: (authorization) => ({
      principal: registry.intern(`user:${authorization.slice("Bearer ".length)}`, []),
      expiresAtMs: 0,
    }),
  };
  const bench = createAcceptorBench(limits, ringBytes, authenticator, rules);
  return { ...bench, ...bench.connect() };
}

type Bench = AcceptorBench & ReturnType<AcceptorBench["connect"]>;

function ask(bench: Bench, name: string, namespace: string, id: number): void {
  const request = { id, authorization: `Bearer ${name}`, kv_get: { namespace, key: "k" } };
  bench.acceptor.receive(bench.connection, frameOf(message("Request").encode(request)));
  bench.acceptor.doWork();
}

/** The errors, without the names of the namespace and of the principal. */
function errors(transport: FakeTransport): string[] {
  return transport.answers().map(({ error }) => JSON.stringify(error).replaceAll(/user:\w+|\bn\b|\bnone\b/g, "*"));
}

function reasons(transport: FakeTransport): string[] {
  return transport.answers().map(({ error }) => error?.reason ?? "");
}

describe("an acceptor that knows who asks", () => {
  it("does not say that a namespace is not there, nor which there are", () => {
    const bench = createBench();
    ask(bench, "ada", "none", 1);
    ask(bench, "eve", "m", 2);
    const [one] = bench.transport.answers();
    assert.deepEqual(reasons(bench.transport), ["ACCESS_DENIED", "ACCESS_DENIED"]);
    assert.equal(one?.error?.metadata?.namespace, "none");
    assert.ok(!JSON.stringify(one).includes("near"));
  });

  it("says the same of a namespace that is there while its worker is not, to whoever has no right in it", () => {
    const bench = createBench();
    bench.acceptor.detach(0);
    for (const [i, name] of ["eve", "ada", "bob"].entries()) ask(bench, name, "n", i + 1);
    ask(bench, "eve", "none", 4);
    assert.deepEqual(reasons(bench.transport), [
      "ACCESS_DENIED",
      "WORKER_RESTARTING",
      "ACCESS_DENIED",
      "ACCESS_DENIED",
    ]);
    const said = errors(bench.transport);
    assert.equal(said[0], said[3]);
  });

  it("says the same when it is full", () => {
    const bench = createBench({ maxInFlight: 1 });
    ask(bench, "ada", "n", 1);
    for (const [i, name] of ["eve", "ada"].entries()) ask(bench, name, "n", i + 2);
    assert.deepEqual(reasons(bench.transport), ["ACCESS_DENIED", "TOO_MANY_IN_FLIGHT"]);
  });

  it("says the same when the worker does not keep up", () => {
    const bench = createBench({ maxInFlight: 100_000, maxInFlightPerConnection: 100_000 }, 64 * 1024);
    let id = 0;
    while (bench.connection.holds === 0) ask(bench, "eve", "n", ++id);
    bench.clock.us += MAX_RING_WAIT_MS * 1000;
    bench.acceptor.onTimer();
    bench.acceptor.doWork();
    assert.deepEqual([...new Set(reasons(bench.transport))], ["ACCESS_DENIED"]);
  });
});
