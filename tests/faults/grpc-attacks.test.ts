import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { connect as connectTls } from "node:tls";
import { FrameType, firstCall, frame, greeting, laterCall } from "../../src/bench/grpc/h2-frames.ts";
import { Code } from "../../src/common/codes.ts";
import { prism } from "../generated/prism.js";
import { afterwards } from "../support/afterwards.ts";
import { eventually } from "../support/eventually.ts";
import { get, put } from "../support/frames.ts";
import { GatewayProcess } from "../support/gateway-process.ts";
import { GrpcClient } from "../support/grpc-client.ts";
import { type GrpcTransportName, grpcTransports } from "../support/grpc-transports.ts";
import { canReadMemory, residentMiB } from "../support/process-memory.ts";
import { framed, type RawChoices, RawGrpc } from "../support/raw-grpc.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { TestCa } from "../support/test-ca.ts";
import { TlsFolder } from "../support/tls-folder.ts";

/** The harder case: the bounds of one thread must hold where another does the work. */
const thread = "own";
const MIB = 1024 * 1024;
const path = "/prism.v1.KeyValueService/Get";

/** The frames of a flood, without end: a chunk at a time. */
type Flood = Generator<Buffer>;

function* again(bytes: Buffer, count = 1_000): Flood {
  const chunk = Buffer.concat(Array.from({ length: count }, () => bytes));
  for (;;) yield chunk;
}

function* after(first: Buffer, rest: Flood): Flood {
  yield first;
  yield* rest;
}

function numbered(stream: number, bytes: Buffer, places: readonly number[]): Buffer {
  const copy = Buffer.from(bytes);
  for (const at of places) copy.writeUInt32BE(stream, at);
  return copy;
}

/** Opens a stream and resets it, and the next, and the next. */
function* rapidResets(): Flood {
  for (let stream = 1; ; ) {
    const chunk: Buffer[] = [];
    for (let i = 0; i < 500; i++, stream += 2) {
      const { bytes, streamAt } =
        stream === 1 ? firstCall(headers, Buffer.of()) : laterCall(path, headers, Buffer.of());
      chunk.push(numbered(stream, bytes, streamAt));
      chunk.push(frame(FrameType.RST_STREAM, 0, stream, Buffer.from([0, 0, 0, 8])));
    }
    yield Buffer.concat(chunk);
  }
}

/** The headers of a call whose message never comes. */
function openCall(): Buffer {
  const { bytes, streamAt } = firstCall(headers, Buffer.of());
  const [head = 0, data = 0] = streamAt;
  return numbered(1, bytes.subarray(0, data - 5), [head]);
}

