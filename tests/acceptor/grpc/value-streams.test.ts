import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { it, type TestContext } from "node:test";
import type { ServiceError } from "@grpc/grpc-js";
import { Code } from "../../../src/common/codes.ts";
import { eventually } from "../../support/eventually.ts";
import { GatewayProcess } from "../../support/gateway-process.ts";
import { detailsOf, GrpcClient } from "../../support/grpc-client.ts";
import { grpcTransports } from "../../support/grpc-transports.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const MIB = 1024 * 1024;
const namespace = "memory";

interface Part {
  found: boolean;
  version: number;
  size: number;
  digest: Buffer;
  encoding: string;
  data: Buffer;
}

async function open(t: TestContext, transport: string) {
  const env = { PRISM_LISTENERS_GRPC_TRANSPORT: transport };
  const gateway = await GatewayProcess.serving(t, { folder: tempFolder(t), env });
  const client = GrpcClient.to(t, gateway.grpcPort);
  const put = async (key: string, value: Buffer, choices: object = {}, messageBytes = MIB) => {
    const { call, answer } = client.send("PutStream");
    call.write({ namespace, key, ...choices });
    for (let at = 0; at < value.length; at += messageBytes) {
      const isTaken = call.write({ data: value.subarray(at, at + messageBytes) });
      if (!isTaken) await Promise.race([once(call, "drain"), answer.catch(() => undefined)]);
    }
    call.end();
    return answer;
  };
  const get = async (request: object) => {
    const parts: Part[] = [];
    for await (const part of client.stream("GetStream", { namespace, ...request })) parts.push(part as unknown as Part);
    const [head, ...rest] = parts as [Part, ...Part[]];
    return { head, parts: rest, value: Buffer.concat(rest.map(({ data }) => data)) };
  };
  const calls = async (operation: string): Promise<number> => {
    const text = await (await fetch(`http://127.0.0.1:${gateway.adminPort}/metrics`)).text();
    const lines = text
      .split("\n")
      .filter((each) => each.startsWith("prism_requests_total") && each.includes(`"${operation}"`));
    return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  };
  return { gateway, client, put, get, calls };
}

/** SHA-256 over those of the chunks. */
function digestOf(value: Buffer): Buffer {
  const hash = createHash("sha256");
  for (let at = 0; at < value.length; at += MIB / 2) {
    hash.update(
      createHash("sha256")
        .update(value.subarray(at, at + MIB / 2))
        .digest(),
    );
  }
  return hash.digest();
}

async function reasonOf(answer: Promise<unknown>): Promise<string> {
  const error = await answer.then(
    () => assert.fail("it succeeded"),
    (thrown: unknown) => thrown,
  );
  return String(detailsOf(error).ErrorInfo?.reason);
}

