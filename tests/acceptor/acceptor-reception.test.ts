import assert from "node:assert/strict";
import { it } from "node:test";
import { AcceptorReception } from "../../src/acceptor/acceptor-reception.ts";
import { nobodyWaits } from "../../src/acceptor/reception.ts";
import { findMethod, type Method } from "../../src/codec/json/services.ts";
import { type Authenticator, openHouse, type Verdict } from "../../src/security/authenticator.ts";
import { Door } from "../../src/security/caller.ts";
import { openConnections } from "../support/open-connections.ts";
import { createAcceptorBench } from "./acceptor-bench.ts";
import { getMessage } from "./grpc/door-bench.ts";

it("what is told last is passed on when the credentials are known, and nothing of its client stays", async () => {
  let decide: (verdict: Verdict) => void = () => undefined;
  const authenticator: Authenticator = {
    ...openHouse,
    anonymous: null,
    authenticate: () =>
      new Promise((resolve) => {
        decide = resolve;
      }),
  };
  const { acceptor, worker, clock } = createAcceptorBench({}, undefined, authenticator);
  const us = { monotonicUs: () => clock.us, wallMs: () => clock.us / 1000 };
  const reception = new AcceptorReception({ door: Door.GRPC, acceptor, authenticator, clock: us, admin: null });
  const desk = reception.open({ peer: "", identity: null });
  const method = findMethod("KeyValueService", "Get") as Method;
  const shown = { method, authorization: "Bearer a", traceparent: "", timeoutMs: 0, idempotencyKey: "" };
  desk.send({ ...shown, message: getMessage }, nobodyWaits);
  desk.close();
  decide({ principal: { id: 7, name: "user:ada", teams: [] }, expiresAtMs: 0 });
  await new Promise((resolve) => setImmediate(resolve));
  acceptor.doWork();
  assert.equal(worker.take().length, 1);
  assert.equal(openConnections(acceptor), 0);
});
