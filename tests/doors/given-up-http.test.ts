import assert from "node:assert/strict";
import { connect } from "node:net";
import { it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { HttpDoor } from "../../src/acceptor/http/http-door.ts";
import type { ChunkRoom } from "../../src/acceptor/large/chunk-room.ts";
import { describeEachServer } from "../acceptor/http/each-server.ts";
import { eventually } from "../support/eventually.ts";
import { StartedGateway } from "../support/started-gateway.ts";

const YAML = `
workers: 1
backends: { ram: { type: memory } }
namespaces: [{ name: memory, pattern: keyvalue, backend: ram }]
`;
const MIB = 1024 * 1024;
/** Several chunks, which no encoding has made. */
const LARGE = Buffer.alloc(3 * MIB, "0123456789abcdef");
const TIMES = 12;

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: readonly string[];
  readonly body?: Buffer;
  /** Milliseconds after which the client breaks off; else it waits for something of the answer. */
  readonly goneAfterMs?: number;
}

const given: Readonly<Record<string, (i: number) => Given>> = {
  "a large value for no namespace": () => ({ path: "/v1/namespaces/nowhere/keyvalue/k", body: LARGE }),
  "a large value on a condition that does not hold": () => ({ headers: ["If-None-Match: *"], body: LARGE }),
  "a large value that is out of time": (i) => ({ headers: [`Prism-Timeout-Ms: ${1 + i}`], body: LARGE }),
  "a large value that is not what it claims to be": () => ({ headers: ["Content-Encoding: gzip"], body: LARGE }),
  "a part of a large value": (i) => ({ body: LARGE.subarray(0, (i % 4) * 700_000), goneAfterMs: i }),
  "a large value whose client is gone": (i) => ({ body: LARGE, goneAfterMs: i % 20 }),
  "a part of a small value": (i) => ({
    headers: ["Content-Length: 200000"],
    body: LARGE.subarray(0, 90_000),
    goneAfterMs: i % 3,
  }),
  "a read of a large value whose client is gone": (i) => ({ method: "GET", goneAfterMs: i % 20 }),
  "a read of a large value that is out of time": (i) => ({ method: "GET", headers: [`Prism-Timeout-Ms: ${1 + i}`] }),
};

/** Sends a request of the key `large`, unless it says otherwise, on a connection of its own. */
async function ask(port: number, request: Given): Promise<void> {
  const { method = "PUT", path = "/v1/namespaces/memory/keyvalue/large", headers = [], body, goneAfterMs } = request;
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  const isOver = new Promise<void>((resolve) => {
    socket.once("data", () => resolve());
    socket.once("close", () => resolve());
  });
  const length =
    method === "PUT" && !headers.some((each) => each.startsWith("Content-Length"))
      ? [`Content-Length: ${LARGE.length}`]
      : [];
  socket.write([`${method} ${path} HTTP/1.1`, "Host: a", ...length, ...headers, "", ""].join("\r\n"));
  if (body !== undefined) socket.write(body);
  await (goneAfterMs === undefined ? isOver : pause(goneAfterMs));
  if (goneAfterMs === undefined) socket.destroy();
  else socket.resetAndDestroy();
}

/** What the door has taken for requests, of every kind. */
function taken({ gateway }: StartedGateway): readonly number[] {
  const { http } = (gateway as unknown as { doors: { sockets: { http: HttpDoor } } }).doors.sockets;
  const door = http as unknown as {
    readonly bodies: { readonly bytes: number };
    readonly streamed: { readonly bodies: ReadonlySet<object> };
    readonly services: { readonly uploadRoom: ChunkRoom; readonly downloadRoom: ChunkRoom };
    readonly server: { readonly exchanges: { readonly count: number; readonly unreadBytes: number } };
  };
  const { uploadRoom, downloadRoom } = door.services;
  const { exchanges } = door.server;
  const rooms = [uploadRoom, downloadRoom].map(usedBytes);
  const { acceptor } = gateway;
  const requests = [acceptor.inFlight, acceptor.counters.http.underWay, exchanges.count, exchanges.unreadBytes];
  return [...rooms, door.bodies.bytes, door.streamed.bodies.size, ...requests];
}

function usedBytes(room: ChunkRoom): number {
  return (room as unknown as { readonly budget: { readonly usedBytes: number } }).budget.usedBytes;
}

describeEachServer("an HTTP door of which requests end badly, time and again", (server) => {
  it("has given back what they had taken", { timeout: 300_000 }, async (t) => {
    const started = await StartedGateway.open(t, { yaml: YAML, flags: { "listeners.http.server": server } });
    const at = `http://127.0.0.1:${started.httpPort}/v1/namespaces/memory/keyvalue/large`;
    assert.equal((await fetch(at, { method: "PUT", body: LARGE })).status, 204);
    for (const [name, request] of Object.entries(given)) {
      await Promise.all(Array.from({ length: TIMES }, (_, i) => ask(started.httpPort, request(i))));
      await eventually(`nothing is taken after ${name}`, () => taken(started).every((count) => count === 0));
    }
    assert.ok(Buffer.from(await (await fetch(at)).arrayBuffer()).equals(LARGE));
  });
});