const headers = { path, authority: "localhost", authorization: "" };
const PRIORITY = 2;
const CONTINUATION = 9;
const UNKNOWN = 99;
const headerField = Buffer.concat([Buffer.from([0, 1, 0x61, 100]), Buffer.alloc(100, 0x62)]);
/** A table entry of 4 KB, and a header block that says it 15,000 times: 60 MB when they are written out. */
const entry = Buffer.concat([Buffer.from([0x83, 0x86, 0x40, 1, 0x61, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4_000, 0x62)]);
const bomb = Buffer.concat([Buffer.from([0x83, 0x86]), Buffer.alloc(15_000, 0xbe)]);

const floods: Readonly<Record<string, () => Flood>> = {
  "streams that are reset as they open": rapidResets,
  "SETTINGS frames": () => again(frame(FrameType.SETTINGS, 0, 0, Buffer.from([0, 3, 0, 0, 1, 0]))),
  "PING frames": () => again(frame(FrameType.PING, 0, 0, Buffer.alloc(8))),
  "PRIORITY frames": () => again(frame(PRIORITY, 0, 1, Buffer.from([0, 0, 0, 0, 16]))),
  "WINDOW_UPDATE frames": () => again(frame(FrameType.WINDOW_UPDATE, 0, 0, Buffer.from([0, 0, 0, 1])), 100),
  "frames of no known type": () => again(frame(UNKNOWN, 0, 0, Buffer.alloc(1_000))),
  "header fields that never end": () =>
    after(
      frame(FrameType.HEADERS, 0, 1, Buffer.from([0x83, 0x86])),
      again(frame(CONTINUATION, 0, 1, headerField), 100),
    ),
  "CONTINUATION frames without a byte": () =>
    after(frame(FrameType.HEADERS, 0, 1, Buffer.from([0x83, 0x86])), again(frame(CONTINUATION, 0, 1, Buffer.of()))),
  "header blocks that swell when they are read": () =>
    after(
      frame(FrameType.HEADERS, 4, 1, entry),
      (function* () {
        for (let stream = 3; ; stream += 2) yield frame(FrameType.HEADERS, 4, stream, bomb);
      })(),
    ),
  "DATA frames without a byte": () => after(openCall(), again(frame(FrameType.DATA, 0, 1, Buffer.of()))),
};

/** A way in for clients and attackers; frames come without TLS all the same. */
interface Way {
  readonly name: string;
  readonly transport: GrpcTransportName;
  /** The authority of the door's certificate; undefined = without TLS. */
  readonly ca: string | undefined;
}

const authority = new TestCa();
const certificate = authority.issueServer();
/** TLS is the same below both transports. */
const ways: readonly Way[] = [
  ...grpcTransports.map((transport) => ({ name: transport, transport, ca: undefined })),
  { name: "lean with TLS", transport: "lean", ca: authority.cert },
];

function servingOver({ transport, ca }: Way) {
  return (t: TestContext, env: Record<string, string> = {}): Promise<GatewayProcess> => {
    const folder = tempFolder(t);
    const door = { PRISM_LISTENERS_GRPC_THREAD: thread, PRISM_LISTENERS_GRPC_TRANSPORT: transport };
    return GatewayProcess.serving(t, {
      folder,
      env: { ...door, ...(ca === undefined ? {} : secured(folder)), ...env },
    });
  };
}

function secured(folder: string): Record<string, string> {
  const { certFile, keyFile } = new TlsFolder(folder).write(certificate);
  return { PRISM_LISTENERS_GRPC_TLS: "true", PRISM_TLS_CERT_FILE: certFile, PRISM_TLS_KEY_FILE: keyFile };
}

/** A connection that minds no rule. */
async function dial(t: TestContext, port: number, ca: string | undefined): Promise<Socket> {
  const address = { host: "127.0.0.1", port };
  const socket =
    ca === undefined
      ? connect(address)
      : connectTls({ ...address, ca, servername: "localhost", ALPNProtocols: ["h2"] });
  afterwards(t, () => socket.destroy());
  socket.on("error", () => undefined).resume();
  await once(socket, ca === undefined ? "connect" : "secureConnect");
  return socket;
}

function neighbourOf(t: TestContext, { grpcPort }: GatewayProcess, { ca }: Way): GrpcClient {
  return ca === undefined ? GrpcClient.to(t, grpcPort) : GrpcClient.secure(t, grpcPort, { ca });
}

function rawOf(t: TestContext, { grpcPort }: GatewayProcess, { ca }: Way, options: RawChoices = {}): RawGrpc {
  return new RawGrpc(t, grpcPort, ca === undefined ? options : { ...options, ca });
}

/** Sends until it is cut off or so much time has passed; whether it was. */
async function isCutOff(socket: Socket, flood: Flood, withinMs: number): Promise<boolean> {
  let isCut = false;
  socket.on("close", () => {
    isCut = true;
  });
  socket.write(greeting());
  const until = performance.now() + withinMs;
  while (!isCut && performance.now() < until) {
    if (!socket.write(flood.next().value as Buffer)) await drained(socket);
  }
  return isCut;
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of ["drain", "close"]) socket.off(event, done);
      resolve();
    };
    for (const event of ["drain", "close"]) socket.once(event, done);
  });
}

/** Asks through both doors for as long as `work` lasts; fails when an answer takes too long. */
async function withNeighbours(
  t: TestContext,
  gateway: GatewayProcess,
  way: Way,
  work: () => Promise<void>,
): Promise<void> {
  const frames = await gateway.connect();
  const grpc = neighbourOf(t, gateway, way);
  let isOver = false;
  let asked = 0;
  const asking = (async () => {
    while (!isOver) {
      asked++;
      assert.equal((await frames.call(put(2 * asked, "memory", "neighbour", "v"))).code, Code.OK);
      assert.equal((await frames.call(get(2 * asked + 1, "memory", "neighbour"))).value, "v");
      const request = { namespace: "memory", key: "neighbour" };
      assert.equal((await grpc.call("Get", request, { timeoutMs: NEIGHBOUR_MS })).found, true);
      await pause(5);
    }
  })();
  await Promise.race([work(), asking]);
  isOver = true;
  await asking;
  assert.ok(asked > 0);
}

/** On a machine that does much else at the same time. */
const NEIGHBOUR_MS = 10_000;

function growthOf(gateway: GatewayProcess): () => number {
  const pid = gateway.child.pid as number;
  const before = canReadMemory ? residentMiB(pid).now : 0;
  return () => (canReadMemory ? residentMiB(pid).most - before : 0);
}

for (const way of ways) {
  const serving = servingOver(way);
  describe(`the gRPC door, when it is flooded, over ${way.name}`, () => {
    it("cuts the client off, stays small, and serves the others", async (t) => {
      const gateway = await serving(t);
      const growth = growthOf(gateway);
      for (const [name, flood] of Object.entries(floods)) {
        await withNeighbours(t, gateway, way, async () => {
          const socket = await dial(t, gateway.grpcPort, way.ca);
          assert.ok(await isCutOff(socket, flood(), 20_000), `${name}: the client was not cut off`);
        });
        t.diagnostic(`${name}: cut off; grew by ${growth().toFixed(0)} MiB at the most until here`);
      }
      assert.ok(growth() < 100, `grew by ${growth()} MiB`);
    });
  });
}

