import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { connect, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import * as limits from "../../src/control/admin-limits.ts";
import type { AdminParts } from "../../src/control/admin-routes.ts";
import { createAdminServer } from "../../src/control/admin-server.ts";

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const quiet: AdminParts = { ready: () => ({ ready: true, reasons: [] }), metrics: () => Promise.resolve("page\n") };

async function openServer(t: TestContext, parts: Partial<AdminParts> = {}): Promise<number> {
  const server = createAdminServer({ ...quiet, ...parts });
  const port = await server.open("127.0.0.1", 0);
  t.after(() => server.close());
  return port;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly agent?: Agent;
  readonly body?: string;
}

function ask(port: number, path: string, { method = "GET", headers = {}, agent, body }: Asking = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, method, headers, agent: agent ?? false };
    const outgoing = request(options, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** A page of metrics that comes when the test says so, or never. */
class HeldPage {
  asked = 0;
  private hand: (page: string) => void = () => undefined;

  readonly metrics = (): Promise<string> => {
    this.asked++;
    return new Promise((resolve) => {
      this.hand = resolve;
    });
  };

  finish(page: string): void {
    this.hand(page);
  }

  /** Waits until it has been asked for so often. */
  async untilAsked(times: number): Promise<void> {
    while (this.asked < times) await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Everything the server says until it closes the connection. */
async function readToEnd(socket: Socket): Promise<string> {
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  await once(socket, "close");
  return text;
}

describe("admin port", () => {
  it("is alive as long as its event loop turns, ready or not", async (t) => {
    const port = await openServer(t, { ready: () => ({ ready: false, reasons: ["starting"] }) });
    const { status, body } = await ask(port, "/livez");
    assert.deepEqual([status, body], [200, "ok\n"]);
  });

  it("says ready with 200, and why not with 503 and a line for each reason", async (t) => {
    let state = { ready: false, reasons: ["worker 0 is down", "worker 1 is down"] };
    const port = await openServer(t, { ready: () => state });
    const before = await ask(port, "/readyz");
    assert.deepEqual([before.status, before.body], [503, "worker 0 is down\nworker 1 is down\n"]);
    state = { ready: true, reasons: [] };
    const after = await ask(port, "/readyz");
    assert.deepEqual([after.status, after.body], [200, "ok\n"]);
  });

  it("gives readiness in detail as JSON, by ?verbose or by Accept", async (t) => {
    const port = await openServer(t, {
      ready: () => ({ ready: false, reasons: ["starting"] }),
      describe: () => ({ version: "1.2.3", ready: "not from here" }),
    });
    const byQuery = await ask(port, "/readyz?verbose");
    const byHeader = await ask(port, "/readyz", { headers: { Accept: "application/json" } });
    for (const { status, headers, body } of [byQuery, byHeader]) {
      assert.equal(status, 503);
      assert.equal(headers["content-type"], "application/json; charset=utf-8");
      assert.deepEqual(JSON.parse(body), { version: "1.2.3", ready: false, reasons: ["starting"] });
    }
  });

  it("serves metrics in the text format that Prometheus expects, and nobody may keep them", async (t) => {
    const { status, headers, body } = await ask(await openServer(t), "/metrics");
    assert.deepEqual([status, body], [200, "page\n"]);
    assert.equal(headers["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    assert.equal(headers["cache-control"], "no-store");
  });

  it("serves a page of metrics that comes as bytes", async (t) => {
    const page = Buffer.from('m{a="größe"} 1\n');
    const { headers, body } = await ask(await openServer(t, { metrics: () => Promise.resolve(page) }), "/metrics");
    assert.deepEqual([body, headers["content-length"]], [page.toString(), String(page.length)]);
  });

  it("answers HEAD with the headers of GET alone", async (t) => {
    const port = await openServer(t);
    for (const path of ["/livez", "/readyz", "/metrics"]) {
      const [head, get] = [await ask(port, path, { method: "HEAD" }), await ask(port, path)];
      assert.equal(head.status, 200);
      assert.equal(head.body, "");
      assert.equal(head.headers["content-length"], String(get.body.length));
    }
  });

  it("lists its paths where there is none, and its methods where that is not one", async (t) => {
    const port = await openServer(t);
    for (const path of ["/", "/metrics/", "//metrics", "/%2e%2e", "/metrics;x", "/constructor"]) {
      const { status, body } = await ask(port, path);
      assert.equal(status, 404, path);
      assert.equal(body, "there is no such path; there are:\n/livez\n/readyz\n/metrics\n/openapi.json\n");
    }
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"]) {
      const { status, headers } = await ask(port, "/metrics", { method });
      assert.deepEqual([status, headers.allow], [405, "GET, HEAD"], method);
    }
  });

  it("refuses long paths and headers", async (t) => {
    const port = await openServer(t);
    assert.equal((await ask(port, `/livez?${"x".repeat(limits.MAX_ADMIN_URL_LENGTH)}`)).status, 414);
    const large = { "X-Large": "x".repeat(limits.MAX_ADMIN_HEADER_BYTES) };
    assert.equal((await ask(port, "/livez", { headers: large })).status, 431);
  });

  it("closes the connection rather than read a body that nobody asked for", async (t) => {
    const port = await openServer(t);
    const agent = new Agent({ keepAlive: true });
    t.after(() => agent.destroy());
    const withBody = await ask(port, "/livez", { method: "POST", body: "x".repeat(100_000), agent });
    assert.deepEqual([withBody.status, withBody.headers.connection], [405, "close"]);
    assert.equal((await ask(port, "/livez", { agent })).headers.connection, "keep-alive");
  });

  it("answers 500 without a word of what went wrong, and tells the gateway", async (t) => {
    const told: unknown[] = [];
    const port = await openServer(t, {
      ready: () => {
        throw new Error("secret of ready");
      },
      metrics: () => Promise.reject(new Error("secret of metrics")),
      onError: (error) => told.push(error),
    });
    for (const path of ["/readyz", "/metrics"]) {
      const { status, body } = await ask(port, path);
      assert.deepEqual([status, body], [500, "something went wrong in the gateway; its log says what\n"]);
    }
    assert.match(String(told), /secret of ready.*secret of metrics/);
    assert.equal((await ask(port, "/livez")).status, 200);
  });

  it("makes one page for all who ask while it is being made, and a new one after", async (t) => {
    const page = new HeldPage();
    const port = await openServer(t, { metrics: page.metrics });
    const socket = connect(port, "127.0.0.1");
    // Three requests in one chunk: all have begun when the first one has.
    const scrape = "GET /metrics HTTP/1.1\r\nHost: x\r\n";
    socket.write(`${scrape}\r\n${scrape}\r\n${scrape}Connection: close\r\n\r\n`);
    await page.untilAsked(1);
    page.finish("shared\n");
    assert.equal((await readToEnd(socket)).split("\r\n\r\nshared\n").length, 4);
    assert.equal(page.asked, 1);
    const later = ask(port, "/metrics");
    await page.untilAsked(2);
    page.finish("later\n");
    assert.equal((await later).body, "later\n");
  });

  it("answers a scrape whose page never comes", async (t) => {
    const page = new HeldPage();
    const port = await openServer(t, { metrics: page.metrics });
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const scrape = ask(port, "/metrics");
    await page.untilAsked(1);
    t.mock.timers.tick(limits.SCRAPE_TIMEOUT_MS);
    const { status, body } = await scrape;
    t.mock.timers.reset();
    assert.deepEqual([status, body], [503, "the metrics were not there in time\n"]);
  });

  it("survives clients that leave before their answer, and bytes that are no HTTP", async (t) => {
    const page = new HeldPage();
    const port = await openServer(t, { metrics: page.metrics });
    const leaving = connect(port, "127.0.0.1");
    leaving.write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    await page.untilAsked(1);
    leaving.destroy();
    await once(leaving, "close");
    page.finish("late\n");
    const babbling = connect(port, "127.0.0.1");
    babbling.write("\u0000\u0001 nonsense\r\n\r\n");
    assert.match(await readToEnd(babbling), /^HTTP\/1\.1 400 /);
    assert.equal((await ask(port, "/livez")).status, 200);
  });

  it("takes so many connections and no more", async (t) => {
    const port = await openServer(t);
    const sockets: Socket[] = [];
    t.after(() => {
      for (const socket of sockets) socket.destroy();
    });
    for (let i = 0; i < limits.MAX_ADMIN_CONNECTIONS; i++) {
      const socket = connect(port, "127.0.0.1");
      sockets.push(socket);
      socket.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
      await once(socket, "data");
    }
    const next = connect(port, "127.0.0.1");
    sockets.push(next);
    next.on("error", () => undefined);
    next.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    assert.equal(await readToEnd(next), "");
    sockets[0]?.destroy();
    await once(sockets[0] as Socket, "close");
    let isBack = false;
    while (!isBack)
      isBack = await ask(port, "/livez").then(
        () => true,
        () => false,
      );
  });

  it("cuts off clients that are silent or send their request byte by byte", async (t) => {
    const short = { ...limits.ADMIN_TIMEOUTS, headersMs: 20, checkMs: 5 };
    const server = createAdminServer(quiet, short);
    const port = await server.open("127.0.0.1", 0);
    t.after(() => server.close());
    const [silent, dribbling] = [connect(port, "127.0.0.1"), connect(port, "127.0.0.1")];
    dribbling.write("GET /livez HTTP/1.1\r\nX-Slow: ");
    const drop = setInterval(() => dribbling.write("x"), 1);
    dribbling.on("error", () => undefined);
    t.after(() => clearInterval(drop));
    for (const text of await Promise.all([readToEnd(silent), readToEnd(dribbling)])) {
      assert.match(text, /^HTTP\/1\.1 408 /);
    }
  });

  it("cuts off a client that does not read its answer", async (t) => {
    const page = Buffer.alloc(32 * 1024 * 1024, "x");
    const parts = { ...quiet, metrics: () => Promise.resolve(page) };
    const server = createAdminServer(parts, { ...limits.ADMIN_TIMEOUTS, stallMs: 30 });
    const port = await server.open("127.0.0.1", 0);
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    t.after(() => socket.destroy());
    socket.write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "readable");
    // Time stands still for the grace of closing, so that it ends only when the connection has been cut off.
    t.mock.timers.enable({ apis: ["setTimeout"] });
    await server.close();
    t.mock.timers.reset();
  });

  it("ends connections that are owed nothing at once when it closes, and takes no new ones", async (t) => {
    const server = createAdminServer(quiet);
    const port = await server.open("127.0.0.1", 0);
    const socket = connect(port, "127.0.0.1");
    const silent = connect(port, "127.0.0.1");
    socket.write("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "data");
    silent.on("error", () => undefined);
    const closed = [once(socket, "close"), once(silent, "close")];
    socket.resume();
    silent.resume();
    t.mock.timers.enable({ apis: ["setTimeout"] });
    await server.close();
    await Promise.all(closed);
    t.mock.timers.reset();
    await assert.rejects(ask(port, "/livez"), { code: "ECONNREFUSED" });
  });

  it("finishes an answer under way when it closes, then ends its connection", async () => {
    const page = new HeldPage();
    const server = createAdminServer({ ...quiet, metrics: page.metrics });
    const port = await server.open("127.0.0.1", 0);
    const agent = new Agent({ keepAlive: true });
    const scrape = ask(port, "/metrics", { agent });
    await page.untilAsked(1);
    const closed = server.close();
    page.finish("last\n");
    const { body, headers } = await scrape;
    assert.deepEqual([body, headers.connection], ["last\n", "close"]);
    await closed;
    agent.destroy();
  });

  it("sends all of a large answer before it closes", async (t) => {
    const page = Buffer.alloc(16 * 1024 * 1024, "x");
    const server = createAdminServer({ ...quiet, metrics: () => Promise.resolve(page) });
    const port = await server.open("127.0.0.1", 0);
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    await once(socket, "readable");
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const closed = server.close();
    const text = await readToEnd(socket);
    await closed;
    t.mock.timers.reset();
    assert.equal(text.length - text.indexOf("\r\n\r\n") - 4, page.length);
  });

  it("cuts off an answer that does not end when it closes", async (t) => {
    const page = new HeldPage();
    const server = createAdminServer({ ...quiet, metrics: page.metrics });
    const port = await server.open("127.0.0.1", 0);
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const scrape = ask(port, "/metrics");
    scrape.catch(() => undefined);
    await page.untilAsked(1);
    const closed = server.close();
    t.mock.timers.tick(limits.ADMIN_CLOSE_GRACE_MS);
    await closed;
    t.mock.timers.reset();
    await assert.rejects(scrape, { code: "ECONNRESET" });
  });

  it("rejects when the port is taken, and closes without having been open", async (t) => {
    const port = await openServer(t);
    const second = createAdminServer(quiet);
    await assert.rejects(second.open("127.0.0.1", port), { code: "EADDRINUSE" });
    await second.close();
  });
});
