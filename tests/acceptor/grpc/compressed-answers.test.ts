import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { describe, it, type TestContext } from "node:test";
import { gunzipSync } from "node:zlib";
import type { OpenHandler } from "../../../src/acceptor/grpc/open-call.ts";
import { Code } from "../../../src/common/codes.ts";
import { Failure } from "../../../src/common/failure.ts";
import { PrismError } from "../../../src/common/prism-error.ts";
import { prism } from "../../generated/prism.js";
import { eventually } from "../../support/eventually.ts";
import { type GrpcTransportName, grpcTransports } from "../../support/grpc-transports.ts";
import { answerOf, framed, type RawAnswer } from "../../support/raw-grpc.ts";
import { type DoorChoices, doorOver, getMessage } from "./door-bench.ts";

const FROM_BYTES = 1_000;
const path = "/test.Service/Call";
const settings = { minCompressedAnswerBytes: FROM_BYTES };
const takesGzip = { "grpc-accept-encoding": "identity, gzip" };
const text = Buffer.alloc(50_000, "to be or not to be ");

/** Of the messages that came, what they say. */
function inflated({ messages, flags }: RawAnswer): Buffer[] {
  return messages.map((message, i) => (flags[i] === 1 ? gunzipSync(message) : message));
}

/** Text without repetition, which gets smaller by half at the most: the same each time. */
function hexText(bytes: number, seed: string): Buffer {
  let all = "";
  for (let i = 0; all.length < bytes; i++) all += createHash("sha256").update(`${seed} ${i}`).digest("hex");
  return Buffer.from(all.slice(0, bytes));
}

function gatewaysOver(transport: GrpcTransportName) {
  const openDoor = doorOver(transport);
  return {
    /** A get that is answered with this value. */
    async get(t: TestContext, value: Buffer, headers: object, choices: DoorChoices = { settings }): Promise<RawAnswer> {
      const { client, taken, worker } = await openDoor(t, { ringBytes: 1 << 22, ...choices });
      const coming = client.call("Get", getMessage, { ...headers });
      const [asked] = await taken(1);
      if (asked !== undefined) worker.reply(asked, { kvGet: { found: true, value } });
      return coming;
    },
    /** A call of a handler's, by a client that takes gzip. */
    async open(t: TestContext, handler: OpenHandler) {
      const door = await openDoor(t, { settings, services: new Map([[path, handler]]) });
      return { door, stream: door.client.open(path, takesGzip) };
    },
  };
}

