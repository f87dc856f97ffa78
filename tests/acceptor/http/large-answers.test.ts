import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { ConnectionCounters } from "../../../src/acceptor/connection-counters.ts";
import type { HttpHandlers, HttpServer } from "../../../src/acceptor/http/exchange.ts";
import { NodeServer } from "../../../src/acceptor/http/node-server.ts";
import { OpenExchanges, type UnreadAnswer } from "../../../src/acceptor/http/open-exchanges.ts";
import { loadUws } from "../../../src/acceptor/http/uws.ts";
import { UwsServer } from "../../../src/acceptor/http/uws-server.ts";
import { MAX_UNREAD_BYTES } from "../../../src/common/limits.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";
import { RawHttp } from "./raw-http.ts";

/** More than the kernel takes for a client that does not read. */
const LARGE = Buffer.alloc(24 * 1024 * 1024, "0123456789abcdef");

/** A server that answers everything with the same large body, and the number of requests that have come. */
async function openServer(t: TestContext, name: HttpServerName) {
  const came = { count: 0, gone: 0 };
  const server = createServer(name, {
    onRequest: (exchange) => {
      came.count++;
      exchange.onGone = () => came.gone++;
      const head = { status: 200, headers: ["X", "y"], isLast: false };
      if (exchange.path === "/") exchange.send({ ...head, body: LARGE, isHeadOnly: false });
      // Only the first part is there.
      else void exchange.begin({ ...head, totalBytes: 2 * LARGE.length }).write(LARGE);
    },
    onUpgrade: () => undefined,
    connections: new ConnectionCounters(),
    onTurnedAway: () => undefined,
    maxMessageBytes: 1024,
  });
  afterwards(t, () => server.destroyAll());
  const port = await server.open("127.0.0.1", 0);
  const ask = async (path = "/") => {
    const raw = await RawHttp.open(t, port);
    raw.pause();
    raw.send(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    return raw;
  };
  return { server, came, ask };
}

function createServer(name: HttpServerName, handlers: HttpHandlers): HttpServer {
  if (name === "node") return new NodeServer({ handlers, clients: null, maxConnections: 100 });
  const uws = loadUws();
  assert.ok(!(uws instanceof Error), String(uws));
  return new UwsServer(uws, handlers);
}

describeEachServer("an answer that its client does not read", (name) => {
  it("waits, and comes whole when the client reads again", async (t) => {
    const { server, came, ask } = await openServer(t, name);
    const raw = await ask();
    await eventually("the request has come", () => came.count === 1);
    let isAllAnswered = false;
    void server.allAnswered().then(() => {
      isAllAnswered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(isAllAnswered, false);
    raw.resume();
    const [answer] = await raw.answered(1);
    assert.equal(answer?.headers.get("x"), "y");
    assert.ok(answer?.body === LARGE.toString("latin1"));
    await server.allAnswered();
    assert.equal(came.gone, 0);
  });

  it("is cut off when all that is unread is too much", async (t) => {
    const { came, ask } = await openServer(t, name);
    const clients = await Promise.all(Array.from({ length: 6 }, () => ask("/parts")));
    await eventually("all requests have come", () => came.count === 6);
    await eventually("some are cut off", () => came.gone >= 2);
    assert.ok(came.gone < 6);
    for (const client of clients) client.destroy();
  });
});

describe("an answer that is unread", () => {
  it("goes when all that is unread is too much, the one first that has been at it longest", () => {
    const open = new OpenExchanges();
    const cut: string[] = [];
    const answer = (name: string): UnreadAnswer => {
      const self = {
        cut: () => {
          cut.push(name);
          open.release(self);
        },
      };
      return self;
    };
    const [first, second, third] = [answer("first"), answer("second"), answer("third")];
    open.keep(first, MAX_UNREAD_BYTES / 2);
    open.keep(second, MAX_UNREAD_BYTES / 2);
    assert.deepEqual(cut, []);
    open.release(first);
    open.keep(third, MAX_UNREAD_BYTES / 2);
    assert.deepEqual(cut, []);
    open.keep(first, 1);
    assert.deepEqual(cut, ["second"]);
  });
});
