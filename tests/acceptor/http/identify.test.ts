import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { HttpDoor } from "../../../src/acceptor/http/http-door.ts";
import { NodeServer } from "../../../src/acceptor/http/node-server.ts";
import { systemClock } from "../../../src/common/clock.ts";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import type { Authenticator, Verdict } from "../../../src/security/authenticator.ts";
import { doorOf, principalIdOf } from "../../../src/security/caller.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { createAcceptorBench } from "../acceptor-bench.ts";
import { RawHttp } from "./raw-http.ts";

const ITEM = "/v1/namespaces/n/keyvalue/k";
const ada = { principal: { id: 7, name: "user:ada", teams: [] }, expiresAtMs: 0 };
const wrong = new Failure(Code.UNAUTHENTICATED, "CREDENTIALS_INVALID", "wrong");

/** A door whose credentials are checked when the test says so. */
async function open(t: TestContext) {
  const checks: { readonly shown: string; readonly settle: (verdict: Verdict) => void }[] = [];
  const authenticator = {
    anonymous: null,
    authenticate: (shown: string) => new Promise<Verdict>((settle) => checks.push({ shown, settle })),
  } as unknown as Authenticator;
  const { acceptor, worker } = createAcceptorBench({}, 64 * 1024, authenticator);
  const door = new HttpDoor({
    clock: systemClock,
    acceptor,
    authenticator,
    corsOrigins: [],
    onFault: ({ problem }) => assert.fail(problem),
    createServer: (handlers) => new NodeServer({ handlers, clients: null, maxConnections: 10 }),
  });
  afterwards(t, () => door.destroyAll());
  const port = await door.open("127.0.0.1", 0);
  const raw = await RawHttp.open(t, port);
  return { acceptor, worker, checks, raw };
}

describe("credentials over HTTP that take time to check", () => {
  it("are waited for, with the body kept meanwhile, and the request is their principal's", async (t) => {
    const { acceptor, worker, checks, raw } = await open(t);
    raw.send(`PUT ${ITEM} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nContent-Length: 5\r\n\r\nvalue`);
    await eventually("the credentials are being checked", () => checks.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    acceptor.doWork();
    assert.deepEqual(worker.take(), []);
    assert.equal(checks[0]?.shown, "Bearer x");
    checks[0]?.settle(ada);
    await eventually("the request has come to the worker", () => {
      acceptor.doWork();
      return worker.take().length > 0;
    });
    const [asked] = worker.asked;
    assert.deepEqual([principalIdOf(asked?.caller ?? 0), doorOf(asked?.caller ?? 0)], [7, 2]);
  });

  it("that are wrong are answered 401, and nothing is done", async (t) => {
    const { acceptor, worker, checks, raw } = await open(t);
    raw.send(`PUT ${ITEM} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nContent-Length: 5\r\n\r\nvalue`);
    await eventually("the credentials are being checked", () => checks.length === 1);
    checks[0]?.settle(wrong);
    const [answer] = await raw.answered(1);
    assert.deepEqual([answer?.status, answer?.headers.get("www-authenticate")], [401, 'Bearer realm="prism"']);
    acceptor.doWork();
    assert.deepEqual(worker.take(), []);
  });

  it("do nothing for a client that has gone meanwhile", async (t) => {
    const { acceptor, worker, checks, raw } = await open(t);
    raw.send(`GET ${ITEM} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n`);
    await eventually("the credentials are being checked", () => checks.length === 1);
    raw.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    checks[0]?.settle(ada);
    await new Promise((resolve) => setTimeout(resolve, 5));
    acceptor.doWork();
    assert.deepEqual(worker.take(), []);
  });

  it("are asked for at once when none are shown, and the body is not waited for", async (t) => {
    const { checks, raw } = await open(t);
    raw.send(`PUT ${ITEM} HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\nhalf`);
    const [answer] = await raw.answered(1);
    assert.equal(answer?.status, 401);
    assert.equal((JSON.parse(answer?.body ?? "{}") as { reason: string }).reason, "CREDENTIALS_REQUIRED");
    assert.equal(answer?.headers.get("connection"), "close");
    assert.equal(checks.length, 0);
  });
});
