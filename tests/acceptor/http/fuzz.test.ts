import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createPrng, type Prng } from "../../../src/common/prng.ts";
import { StartedGateway } from "../../support/started-gateway.ts";
import { describeEachServer } from "./each-server.ts";
import { RawHttp } from "./raw-http.ts";

/** Requests sent to each server. A million takes an hour: `PRISM_FUZZ_CASES=1000000 npm test -- http/fuzz`. */
const CASES = Number(process.env.PRISM_FUZZ_CASES || 2_000);
/** Each on a connection of its own, so many at a time. */
const AT_ONCE = 50;
/** After a later request was answered: what is answered, is by then. */
const SETTLE_MS = 50;

const VICTIM = "/v1/namespaces/memory/keyvalue/victim";

/** Right requests, of which wrong ones are made; none of them writes the victim. */
const TEMPLATES = [
  'GET /v1/namespaces/memory/keyvalue/a%2Fb HTTP/1.1\r\nHost: a\r\nIf-None-Match: "1", W/"2"\r\n\r\n',
  'PUT /v1/namespaces/memory/keyvalue/k HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nIf-Match: "7"\r\nIdempotency-Key: x\r\n\r\nvalue',
  "PUT /v1/namespaces/memory/keyvalue/k HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
  "DELETE /v1/namespaces/memory/keyvalue/k HTTP/1.1\r\nHost: a\r\nPrism-Timeout-Ms: 1000\r\n\r\n",
  "GET /v1/namespaces/memory/keyvalue?prefix=a&pageSize=3&keysOnly=true HTTP/1.1\r\nHost: a\r\n\r\n",
  'POST /v1/namespaces/memory/keyvalue:batchGet HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{"keys":["a"]}',
  'POST /v1/KeyValueService/Get HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 32\r\n\r\n{"namespace":"memory","key":"k"}',
  "OPTIONS /v1/namespaces/memory/keyvalue/k HTTP/1.1\r\nHost: a\r\nOrigin: https://a.example\r\nAccess-Control-Request-Method: PUT\r\n\r\n",
  "GET /v1/ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x82\x85\x00\x00\x00\x00\x00\x00\x00\x01\x08",
];
/** What makes parsers stumble, put in anywhere. */
const PIECES = [
  "\r\n",
  "\n",
  "\r",
  "\0",
  " ",
  "\t",
  ":",
  "%",
  "%00",
  "%2e%2e",
  "/",
  "//",
  "../",
  "#",
  "?",
  "\xff",
  "Content-Length: 3\r\n",
];

function mutate(prng: Prng, template: string): string {
  let text = template;
  for (let changes = prng.below(4); changes >= 0; changes--) {
    const at = prng.below(text.length + 1);
    switch (prng.below(5)) {
      case 0:
        text = text.slice(0, at) + String.fromCharCode(prng.below(256)) + text.slice(at + 1);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + 1 + prng.below(8));
        break;
      case 2:
        text = text.slice(0, at) + PIECES[prng.below(PIECES.length)] + text.slice(at);
        break;
      case 3:
        text = text.slice(0, at) + text.slice(Math.max(0, at - prng.below(20)));
        break;
      default:
        text = prng.below(20) === 0 ? randomText(prng) : text;
    }
  }
  return text;
}

function randomText(prng: Prng): string {
  return Array.from({ length: 1 + prng.below(200) }, () => String.fromCharCode(prng.below(256))).join("");
}

describeEachServer("random bytes at the port of HTTP", (server) => {
  it("are answered as requests, refused or hung up on, and the next request is answered as ever", async (t) => {
    const gateway = await StartedGateway.open(t, { flags: { "listeners.http.server": server } });
    const victim = `http://127.0.0.1:${gateway.httpPort}${VICTIM}`;
    await fetch(victim, { method: "PUT", body: "untouched" });
    const prng = createPrng(CASES);
    const statuses = new Map<number, number>();
    const batch = async (): Promise<void> => {
      const all = await Promise.all(Array.from({ length: AT_ONCE }, () => RawHttp.open(t, gateway.httpPort)));
      for (const raw of all) raw.send(mutate(prng, TEMPLATES[prng.below(TEMPLATES.length)] as string));
      const areOver = Promise.all(all.map((raw) => raw.answered(1)));
      // Whatever is unfinished is waited for by the server, and not by this test: only for a connection that came after it.
      const last = await RawHttp.open(t, gateway.httpPort);
      last.send(`GET ${VICTIM} HTTP/1.1\r\nHost: a\r\n\r\n`);
      await Promise.race([areOver, last.answered(1)]);
      last.destroy();
      await pause(SETTLE_MS);
      for (const raw of all) {
        for (const { status } of raw.answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
        raw.destroy();
      }
    };
    for (let done = 0; done < CASES; done += AT_ONCE) await batch();
    const known = [101, 200, 201, 204, 304, 400, 403, 404, 405, 408, 411, 412, 413, 414, 415, 426, 431, 501, 504];
    assert.deepEqual(
      [...statuses.keys()].filter((status) => !known.includes(status)),
      [],
    );
    assert.ok((statuses.get(400) ?? 0) > 0 && (statuses.get(200) ?? 0) > 0, JSON.stringify([...statuses]));
    assert.equal(await (await fetch(victim)).text(), "untouched");
    assert.deepEqual(
      gateway.logs.filter((entry) => entry.level === "error"),
      [],
    );
  });
});
