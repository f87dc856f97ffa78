import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { Output, Outputs } from "../../../src/acceptor/http2/output.ts";
import { createPrng } from "../../../src/common/prng.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";

/** Both ends of a connection. */
async function pair(t: TestContext): Promise<{ server: Socket; client: Socket }> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  assert.ok(typeof address === "object" && address !== null);
  const client = connect(address.port, "127.0.0.1");
  const [server] = (await once(listener, "connection")) as [Socket];
  for (const socket of [server, client]) {
    socket.on("error", () => undefined);
    afterwards(t, () => socket.destroy());
  }
  afterwards(t, () => listener.close());
  return { server, client };
}

/** Writes `count` bytes that go on counting where the last ones ended. */
function write(output: Output, from: number, count: number): number {
  output.room(count);
  for (let i = 0; i < count; i++) output.bytes[output.used++] = (from + i) % 251;
  return from + count;
}

function outputTo(socket: Socket, outputs = new Outputs(), beforeFlush = (): void => undefined): Output {
  return new Output(socket, outputs, { beforeFlush });
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("the output of a connection", () => {
  it("leaves with one write at the turn's end, and asks its owner before", async (t) => {
    const { server } = await pair(t);
    let writes = 0;
    let asked = 0;
    const send = server.write.bind(server);
    server.write = ((...args: Parameters<typeof send>) => {
      writes++;
      return send(...args);
    }) as typeof server.write;
    const output = outputTo(server, new Outputs(), () => {
      asked++;
      write(output, 30, 10);
    });
    write(output, 0, 10);
    write(output, 10, 20);
    assert.deepEqual([writes, asked, output.unsentBytes], [0, 0, 30]);
    await turn();
    assert.deepEqual([writes, asked, server.bytesWritten], [1, 1, 40]);
  });

  for (const readsSlowly of [false, true]) {
    it(`comes as it was written, whoever has had its buffers, to a client that reads ${readsSlowly ? "slowly" : "at once"}`, async (t) => {
      const prng = createPrng(7);
      const outputs = new Outputs();
      const pairs = [await pair(t), await pair(t), await pair(t)];
      const sides = pairs.map(({ server, client }) => {
        const side = { client, output: outputTo(server, outputs), written: 0, read: 0, wasHeldUp: false };
        client.on("data", (chunk: Buffer) => {
          for (const byte of chunk) if (byte !== side.read++ % 251) assert.fail(`byte ${side.read} is another`);
        });
        return side;
      });
      for (let i = 0; i < 8_000; i++) {
        const side = sides[prng.below(3)] as (typeof sides)[number];
        side.written = write(side.output, side.written, prng.below(20) === 0 ? prng.below(90_000) : prng.below(6_000));
        // A client that stops goes on when more waits than the system has room for.
        if (readsSlowly && prng.below(4) === 0) side.client.pause();
        if (side.output.unsentBytes > 200_000) {
          side.wasHeldUp = true;
          side.client.resume();
        }
        if (prng.below(3) === 0) await turn();
      }
      for (const side of sides) side.client.resume();
      await eventually("all has come", () => sides.every(({ read, written }) => read === written));
      assert.equal(
        sides.some(({ wasHeldUp }) => wasHeldUp),
        readsSlowly,
      );
      assert.ok(sides.every(({ output }) => output.unsentBytes === 0));
    });
  }

  it("tells who waits when its bytes have left, and never when the client is gone before", async (t) => {
    const { server, client } = await pair(t);
    const output = outputTo(server);
    const left: string[] = [];
    write(output, 0, 100);
    output.whenLeft(() => left.push("first"));
    await eventually("the first has left", () => left.length === 1);
    client.pause();
    // More than the system's buffers hold.
    for (let i = 0; i < 400; i++) write(output, 0, 30_000);
    output.whenLeft(() => left.push("second"));
    await turn();
    client.destroy();
    await eventually("the socket is gone", () => server.destroyed);
    output.close();
    await turn();
    assert.deepEqual(left, ["first"]);
  });

  it("takes nothing after its end", async (t) => {
    const { server, client } = await pair(t);
    const output = outputTo(server);
    const chunks: Buffer[] = [];
    client.on("data", (chunk: Buffer) => chunks.push(chunk));
    write(output, 0, 3);
    output.end();
    write(output, 3, 3);
    await once(client, "close");
    assert.deepEqual(Buffer.concat(chunks), Buffer.of(0, 1, 2));
    assert.equal(output.used, 0);
  });

  it("counts what streams that are over have unsent, until it has left", async (t) => {
    const { server, client } = await pair(t);
    client.pause();
    const output = outputTo(server);
    write(output, 0, 50);
    output.onAnswered(50);
    assert.equal(output.answerBytes, 50);
    await turn();
    assert.equal(output.answerBytes, 0);
    for (let i = 0; i < 400; i++) {
      write(output, 0, 30_000);
      output.onAnswered(10_000);
    }
    await turn();
    assert.ok(output.answerBytes > 1_000_000, `${output.answerBytes}`);
    client.resume();
    await eventually("all has left", () => output.answerBytes === 0);
  });
});
