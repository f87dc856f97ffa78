import assert from "node:assert/strict";
import { once } from "node:events";
import type { ClientHttp2Stream } from "node:http2";
import { describe, it, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { type OpenCall, type OpenHandler, OpenStatus, onlyMessage } from "../../../src/acceptor/grpc/open-call.ts";
import { Code } from "../../../src/common/codes.ts";
import { eventually } from "../../support/eventually.ts";
import { type GrpcTransportName, grpcTransports } from "../../support/grpc-transports.ts";
import { answerOf, framed } from "../../support/raw-grpc.ts";
import { type DoorChoices, doorOver } from "./door-bench.ts";

const path = "/test.Service/Call";

/** What opens a call that a handler has, over a transport. */
function openerOver(transport: GrpcTransportName) {
  const openDoor = doorOver(transport);
  return async (t: TestContext, handler: OpenHandler, headers = {}, choices: DoorChoices = {}) => {
    const door = await openDoor(t, { services: new Map([[path, handler]]), ...choices });
    return { door, stream: door.client.open(path, headers) };
  };
}

function send(stream: ClientHttp2Stream, ...texts: string[]): void {
  for (const text of texts) stream.write(framed(Buffer.from(text)));
}

async function echo(call: OpenCall): Promise<undefined> {
  for await (const message of call.messages) await call.write(message);
}

for (const transport of grpcTransports) {
  const open = openerOver(transport);
  describe(`an open call, over ${transport}`, () => {
    it("takes and sends any number of messages, with metadata before and after", async (t) => {
      const { stream } = await open(
        t,
        async (call) => {
          call.sendHead([["x-first", call.head.field("x-ask") ?? ""]]);
          await echo(call);
          return [
            ["x-last", "one"],
            ["x-last", "two"],
          ];
        },
        { "x-ask": "hear me" },
      );
      const heard: Record<string, unknown> = {};
      stream.on("response", (headers) => Object.assign(heard, headers));
      stream.on("trailers", (headers) => Object.assign(heard, headers));
      const coming = answerOf(stream);
      send(stream, "a", "", "c");
      stream.end();
      const { status, messages, httpStatus } = await coming;
      assert.deepEqual([status, messages.map(String), httpStatus], [0, ["a", "", "c"], 200]);
      assert.deepEqual([heard["x-first"], heard["x-last"]], ["hear me", "one, two"]);
    });

    it("may end without a message", async (t) => {
      const { stream } = await open(t, echo);
      stream.end();
      const { status, messages } = await answerOf(stream);
      assert.deepEqual([status, messages], [0, []]);
    });

    it("is read no further than its messages are taken", async (t) => {
      let taken = 0;
      let goOn = (): void => undefined;
      const { stream } = await open(t, async (call) => {
        for await (const message of call.messages) {
          taken += message.length;
          if (taken < 300_000) await new Promise<void>((resolve) => (goOn = resolve));
        }
      });
      const coming = answerOf(stream);
      const large = "x".repeat(150_000);
      send(stream, large, large);
      stream.end();
      await eventually("the first was taken", () => taken > 0);
      assert.ok(stream.writableLength > 0, "HTTP/2 holds the client up");
      goOn();
      assert.equal((await coming).status, 0);
      assert.equal(taken, 300_000);
    });

    it("sends no faster than its client reads", async (t) => {
      let sent = 0;
      const { stream } = await open(t, async (call) => {
        for (; sent < 50; sent++) await call.write(Buffer.alloc(40_000));
      });
      stream.end();
      await once(stream, "response");
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.ok(sent < 10, `${sent} messages have left, and none was read`);
      assert.equal((await answerOf(stream)).messages.length, 50);
    });

    it("ends as its handler says", async (t) => {
      const { stream } = await open(t, async () => {
        throw new OpenStatus(Code.NOT_FOUND, "gone ☃", [["x-why", "because"]]);
      });
      const heard: Record<string, unknown> = {};
      stream.on("response", (headers) => Object.assign(heard, headers));
      stream.end();
      const { status, message } = await answerOf(stream);
      assert.deepEqual([status, message, heard["x-why"]], [5, "gone %E2%98%83", "because"]);
    });

    it("that fails in its handler is told no cause, and the log is", async (t) => {
      const faults: string[] = [];
      const { stream } = await open(
        t,
        async () => {
          throw new Error("a secret");
        },
        {},
        { onFault: ({ operation, problem }) => faults.push(`${operation}: ${problem}`) },
      );
      stream.end();
      const { reason, message } = await answerOf(stream);
      assert.equal(reason, "GATEWAY_FAILED");
      assert.doesNotMatch(message, /secret/);
      assert.match(String(faults), /^\/test\.Service\/Call: Error: a secret/);
    });

    it("has one message where its handler wants one", async (t) => {
      const handler: OpenHandler = async (call) => {
        await call.write(await onlyMessage(call));
      };
      for (const [texts, status, reason] of [
        [["one"], 0, ""],
        [[], Code.INVALID_ARGUMENT, "MESSAGE_INCOMPLETE"],
        [["one", "two"], Code.UNIMPLEMENTED, "MESSAGE_EXPECTED_ONCE"],
      ] as const) {
        const { stream } = await open(t, handler);
        send(stream, ...texts);
        stream.end();
        const answer = await answerOf(stream);
        assert.deepEqual([answer.status, answer.reason], [status, reason]);
      }
    });

    it("has its messages inflated", async (t) => {
      const { stream } = await open(t, echo, { "grpc-encoding": "gzip" });
      stream.end(framed(gzipSync("small"), 1));
      assert.deepEqual((await answerOf(stream)).messages.map(String), ["small"]);
    });

    it("that ends before its client does keeps no room for what it has not taken", async (t) => {
      const { door, stream } = await open(t, async (call) => {
        const { value } = await call.messages[Symbol.asyncIterator]().next();
        throw new OpenStatus(Code.ABORTED, String(value?.length));
      });
      // Together more than the messages that come in have room for.
      const large = framed(Buffer.alloc(900_000));
      for (let i = 0; i < 10; i++) {
        const call = i === 0 ? stream : door.client.open(path);
        const coming = answerOf(call);
        call.on("error", () => undefined);
        call.write(large);
        call.write(large);
        assert.equal((await coming).message, String(large.length - 5));
      }
    });

    it("tells its handler when the client is gone, or out of time", async (t) => {
      for (const [headers, leave] of [
        [{}, (stream: ClientHttp2Stream) => stream.close(8)],
        [{ "grpc-timeout": "50m" }, () => undefined],
      ] as const) {
        const told: string[] = [];
        const { stream } = await open(
          t,
          async (call) => {
            call.onOver = () => told.push("over");
            await call.write(Buffer.from("begun"));
            await echo(call).catch(({ message }) => told.push(message));
            await call.write(Buffer.from("late")).catch(({ message }) => told.push(message));
            told.push(`${call.isOver}`);
          },
          headers,
        );
        const coming = answerOf(stream);
        stream.once("data", () => leave(stream));
        const { status } = await coming;
        assert.equal(status, "grpc-timeout" in headers ? Code.DEADLINE_EXCEEDED : null);
        await eventually("the handler is through", () => told.length === 4);
        assert.deepEqual(
          told.map((text) => text.split(":")[0]),
          ["over", "CALLER_GONE", "CALLER_GONE", "true"],
        );
      }
    });
  });
}