for (const way of ways) {
  const serving = servingOver(way);
  describe(`the gRPC door, before a client that is greedy, over ${way.name}`, () => {
    it("keeps few answers for one that reads none", async (t) => {
      const gateway = await serving(t);
      const owner = neighbourOf(t, gateway, way);
      await owner.call("Put", { namespace: "memory", key: "large", value: Buffer.alloc(MIB, "v") });
      const growth = growthOf(gateway);
      const greedy = rawOf(t, gateway, way, { settings: { initialWindowSize: 0 } });
      const message = prism.v1.GetRequest.encode({ namespace: "memory", key: "large" }).finish();
      for (let i = 0; i < 250; i++) greedy.open(path).end(framed(message));
      await new Promise((resolve) => greedy.session.ping(resolve));
      await withNeighbours(t, gateway, way, () => pause(1_000));
      t.diagnostic(`grew by ${growth().toFixed(0)} MiB at the most for 250 MiB of answers`);
      assert.ok(growth() < 120, `grew by ${growth()} MiB`);
    });

    it("keeps few messages of one that ends none, and takes its small ones all the same", async (t) => {
      const gateway = await serving(t);
      const growth = growthOf(gateway);
      // Megabytes that Node lets a client have waiting.
      const greedy = rawOf(t, gateway, way, { maxSessionMemory: 2_000 });
      const unfinished = framed(Buffer.alloc(4 * MIB - 20_000)).subarray(0, -1);
      for (let i = 0; i < 200; i++) greedy.open("/prism.v1.KeyValueService/Put").write(unfinished);
      const message = prism.v1.ExistsRequest.encode({ namespace: "memory", key: "k" }).finish();
      await withNeighbours(t, gateway, way, async () => {
        for (let i = 0; i < 5; i++) assert.equal((await greedy.call("Exists", message)).status, 0);
        await pause(1_000);
      });
      t.diagnostic(`grew by ${growth().toFixed(0)} MiB at the most for 800 MiB of messages`);
      assert.ok(growth() < 150, `grew by ${growth()} MiB`);
    });

    it("answers no faster than it is read when it is asked for its schema", async (t) => {
      const gateway = await serving(t);
      const growth = growthOf(gateway);
      const greedy = rawOf(t, gateway, way, { settings: { initialWindowSize: 0 } });
      // file_containing_symbol, field 4.
      const symbol = Buffer.from("prism.v1.KeyValueService");
      const message = framed(Buffer.concat([Buffer.from([(4 << 3) | 2, symbol.length]), symbol]));
      for (const version of ["v1", "v1alpha"]) {
        const stream = greedy.open(`/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`);
        for (let i = 0; i < 20_000; i++) stream.write(message);
      }
      await withNeighbours(t, gateway, way, () => pause(1_500));
      t.diagnostic(`grew by ${growth().toFixed(0)} MiB at the most for 40,000 questions`);
      assert.ok(growth() < 100, `grew by ${growth()} MiB`);
    });

    it("refuses headers of megabytes, and messages over the limit before they have come", async (t) => {
      const gateway = await serving(t);
      const growth = growthOf(gateway);
      const greedy = rawOf(t, gateway, way);
      const announced = greedy.open(path);
      const head = Buffer.alloc(5);
      head.writeUInt32BE(100 * MIB, 1);
      announced.write(head);
      const status = new Promise((resolve) => announced.once("response", (headers) => resolve(headers["grpc-status"])));
      assert.equal(Number(await status), Code.RESOURCE_EXHAUSTED);
      const large = greedy.open(path, { "x-large": "x".repeat(1_000_000) });
      await new Promise((resolve) => large.once("close", resolve));
      await withNeighbours(t, gateway, way, () => pause(100));
      assert.ok(growth() < 100, `grew by ${growth()} MiB`);
    });

    it("takes no more connections than it is configured to, and takes new ones when they go", async (t) => {
      const gateway = await serving(t, { PRISM_LISTENERS_GRPC_MAX_CONNECTIONS: "5" });
      const sockets = await Promise.all(Array.from({ length: 8 }, () => dial(t, gateway.grpcPort, way.ca)));
      await eventually("three are gone", () => sockets.filter(({ destroyed }) => destroyed).length === 3);
      for (const socket of sockets) socket.destroy();
      await eventually("there is room", () =>
        neighbourOf(t, gateway, way)
          .call("Exists", { namespace: "memory", key: "k" }, { timeoutMs: 1_000 })
          .then(
            () => true,
            () => false,
          ),
      );
    });
  });
}