for (const transport of grpcTransports) {
  // One gateway for all of them: each test has keys of its own.
  it(`values of any size are written and read as streams of messages, over ${transport}`, async (t) => {
    const { gateway, client, put, get, calls } = await open(t, transport);

    await t.test("large and small ones, in messages of any size", async () => {
      const value = randomBytes(5 * MIB + 3);
      const written = await put("big", value, { ttlMs: 600_000, digest: digestOf(value) });
      assert.equal(written.size, value.length);
      assert.ok(digestOf(value).equals(written.digest as Buffer));
      const got = await get({ key: "big" });
      assert.deepEqual([got.head.found, got.head.size, got.head.version], [true, value.length, written.version]);
      assert.ok(got.head.digest.equals(digestOf(value)));
      assert.ok(got.value.equals(value));
      assert.ok(
        (await get({ key: "big", offset: MIB - 7, length: MIB })).value.equals(value.subarray(MIB - 7, 2 * MIB - 7)),
      );
      const small = await put("small", Buffer.from("small"), {}, 2);
      assert.deepEqual((await client.call("Get", { namespace, key: "small" })).version, small.version);
      assert.equal((await get({ key: "small", offset: 1, length: 3 })).value.toString(), "mal");
      const text = Buffer.alloc(2 * MIB, "to be or not to be ");
      await put("text", text, { encoding: "gzip" }, 100_000);
      assert.ok((await get({ key: "text" })).value.equals(text));
      const encoded = await get({ key: "text", acceptEncodings: ["gzip"] });
      assert.ok(encoded.parts.every(({ encoding, data }) => encoding === "gzip" && data.length < MIB / 20));
      assert.deepEqual((await get({ key: "nowhere" })).head.found, false);
    });

    await t.test("on their conditions, and what they claim", async () => {
      const value = randomBytes(2 * MIB);
      await put("once", value, { ifVersion: 0 });
      assert.equal(await reasonOf(put("once", randomBytes(3 * MIB), { ifVersion: 0 })), "VERSION_MISMATCH");
      assert.equal(await reasonOf(put("once", value, { digest: Buffer.alloc(32) })), "CHECKSUM_MISMATCH");
      assert.equal(await reasonOf(put("once", Buffer.from("s"), { digest: Buffer.alloc(32) })), "CHECKSUM_MISMATCH");
      assert.equal(await reasonOf(put("once", value, { size: 3 * MIB })), "SIZE_MISMATCH");
      assert.equal(await reasonOf(put("once", Buffer.from("s"), { size: 2 })), "SIZE_MISMATCH");
      assert.ok((await get({ key: "once" })).value.equals(value));
      const { call, answer } = client.send("PutStream");
      call.write({ namespace, key: "a" });
      call.write({ namespace, key: "b" });
      call.end();
      assert.equal(await reasonOf(answer), "STREAM_TARGET_CHANGED");
      const empty = client.send("PutStream");
      empty.call.end();
      assert.equal(await reasonOf(empty.answer), "STREAM_TARGET_MISSING");
    });

    await t.test("and leave nothing when they are cancelled or out of time", async () => {
      const left = async () => (await calls("begin_upload")) - (await calls("abort_upload"));
      const before = await left();
      for (const timeoutMs of [null, 2_000]) {
        const { call, answer } = client.send("PutStream", timeoutMs === null ? {} : { timeoutMs });
        let isOver = false;
        answer.catch(() => (isOver = true));
        const already = await calls("upload_chunk");
        // The digest tells the end of a value from the end that this client sends before it resets a stream.
        call.write({ namespace, key: "broken", digest: Buffer.alloc(32, 1) });
        for (let at = 0; at < 3; at++) call.write({ data: randomBytes(MIB) });
        await eventually("chunks are there", async () => {
          // Its time may be over before, on a machine with much to do.
          if (timeoutMs !== null && isOver) return true;
          return (await calls("upload_chunk")) >= already + 4;
        });
        if (timeoutMs === null) call.cancel();
        await assert.rejects(answer, { code: timeoutMs === null ? Code.CANCELLED : Code.DEADLINE_EXCEEDED });
        await eventually("the upload is aborted", async () => (await left()) === before);
      }
      assert.equal((await client.call("Get", { namespace, key: "broken" })).found, false);
    });

    await t.test("and are read from their store no faster than the client takes them", async () => {
      // Far more than lies in the buffers of two sockets and of the client.
      const value = randomBytes(48 * MIB);
      await put("slow", value);
      const already = await calls("download_chunk");
      const stream = client.stream("GetStream", { namespace, key: "slow" });
      stream.pause();
      let before = -1;
      await eventually("no more is read", async () => {
        const now = (await calls("download_chunk")) - already;
        const isStill = now === before && now > 0;
        before = now;
        return isStill;
      });
      assert.ok(before < 72, `${before} of 96 chunks`);
      const parts: Buffer[] = [];
      for await (const { data } of stream) parts.push(data as Buffer);
      assert.ok(Buffer.concat(parts).equals(value));
    });

    await t.test("and end with where to go on when the gateway is told to go", async () => {
      const stream = client.stream("GetStream", { namespace, key: "slow" });
      const read = async (): Promise<void> => {
        let hasBegun = false;
        for await (const _ of stream) {
          if (hasBegun) continue;
          hasBegun = true;
          gateway.signal("SIGTERM");
          await gateway.logged("shutting down; a second signal ends at once");
        }
      };
      const error = await read().then(
        () => assert.fail("it came to its end"),
        (thrown: unknown) => thrown as ServiceError,
      );
      assert.equal(detailsOf(error).ErrorInfo?.reason, "SHUTTING_DOWN");
      assert.match(error.details, /^what has come is good: go on with offset .*; of the rest: /);
    });
  });
}
