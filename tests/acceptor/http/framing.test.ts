import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { get } from "../../support/frames.ts";
import { needsUws } from "../../support/needs-uws.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer, type HttpServerName } from "./each-server.ts";
import { RawHttp } from "./raw-http.ts";

const ITEM = "/v1/namespaces/memory/keyvalue/victim";
const SMUGGLED = `PUT ${ITEM} HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nsmuggled`;

async function open(t: TestContext, server: HttpServerName = "uwebsockets"): Promise<StartedGateway> {
  return StartedGateway.open(t, { flags: { "listeners.http.server": server } });
}

/** Whether a request that was hidden in another one has been done. */
async function wasSmuggled(gateway: StartedGateway): Promise<boolean> {
  const frames = await gateway.connect();
  return (await frames.call(get(1, "memory", "victim"))).value !== null;
}

/**
 * Heads whose end or body another program could see elsewhere, each followed by what would be a request of its own. The
 * status is the one it must be answered with; 0 = the connection is closed without a word. Of chunks the parser takes more than it should, which is why nothing may follow them.
 */
const AMBIGUOUS: [string, string, number][] = [
  ["length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 0],
  ["chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", 0],
  ["two lengths", "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400],
  ["two lengths that differ", "Content-Length: 5\r\nContent-Length: 0\r\n\r\nhello", 400],
  ["two lengths in one", "Content-Length: 5, 5\r\n\r\nhello", 0],
  ["an empty length", "Content-Length:\r\n\r\n", 400],
  ["a length with a sign", "Content-Length: +5\r\n\r\nhello", 0],
  ["a negative length", "Content-Length: -1\r\n\r\n", 0],
  ["a length with a tail", "Content-Length: 5x\r\n\r\nhello", 0],
  ["a hexadecimal length", "Content-Length: 0x5\r\n\r\nhello", 0],
  ["a length past 64 bits", "Content-Length: 18446744073709551621\r\n\r\nhello", 0],
  ["another encoding", "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501],
  ["two encodings", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400],
  ["two encodings in one", "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501],
  ["an encoding with a vertical tab", "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n", 0],
  ["no digits of a chunk", "Transfer-Encoding: chunked\r\n\r\nG\r\nhello\r\n0\r\n\r\n", 0],
  ["a chunk past 32 bits", "Transfer-Encoding: chunked\r\n\r\n100000005\r\nhello\r\n0\r\n\r\n", 0],
  ["a chunk with a prefix", "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n", 0],
  ["chunks ended by line feeds", "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n", 415],
];

describeEachServer("a request that could be read in two ways", (server) => {
  it("is refused, and its connection ends before what follows it", async (t) => {
    const gateway = await open(t, server);
    const send = async (head: string, next: string): Promise<RawHttp> => {
      const raw = await RawHttp.open(t, gateway.httpPort);
      raw.send(`POST /v1/namespaces/memory/keyvalue:batchGet HTTP/1.1\r\nHost: a\r\n${head}${next}`);
      await raw.closed();
      return raw;
    };
    await Promise.all(
      AMBIGUOUS.map(async ([name, head, status]) => {
        // Some are only cut off when their time is over: of all of them at once.
        const [alone, followed] = await Promise.all([send(head, ""), send(head, SMUGGLED)]);
        const statuses = alone.answers.map((answer) => answer.status);
        if (server === "node")
          assert.ok(
            statuses.every((each) => each >= 400),
            name,
          );
        else assert.deepEqual(statuses, status === 0 ? [] : [status], name);
        // Cut off, or answered what the first request gets.
        assert.ok(
          followed.answers.every((answer) => answer.status >= 400),
          name,
        );
      }),
    );
    assert.equal(await wasSmuggled(gateway), false);
  });
});

describe("a request on a connection of uWebSockets.js", { skip: needsUws }, () => {
  it("is not followed by another on its connection when its body came in chunks", async (t) => {
    const gateway = await open(t);
    const chunks = ["5\r\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n", "5\r\nhello\r\n0\r\nX: y\r\n\r\n"];
    for (const body of chunks) {
      const raw = await RawHttp.open(t, gateway.httpPort);
      const head = "PUT /v1/namespaces/memory/keyvalue/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
      raw.send(head + body + SMUGGLED);
      await raw.closed();
      assert.ok(raw.answers.length <= 1);
    }
    assert.equal(await wasSmuggled(gateway), false);
  });

  it("is not followed by another when it has a body that its method does not take", async (t) => {
    const gateway = await open(t);
    const raw = await RawHttp.open(t, gateway.httpPort);
    raw.send(`GET ${ITEM} HTTP/1.1\r\nHost: a\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`);
    await raw.closed();
    assert.deepEqual(
      raw.answers.map(({ status, headers }) => [status, headers.get("connection")]),
      [[400, "close"]],
    );
    assert.equal(await wasSmuggled(gateway), false);
  });
});

/** Heads that the parser gives up, or that it takes for unfinished until their time is up. */
const MALFORMED: [string, string][] = [
  ["line feeds alone", `GET ${ITEM} HTTP/1.1\nHost: a\n\n`],
  ["a line feed in the head", `GET ${ITEM} HTTP/1.1\r\nHost: a\nX: y\r\n\r\n`],
  ["a folded line", `GET ${ITEM} HTTP/1.1\r\nHost: a\r\nX: y\r\n  z\r\n\r\n`],
  ["a bare carriage return", `GET ${ITEM} HTTP/1.1\r\nHost: a\r\nX: y\rZ: w\r\n\r\n`],
  ["a null byte", `GET ${ITEM} HTTP/1.1\r\nHost: a\r\nX: y\0z\r\n\r\n`],
  ["a space in a name", `GET ${ITEM} HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n`],
  ["a space before the colon", `GET ${ITEM} HTTP/1.1\r\nHost: a\r\nX : z\r\n\r\n`],
  ["no colon", `GET ${ITEM} HTTP/1.1\r\nHost: a\r\nXy\r\n\r\n`],
  ["no host", `GET ${ITEM} HTTP/1.1\r\n\r\n`],
  ["two spaces", `GET  ${ITEM} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ["HTTP/1.0", `GET ${ITEM} HTTP/1.0\r\nHost: a\r\n\r\n`],
  ["HTTP/2.0", `GET ${ITEM} HTTP/2.0\r\nHost: a\r\n\r\n`],
  ["a method in lower case", `get ${ITEM} HTTP/1.1\r\nHost: a\r\n\r\n`],
  ["another protocol", "\x16\x03\x01\x02\x00\x01\x00"],
];

describeEachServer("a head that is none", (server) => {
  it("is never answered as if it were one, and what follows on its connection is not done", async (t) => {
    const gateway = await open(t, server);
    const all = await Promise.all(
      MALFORMED.map(async ([name, head]) => {
        const raw = await RawHttp.open(t, gateway.httpPort);
        raw.send(head + SMUGGLED);
        return { name, raw };
      }),
    );
    const proof = await RawHttp.open(t, gateway.httpPort);
    proof.send(`GET ${ITEM} HTTP/1.1\r\nHost: a\r\n\r\n`);
    assert.equal((await proof.answered(1))[0]?.status, 404);
    for (const { name, raw } of all) {
      assert.ok(
        raw.answers.every((answer) => answer.status >= 400),
        `${name} was answered ${raw.answers[0]?.status}`,
      );
    }
    assert.equal(await wasSmuggled(gateway), false);
  });
});

describe("headers", { skip: needsUws }, () => {
  it("that may come once are refused when they come twice", async (t) => {
    const gateway = await open(t);
    for (const name of [
      "Host",
      "Authorization",
      "Idempotency-Key",
      "Prism-TTL-Ms",
      "Prism-Timeout-Ms",
      "traceparent",
    ]) {
      const raw = await RawHttp.open(t, gateway.httpPort);
      raw.send(`GET ${ITEM} HTTP/1.1\r\nHost: a\r\n${name}: 1\r\n${name}: 1\r\n\r\n`);
      await raw.closed();
      const body = JSON.parse(raw.answers[0]?.body ?? "{}") as { reason: string };
      assert.equal(body.reason, "HEADER_REPEATED", name);
      assert.equal(raw.answers[0]?.headers.get("connection"), "close");
    }
  });

  it("of more than 32 KiB are refused", async (t) => {
    const gateway = await open(t);
    const raw = await RawHttp.open(t, gateway.httpPort);
    raw.send(`GET ${ITEM} HTTP/1.1\r\nHost: a\r\nCookie: ${"x".repeat(33 * 1024)}\r\n\r\n`);
    const [answer] = await raw.answered(1);
    // Or cut off, when they do not come in one piece.
    if (answer !== undefined) assert.equal(answer.status, 431);
    else await raw.closed();
  });
});

describeEachServer("a client that sends before it has been answered", (server) => {
  it("is cut off rather than answered out of order", async (t) => {
    const gateway = await open(t, server);
    const raw = await RawHttp.open(t, gateway.httpPort);
    raw.send(`GET ${ITEM} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(3));
    await raw.closed();
    assert.deepEqual(raw.answers, []);
  });

  it("may go on once it has", async (t) => {
    const gateway = await open(t, server);
    const raw = await RawHttp.open(t, gateway.httpPort);
    for (let i = 1; i <= 3; i++) {
      raw.send(`GET ${ITEM} HTTP/1.1\r\nHost: a\r\n\r\n`);
      assert.equal((await raw.answered(i)).length, i);
    }
  });
});
