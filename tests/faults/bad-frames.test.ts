import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Code } from "../../src/common/codes.ts";
import { eventually } from "../support/eventually.ts";
import type { FrameClient } from "../support/frame-client.ts";
import { frame, get, prefix, put, request } from "../support/frames.ts";
import { openConnections } from "../support/open-connections.ts";
import { encodeMessage } from "../support/protobuf.ts";
import { StartedGateway } from "../support/started-gateway.ts";

/** Opens a gateway with one connection, and checks after `body` that another connection is still served. */
async function withClient(
  t: TestContext,
  body: (client: FrameClient, started: StartedGateway) => Promise<void>,
): Promise<void> {
  const started = await StartedGateway.open(t);
  await body(await started.connect(), started);
  const neighbour = await started.connect();
  assert.equal((await neighbour.call(put(1, "memory", "still", "served"))).code, Code.OK);
  assert.equal(started.gateway.acceptor.inFlight, 0);
  assert.deepEqual(started.logs, []);
}

describe("a stream that is no stream of frames", () => {
  it("is told of a frame of length 0, after the answers it is owed, and closed", (t) =>
    withClient(t, async (client) => {
      client.send(Buffer.concat([put(7, "memory", "k", "v"), prefix(0), put(8, "memory", "k", "never")]));
      await client.closed();
      assert.deepEqual(
        client.answers.map((answer) => [answer.id, answer.reason]),
        [
          [7, ""],
          [0, "EMPTY_FRAME"],
        ],
      );
      assert.equal(client.answers[1]?.code, Code.INVALID_ARGUMENT);
    }));

  for (const [name, length] of [
    ["one byte over the limit", 4 * 1024 * 1024 + 1],
    ["2^31 − 1 bytes", 0x7fff_ffff],
    ["2^31 bytes", 0x8000_0000],
    ["2^32 − 1 bytes", 0xffff_ffff],
  ] as const) {
    it(`is told of a frame of ${name} from its prefix alone, and closed`, (t) =>
      withClient(t, async (client) => {
        client.send(prefix(length));
        await client.closed();
        const [answer] = client.answers;
        assert.equal(answer?.id, 0);
        assert.equal(answer?.code, Code.RESOURCE_EXHAUSTED);
        assert.equal(answer?.reason, "FRAME_TOO_LARGE");
        assert.match(answer?.message ?? "", new RegExp(`${length} bytes .*limits\\.maxFrameBytes is 4194304`));
      }));
  }

  it("may have frames up to the limit", (t) =>
    withClient(t, async (client) => {
      const padding = Buffer.alloc(4 * 1024 * 1024 - 100);
      const envelope = encodeMessage([1, 5], [100, padding]);
      const answer = await client.call(frame(envelope));
      assert.equal(answer.reason, "UNKNOWN_CALL");
    }));

  it("may end within a frame: what came whole is answered", (t) =>
    withClient(t, async (client, started) => {
      const whole = put(1, "memory", "k", "v");
      client.send(Buffer.concat([whole, whole.subarray(0, whole.length - 3)]));
      client.socket.end();
      await client.closed();
      assert.deepEqual(
        client.answers.map((answer) => [answer.id, answer.code]),
        [[1, Code.OK]],
      );
      await eventually("the connection is forgotten", () => openConnections(started.gateway.acceptor) === 0);
    }));

  it("may be reset within a frame", (t) =>
    withClient(t, async (client, started) => {
      await client.call(get(1, "memory", "k"));
      client.send(put(1, "memory", "k", "v").subarray(0, 9));
      client.socket.resetAndDestroy();
      await eventually("the connection is forgotten", () => openConnections(started.gateway.acceptor) === 0);
    }));

  it("may come a byte at a time", (t) =>
    withClient(t, async (client) => {
      const bytes = Buffer.concat([put(1, "memory", "slow", "but sure"), get(2, "memory", "slow")]);
      for (const byte of bytes) {
        client.send(Uint8Array.of(byte));
        // A turn of the event loop for each, so that the kernel sends each by itself.
        await new Promise(setImmediate);
      }
      const [, answer] = await client.answered(2);
      assert.equal(answer?.value, "but sure");
    }));

  it("has garbage in a right frame answered, and goes on", (t) =>
    withClient(t, async (client) => {
      client.send(
        Buffer.concat([put(1, "memory", "k", "v"), frame(Buffer.from("no protobuf!")), get(3, "memory", "k")]),
      );
      const answers = await client.answered(3);
      const byReason = answers.map((answer) => answer.reason).sort();
      assert.deepEqual(byReason, ["", "", "MALFORMED_REQUEST"]);
      assert.equal(answers.find((answer) => answer.id === 3)?.value, "v");
    }));

  it("has garbage after a right frame answered as the frame it claims to be, and is closed", (t) =>
    withClient(t, async (client) => {
      client.send(Buffer.concat([put(1, "memory", "k", "v"), Buffer.from("GET / HTTP/1.1\r\n\r\n")]));
      await client.closed();
      assert.deepEqual(
        client.answers.map((answer) => answer.reason),
        ["", "FRAME_TOO_LARGE"],
      );
    }));
});