for (const transport of grpcTransports) {
  const { get, open } = gatewaysOver(transport);

  describe(`a compressed answer, over ${transport}`, () => {
    it("is large, to a client that takes gzip, and says so", async (t) => {
      const answer = await get(t, text, takesGzip);
      assert.deepEqual([answer.status, answer.encoding, answer.flags], [0, "gzip", [1]]);
      assert.ok((answer.messages[0] as Buffer).length < text.length / 8);
      const [message] = inflated(answer) as [Buffer];
      assert.deepEqual(Buffer.from(prism.v1.GetResponse.decode(message).value), text);
    });

    it("is none that is small, would not get smaller, or whose client does not take gzip", async (t) => {
      const small = Buffer.alloc(FROM_BYTES / 2);
      const cases: [string, Buffer, object, DoorChoices?][] = [
        ["small", small, takesGzip],
        ["noise", randomBytes(50_000), takesGzip],
        ["to a client that says nothing", text, {}],
        ["to one that takes others", text, { "grpc-accept-encoding": "identity,deflate,x-gzip" }],
        ["by a gateway that is not told to", text, takesGzip, {}],
      ];
      for (const [name, value, headers, choices] of cases) {
        const answer = await get(t, value, headers, choices);
        assert.deepEqual([answer.status, answer.encoding, answer.flags], [0, "", [0]], name);
        const decoded = prism.v1.GetResponse.decode(answer.messages[0] as Buffer);
        assert.deepEqual(Buffer.from(decoded.value), value, name);
      }
    });

    it("leaves among others of its stream in order, and a failure behind it has its details", async (t) => {
      const sent = [Buffer.from("small"), text, Buffer.from("behind"), randomBytes(2_000), text, text, Buffer.of()];
      const { stream } = await open(t, async (call) => {
        // It does not wait: the end comes while the first is being compressed.
        for (const message of sent) call.write(message).catch(() => undefined);
        throw new PrismError(new Failure(Code.ABORTED, "TRIED", "it was all for nothing"), { source: "gateway" });
      });
      stream.end();
      const answer = await answerOf(stream);
      assert.deepEqual(inflated(answer), sent);
      // What would not get smaller has the next one sent as it is, and the one behind that is tried again.
      assert.deepEqual([answer.encoding, answer.flags], ["gzip", [0, 1, 0, 0, 0, 1, 0]]);
      assert.deepEqual([answer.status, answer.reason], [Code.ABORTED, "TRIED"]);
    });

    it("keeps any mixture in order, also where nobody waits for what was written before", async (t) => {
      const sizes = [0, 10, FROM_BYTES - 1, FROM_BYTES, 5_000, 40_000];
      const sent = Array.from({ length: 200 }, (_, i) => {
        const size = sizes[(i * 7) % sizes.length] as number;
        return i % 11 === 0 ? randomBytes(size) : hexText(size, `${i}`);
      });
      const { stream } = await open(t, async (call) => {
        await Promise.all(sent.map((message) => call.write(message)));
      });
      stream.end();
      const answer = await answerOf(stream);
      assert.equal(answer.status, 0);
      assert.deepEqual(inflated(answer), sent);
      assert.ok(answer.flags.includes(1) && answer.flags.includes(0));
    });

    it("is sent no faster than its client reads", async (t) => {
      let sent = 0;
      const message = hexText(200_000, "slow");
      const { stream } = await open(t, async (call) => {
        for (; sent < 50; sent++) await call.write(message);
      });
      stream.end();
      await once(stream, "response");
      let before = -1;
      await eventually("no more is sent", async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        const isStill = sent === before;
        before = sent;
        return isStill;
      });
      assert.ok(sent < 10, `${sent} messages have left, and none was read`);
      const answer = await answerOf(stream);
      assert.ok(answer.flags.every((flag) => flag === 1));
      assert.ok(inflated(answer).every((each) => each.equals(message)));
      assert.equal(answer.messages.length, 50);
    });

    it("goes nowhere when its client leaves meanwhile, and the connection goes on", async (t) => {
      const told: string[] = [];
      const large = hexText(8_000_000, "large");
      const { stream, door } = await open(t, async (call) => {
        call.sendHead([]);
        const written = [call.write(large), call.write(Buffer.from("behind"))];
        stream.close(8);
        for (const each of written) await each.catch(({ message }) => told.push(message.split(":")[0]));
      });
      stream.end();
      const { messages } = await answerOf(stream);
      await eventually("the handler is told", () => told.length === 2);
      assert.deepEqual([messages, told], [[], ["CALLER_GONE", "CALLER_GONE"]]);
      const next = door.client.call("Get", getMessage, takesGzip);
      door.answer(...(await door.taken(1)));
      assert.equal((await next).status, 0);
    });

    it("keeps no other call waiting while it is made", async (t) => {
      const large = hexText(8_000_000, "large");
      const order: string[] = [];
      const { stream, door } = await open(t, async (call) => {
        for await (const message of call.messages) await call.write(message.length === 0 ? large : message);
      });
      const slow = answerOf(stream).then(() => order.push("large"));
      stream.end(framed(Buffer.of()));
      await once(stream, "response");
      for (let i = 0; i < 5; i++) {
        const quick = door.client.open(path, takesGzip);
        quick.end(framed(Buffer.from("quick")));
        assert.deepEqual((await answerOf(quick)).messages.map(String), ["quick"]);
        order.push("quick");
      }
      await slow;
      assert.deepEqual(order, ["quick", "quick", "quick", "quick", "quick", "large"]);
    });
  });
}
