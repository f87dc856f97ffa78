import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { describeEachServer, type HttpServerName } from "../acceptor/http/each-server.ts";
import { RawHttp } from "../acceptor/http/raw-http.ts";
import { afterwards } from "../support/afterwards.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { canReadMemory, residentMiB } from "../support/process-memory.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MIB = 1024 * 1024;
const PATH = "/v1/namespaces/memory/keyvalue/k";
/** Its body must be there in one piece, unlike a value's. */
const BATCH = "/v1/namespaces/memory/keyvalue:batchPut";
const HEAD = `Host: a\r\n`;

/** What the gateway may grow by while it is attacked: a few buffers of the kernel's size, whatever is sent. */
const MAX_GROWTH_MIB = 120;

/** … while it takes in a large value: chunks under way, and those that wait for the garbage collector; half of the value. */
const MAX_UPLOAD_GROWTH_MIB = 250;

function start(t: TestContext, server: HttpServerName): Promise<GatewayProcess> {
  return GatewayProcess.serving(t, { folder: tempFolder(t), env: { PRISM_LISTENERS_HTTP_SERVER: server } });
}

/** A connection that sends until the other side has had enough; what it was told, and how much it could send. */
async function flood(t: TestContext, port: number, head: string, chunk: Buffer, total: number) {
  const socket = connect({ host: "127.0.0.1", port });
  afterwards(t, () => socket.destroy());
  let told = "";
  let isClosed = false;
  socket.on("data", (bytes: Buffer) => {
    told += bytes.toString("latin1");
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    isClosed = true;
  });
  socket.write(head);
  let sent = 0;
  while (sent < total && !isClosed && !socket.destroyed) {
    sent += chunk.length;
    if (!socket.write(chunk)) await drained(socket);
  }
  await closed(socket);
  return { told, sent };
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once("drain", resolve);
    socket.once("close", () => resolve());
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) resolve();
    else socket.once("close", () => resolve());
  });
}

/** Whether it still does what it is for. */
async function serves(gateway: GatewayProcess): Promise<void> {
  const url = `http://127.0.0.1:${gateway.httpPort}${PATH}`;
  assert.equal((await fetch(url, { method: "PUT", body: "v" })).status, 204);
  assert.equal(await (await fetch(url)).text(), "v");
}

describeEachServer("a gateway under attack over HTTP", (server) => {
  it("is not made to keep 100 MiB of headers or of a body", async (t) => {
    const gateway = await start(t, server);
    await serves(gateway);
    const before = canReadMemory ? residentMiB(gateway.child.pid as number).now : 0;
    const [lines, one, body, chunks] = await Promise.all([
      flood(
        t,
        gateway.httpPort,
        `GET ${PATH} HTTP/1.1\r\n${HEAD}`,
        Buffer.from(`X-Filler: ${"y".repeat(1000)}\r\n`),
        100 * MIB,
      ),
      flood(t, gateway.httpPort, `GET ${PATH} HTTP/1.1\r\n${HEAD}X: `, Buffer.alloc(64 * 1024, "y"), 100 * MIB),
      flood(
        t,
        gateway.httpPort,
        `POST ${BATCH} HTTP/1.1\r\n${HEAD}Content-Length: ${100 * MIB}\r\n\r\n`,
        Buffer.alloc(64 * 1024),
        100 * MIB,
      ),
      flood(
        t,
        gateway.httpPort,
        `POST ${BATCH} HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n`,
        Buffer.from(`10000\r\n${"z".repeat(65_536)}\r\n`),
        100 * MIB,
      ),
    ]);
    // Cut off early, and told why where the server listens on; a client that goes on sending may lose the words.
    for (const { sent, told } of [lines, one, body, chunks]) {
      assert.ok(sent < 100 * MIB, `${sent} bytes were taken`);
      assert.ok(told === "" || /^HTTP\/1\.1 4(?:00|13|31) /.test(told), told.slice(0, 80));
    }
    await serves(gateway);
    if (!canReadMemory) return;
    const grown = residentMiB(gateway.child.pid as number).most - before;
    assert.ok(grown < MAX_GROWTH_MIB, `it grew by ${grown} MiB`);
  });

  it("hands the body of a large value on to the store as it comes, and keeps none of it", async (t) => {
    const gateway = await start(t, server);
    await serves(gateway);
    const before = canReadMemory ? residentMiB(gateway.child.pid as number).now : 0;
    const path = "/v1/namespaces/default/keyvalue/large";
    const head = `PUT ${path} HTTP/1.1\r\n${HEAD}Connection: close\r\nContent-Length: ${500 * MIB}\r\n\r\n`;
    const { told } = await flood(t, gateway.httpPort, head, Buffer.alloc(64 * 1024, "v"), 500 * MIB);
    assert.match(told, /^HTTP\/1\.1 204 /);
    await serves(gateway);
    if (!canReadMemory) return;
    const grown = residentMiB(gateway.child.pid as number).most - before;
    assert.ok(grown < MAX_UPLOAD_GROWTH_MIB, `it grew by ${grown} MiB`);
  });

  it("gives up requests that come a byte at a time, and no large value that takes as long as it is large", {
    timeout: 120_000,
  }, async (t) => {
    const gateway = await start(t, server);
    const began = performance.now();
    const trickle = async (head: string): Promise<number> => {
      const raw = await RawHttp.open(t, gateway.httpPort);
      raw.send(head);
      const timer = setInterval(() => raw.send("a"), 1_000);
      await raw.closed();
      clearInterval(timer);
      return performance.now() - began;
    };
    /** Longer than any body that is not large may take, and never slow. */
    const steadily = async (): Promise<number | undefined> => {
      const raw = await RawHttp.open(t, gateway.httpPort);
      const part = "v".repeat(64 * 1024);
      raw.send(`PUT ${PATH} HTTP/1.1\r\n${HEAD}Content-Length: ${46 * part.length}\r\n\r\n`);
      for (let sent = 0; sent < 46; sent++) {
        raw.send(part);
        await pause(1_000);
      }
      return (await raw.answered(1))[0]?.status;
    };
    const large = steadily();
    const times = await Promise.all([
      ...Array.from({ length: 20 }, () => trickle(`GET ${PATH} HTTP/1.1\r\n${HEAD}X: `)),
      ...Array.from({ length: 20 }, () => trickle(`PUT ${PATH} HTTP/1.1\r\n${HEAD}Content-Length: 1000\r\n\r\n`)),
    ]);
    assert.ok(Math.max(...times) < 60_000, `one lasted ${Math.max(...times)} ms`);
    assert.equal(await large, 204);
    await serves(gateway);
  });

  it("does not stumble over clients that go away in the middle", async (t) => {
    const gateway = await start(t, server);
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        Array.from({ length: 40 }, async (_, i) => {
          const raw = await RawHttp.open(t, gateway.httpPort);
          const requests = [
            `GET ${PATH} HTTP/1.1\r\n${HEAD}\r\n`,
            `PUT ${PATH} HTTP/1.1\r\n${HEAD}Content-Length: 100000\r\n\r\nhalf`,
            `PUT ${PATH} HTTP/1.1\r\n${HEAD}Content-Length: 4\r\n\r\nfull`,
            `GET /v1/namespaces/default/keyvalue?pageSize=10 HTTP/1.1\r\n${HEAD}\r\n`,
            `GET ${PATH} HT`,
          ];
          raw.send(requests[i % requests.length] as string);
          if (i % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
          raw.destroy();
        }),
      );
    }
    await serves(gateway);
    gateway.signal("SIGTERM");
    assert.deepEqual(await gateway.end, { code: 0, signal: null });
  });
});