describe("a request that is wrong", () => {
  const cases: readonly (readonly [name: string, bytes: Buffer, code: number, reason: string, message: RegExp])[] = [
    ["has no call", frame(encodeMessage([1, 1])), Code.INVALID_ARGUMENT, "CALL_REQUIRED", /kv_get/],
    [
      "has a call without a namespace",
      request(1, 16, [[2, "k"]]),
      Code.INVALID_ARGUMENT,
      "NAMESPACE_REQUIRED",
      /field 1/,
    ],
    ["has a namespace of no bytes", get(1, "", "k"), Code.INVALID_ARGUMENT, "NAMESPACE_REQUIRED", /field 1/],
    [
      "names no namespace that is there",
      get(1, "defualt", "k"),
      Code.NOT_FOUND,
      "NAMESPACE_NOT_FOUND",
      /"defualt".*"?default/,
    ],
    ["has a call number that nobody knows", request(1, 99, [[1, "memory"]]), Code.UNIMPLEMENTED, "UNKNOWN_CALL", /99/],
    [
      "has a call that is no message",
      frame(encodeMessage([1, 1], [16, Buffer.from("\xff\xff\xff\xff", "latin1")])),
      Code.INVALID_ARGUMENT,
      "MALFORMED_REQUEST",
      /protobuf/,
    ],
    ["has no key", get(1, "memory", ""), Code.INVALID_ARGUMENT, "KEY_REQUIRED", /key is empty/],
    [
      "has a key that is not UTF-8",
      get(1, "memory", Buffer.from([0x61, 0xc3, 0x28])),
      Code.INVALID_ARGUMENT,
      "KEY_NOT_UTF8",
      /UTF-8/,
    ],
    [
      "has a key cut within a character",
      get(1, "memory", Buffer.from([0xe2, 0x82])),
      Code.INVALID_ARGUMENT,
      "KEY_NOT_UTF8",
      /UTF-8/,
    ],
    ["has a key over 1 KiB", get(1, "memory", "k".repeat(1025)), Code.INVALID_ARGUMENT, "KEY_TOO_LARGE", /1025 bytes/],
    [
      "has a value over 1 MiB",
      put(1, "memory", "k", Buffer.alloc(1024 * 1024 + 1)),
      Code.INVALID_ARGUMENT,
      "VALUE_TOO_LARGE",
      /1048577 bytes/,
    ],
    [
      "has a negative time to live",
      request(1, 17, [
        [1, "memory"],
        [2, "k"],
        [4, -1],
      ]),
      Code.INVALID_ARGUMENT,
      "TTL_OUT_OF_RANGE",
      /ttl_ms/,
    ],
    [
      "has an absurd time to live",
      request(1, 17, [
        [1, "memory"],
        [2, "k"],
        [4, 2n ** 53n],
      ]),
      Code.INVALID_ARGUMENT,
      "TTL_OUT_OF_RANGE",
      /ten years/,
    ],
    [
      "has a time to live over ten years",
      request(1, 17, [
        [1, "memory"],
        [2, "k"],
        [4, 315_360_000_001],
      ]),
      Code.INVALID_ARGUMENT,
      "TTL_OUT_OF_RANGE",
      /ten years/,
    ],
    [
      "wants a version that is not there",
      request(1, 17, [
        [1, "memory"],
        [2, "nobody"],
        [5, 41],
      ]),
      Code.FAILED_PRECONDITION,
      "VERSION_MISMATCH",
      /41/,
    ],
    [
      "wants a version that cannot be",
      request(1, 17, [
        [1, "memory"],
        [2, "k"],
        [5, 2n ** 64n - 1n],
      ]),
      Code.INVALID_ARGUMENT,
      "VERSION_OUT_OF_RANGE",
      /if_version/,
    ],
    [
      "has a page token of nobody",
      request(1, 19, [
        [1, "memory"],
        [6, "bm9ib2R5"],
      ]),
      Code.INVALID_ARGUMENT,
      "PAGE_TOKEN_INVALID",
      /page_token/,
    ],
    [
      "wants a page of too many",
      request(1, 19, [
        [1, "memory"],
        [5, 10_001],
      ]),
      Code.INVALID_ARGUMENT,
      "PAGE_TOO_LARGE",
      /10001/,
    ],
    [
      "has an idempotency key that is too long",
      request(
        1,
        17,
        [
          [1, "memory"],
          [2, "k"],
        ],
        [[3, "i".repeat(129)]],
      ),
      Code.INVALID_ARGUMENT,
      "IDEMPOTENCY_KEY_TOO_LARGE",
      /128/,
    ],
    ["is a batch of nothing", request(1, 20, [[1, "memory"]]), Code.INVALID_ARGUMENT, "BATCH_EMPTY", /keys/],
    [
      "is a batch of too many",
      request(1, 20, [[1, "memory"], ...Array.from({ length: 1001 }, () => [2, "k"] as const)]),
      Code.INVALID_ARGUMENT,
      "BATCH_TOO_LARGE",
      /1001/,
    ],
  ];

  it("is refused by code, reason and remedy, and the connection goes on", (t) =>
    withClient(t, async (client) => {
      for (const [name, bytes, code, reason, message] of cases) {
        const answer = await client.call(bytes);
        assert.equal(answer.reason, reason, name);
        assert.equal(answer.code, code, name);
        assert.match(answer.message, message, name);
      }
    }));

  it("is refused the same way when its namespace is on disk", (t) =>
    withClient(t, async (client) => {
      assert.equal((await client.call(get(1, "default", "k".repeat(1025)))).reason, "KEY_TOO_LARGE");
      assert.equal(
        (await client.call(put(1, "default", "k", Buffer.alloc(1024 * 1024 + 1)))).reason,
        "VALUE_TOO_LARGE",
      );
    }));

  it("is told the names that it may have meant", (t) =>
    withClient(t, async (client) => {
      const answer = await client.call(get(1, "memry", "k"));
      assert.match(answer.message, /memory/);
      assert.doesNotMatch(answer.message, /default/);
    }));

  it("cannot use a page token of another query", (t) =>
    withClient(t, async (client) => {
      for (const key of ["a1", "a2", "a3"]) await client.call(put(1, "memory", key, "v"));
      const page = await client.call(
        request(2, 19, [
          [1, "memory"],
          [2, "a"],
          [5, 1],
        ]),
      );
      const token = page.result(19).text(2);
      assert.notEqual(token, "");
      const next = await client.call(
        request(3, 19, [
          [1, "memory"],
          [2, "a"],
          [5, 1],
          [6, token],
        ]),
      );
      assert.equal(next.result(19).messages(1)[0]?.text(1), "a2");
      const other = await client.call(
        request(4, 19, [
          [1, "memory"],
          [2, "b"],
          [5, 1],
          [6, token],
        ]),
      );
      assert.equal(other.reason, "PAGE_TOKEN_MISMATCH");
      const elsewhere = await client.call(
        request(5, 19, [
          [1, "default"],
          [2, "a"],
          [5, 1],
          [6, token],
        ]),
      );
      assert.equal(elsewhere.reason, "PAGE_TOKEN_MISMATCH");
    }));
});

describe("requests in flight", () => {
  it("are answered once each though they have the same id", (t) =>
    withClient(t, async (client) => {
      const requests = Array.from({ length: 500 }, (_, i) =>
        put(9, i % 2 === 0 ? "memory" : "default", `k${i}`, `v${i}`),
      );
      client.send(Buffer.concat(requests));
      client.send(put(10, "memory", "last", "v"));
      await client.answered(501);
      assert.equal(client.answers.filter((answer) => answer.id === 9 && answer.code === Code.OK).length, 500);
      // An answer too many would come before that of a later request to the same workers.
      await client.call(get(11, "memory", "last"));
      await client.call(get(12, "default", "k1"));
      assert.equal(client.answers.length, 503);
    }));

  it("are answered to a client that has closed its side", (t) =>
    withClient(t, async (client) => {
      client.send(Buffer.concat(Array.from({ length: 100 }, (_, i) => put(i + 1, "default", `k${i}`, "v"))));
      client.socket.end();
      await client.closed();
      assert.equal(client.answers.filter((answer) => answer.code === Code.OK).length, 100);
    }));
});
