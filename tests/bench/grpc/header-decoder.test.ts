import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type OutgoingHttpHeaders } from "node:http2";
import { type AddressInfo, connect } from "node:net";
import { type TestContext, test } from "node:test";
import { H2Calls } from "../../../src/bench/grpc/h2-calls.ts";
import { type CallHeaders, firstCall, laterCall } from "../../../src/bench/grpc/h2-frames.ts";
import { HeaderDecoder } from "../../../src/bench/grpc/header-decoder.ts";
import { readHuffmanText } from "../../../src/bench/grpc/huffman-text.ts";
import { createPrng } from "../../../src/common/prng.ts";
import { afterwards } from "../../support/afterwards.ts";

/** Node's server, which compresses as nghttp2 does, answers call number i with `answers[i]` and nothing else. */
async function fieldsRead(t: TestContext, answers: readonly OutgoingHttpHeaders[]): Promise<Map<string, string>[]> {
  const server = createServer();
  let asked = 0;
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    stream.respond(answers[asked++], { endStream: true });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  afterwards(t, () => {
    socket.destroy();
    server.close();
  });
  const read: Map<string, string>[] = [];
  const faults: string[] = [];
  await new Promise<void>((resolve) => {
    const calls = new H2Calls((bytes) => socket.write(bytes), {
      onFault: (what) => faults.push(what),
      onEnd: (_stream, _message, fields) => {
        read.push(new Map(fields));
        if (read.length === answers.length) resolve();
        else ask();
      },
    });
    const headers: CallHeaders = { path: "/a.B/C", authority: "here", authorization: "" };
    const ask = (): void => {
      calls.tryCall(calls.isFirst ? firstCall(headers, Buffer.of(1)) : laterCall("/a.B/C", headers, Buffer.of(1)));
      calls.flush();
    };
    socket.on("data", (bytes) => calls.receive(bytes));
    calls.greet();
    ask();
  });
  assert.deepEqual(faults, []);
  return read;
}

test("what a server compresses is read again, also when its table is full and what is long needs several frames", async (t) => {
  const prng = createPrng(11);
  const letters = [...Array(0x5f).keys()].map((i) => i + 0x20).concat([...Array(0x80).keys()].map((i) => i + 0x80));
  const text = (length: number): string =>
    String.fromCharCode(...Array.from({ length }, () => letters[prng.below(letters.length)] as number)).trim();
  const answers = Array.from(
    { length: 300 },
    (_, i): OutgoingHttpHeaders => ({
      ":status": 200,
      "grpc-status": String(prng.below(17)),
      "grpc-message": text(1 + prng.below(i % 50 === 49 ? 20_000 : 300)),
      [`x-${prng.below(8)}`]: `again-${prng.below(4)}`,
    }),
  );
  const read = await fieldsRead(t, answers);
  for (const [i, expected] of answers.entries()) {
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(read[i]?.get(name), String(value), `call ${i}: ${name}`);
    }
  }
});

test("the texts and blocks of the RFC are read", () => {
  const huffman = (hex: string) => readHuffmanText(Buffer.from(hex, "hex"));
  assert.equal(huffman("f1e3c2e5f23a6ba0ab90f4ff"), "www.example.com");
  assert.equal(huffman("a8eb10649cbf"), "no-cache");
  // A padding of eight bits or more, or one with a zero, is no end.
  assert.deepEqual([huffman("a8eb10649cbfff"), huffman("a8eb10649cbe"), huffman("ffffffff")], [null, null, null]);
  const decoder = new HeaderDecoder();
  // Appendix C.3: three requests on one connection.
  const blocks = ["828684410f7777772e6578616d706c652e636f6d", "828684be58086e6f2d6361636865"];
  const [first, second] = blocks.map((hex) => Object.fromEntries(decoder.read(Buffer.from(hex, "hex")) ?? []));
  assert.deepEqual(first, { ":method": "GET", ":scheme": "http", ":path": "/", ":authority": "www.example.com" });
  assert.deepEqual(second, { ...first, "cache-control": "no-cache" });
});

test("a block that is cut off, or refers to what is not there, is none", () => {
  const whole = Buffer.from("828684410f7777772e6578616d706c652e636f6d", "hex");
  for (let end = 4; end < whole.length; end++) assert.equal(new HeaderDecoder().read(whole.subarray(0, end)), null);
  for (const hex of ["80", "be", "ff80ffffffff", "3fffffff7f"]) {
    assert.equal(new HeaderDecoder().read(Buffer.from(hex, "hex")), null, hex);
  }
  assert.equal(new HeaderDecoder().pass(Buffer.from("8286", "hex")), true);
  assert.equal(new HeaderDecoder().pass(Buffer.from("4103", "hex")), false);
});
