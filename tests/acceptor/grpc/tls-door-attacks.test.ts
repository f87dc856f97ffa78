import assert from "node:assert/strict";
import { connect as connectPlain, type Socket } from "node:net";
import { describe, it, type TestContext } from "node:test";
import { connect } from "node:tls";
import { FRAME_BURST } from "../../../src/acceptor/http2/http2-limits.ts";
import { KEY_UPDATE_BURST, MAX_STRANGERS } from "../../../src/common/limits.ts";
import { afterwards } from "../../support/afterwards.ts";
import { eventually } from "../../support/eventually.ts";
import * as h2 from "../../support/http2/frames.ts";
import { openSessions } from "../../support/open-connections.ts";
import { canReadMemory, residentMiB } from "../../support/process-memory.ts";
import { ContentType, RawTls } from "../../support/raw-tls.ts";
import * as client from "../http2/connection-bench.ts";
import { type AttackedDoor, openAttacked } from "./attacked-door.ts";

/** What TLS itself gives a client to attack with, before the door hears of it and beside what it hears. */
const BOUNDED = { timeout: 300_000 };
/** Most that the kernel takes from a client before anybody has read it. */
const ROOM_MIB = 48;

/** A connection without TLS, and whether it is closed. */
async function dial(t: TestContext, { port }: AttackedDoor): Promise<Socket> {
  const socket = connectPlain({ host: "127.0.0.1", port });
  afterwards(t, () => socket.destroy());
  socket.on("error", () => undefined).resume();
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return socket;
}

/** It reads now what it has left unread, among which is the end. */
function isGone(socket: Socket): Promise<void> {
  return eventually("the attacker's connection is gone", () => socket.resume().closed);
}

/** Writes, and gives the door a turn; whether the connection still stands. */
async function send(socket: Socket, bytes: Buffer): Promise<boolean> {
  if (socket.destroyed) return false;
  const isRoomy = socket.write(bytes);
  if (isRoomy) await new Promise((resolve) => setImmediate(resolve));
  else await eventually("it is taken", () => socket.destroyed || socket.writableLength === 0);
  return !socket.destroyed;
}

/** Sends records of one kind, without end, and reads nothing; after how many it was cut off. */
async function flood(raw: RawTls, most: number, record: () => Buffer): Promise<number> {
  let count = 0;
  for (let isOpen = true; isOpen && count < most; count += 100) {
    isOpen = await send(raw.socket, Buffer.concat(Array.from({ length: 100 }, record)));
  }
  return count;
}

async function greeted(t: TestContext, door: AttackedDoor, version: "TLSv1.2" | "TLSv1.3"): Promise<RawTls> {
  const raw = await RawTls.open(t, door.port, version, "h2");
  await send(raw.socket, raw.record(ContentType.DATA, Buffer.concat([h2.preface, h2.frame(h2.Type.SETTINGS, 0, 0)])));
  await eventually("it is greeted", () => openSessions(door.door) > 1);
  return raw;
}

/** A door whose neighbours are there before the attackers. */
async function open(t: TestContext, choices: Parameters<typeof openAttacked>[2] = {}): Promise<AttackedDoor> {
  const door = await openAttacked(t, "TLS", choices);
  await door.isServed();
  return door;
}

describe("a gRPC door's TLS is attacked by", () => {
  it("keys that are changed without end, of which it reads no answer: handshake-flood", BOUNDED, async (t) => {
    const door = await open(t);
    const beforeMiB = canReadMemory ? residentMiB(process.pid).now : 0;
    const raw = await greeted(t, door, "TLSv1.3");
    const count = await flood(raw, 200_000, () => raw.keyUpdate());
    await isGone(raw.socket);
    assert.ok(count > KEY_UPDATE_BURST && count < 20_000, `it was cut off after ${count}`);
    await eventually("it is counted", () => door.failures()["handshake-flood"] === 1);
    await door.isServed();
    if (canReadMemory) assert.ok(residentMiB(process.pid).now - beforeMiB < ROOM_MIB);
  });

  it("keys that are changed as often as may be: it is served", BOUNDED, async (t) => {
    const door = await open(t);
    const raw = await greeted(t, door, "TLSv1.3");
    for (let i = 0; i < KEY_UPDATE_BURST; i++) assert.ok(await send(raw.socket, raw.keyUpdate()));
    let heard = 0;
    raw.socket.resume().on("data", (bytes: Buffer) => {
      heard += bytes.length;
    });
    await eventually("it has heard what was said before", () => heard > 0);
    const before = heard;
    await send(raw.socket, raw.record(ContentType.DATA, client.ping()));
    await eventually("it is answered", () => heard > before);
    assert.deepEqual(door.failures(), {});
  });

  it("handshakes on a connection that has had its own, without end: handshake-flood", BOUNDED, async (t) => {
    const door = await open(t);
    const raw = await greeted(t, door, "TLSv1.2");
    const clientHello = Buffer.of(1, 0, 0, 0);
    const count = await flood(raw, 20_000, () => raw.record(ContentType.HANDSHAKE, clientHello));
    await isGone(raw.socket);
    assert.ok(count < 20_000);
    await eventually("it is counted", () => door.failures()["handshake-flood"] === 1);
    await door.isServed();
  });

  for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
    it(`records without a byte, without end, by ${version}: they end the connection`, BOUNDED, async (t) => {
      const door = await open(t);
      const raw = await greeted(t, door, version);
      const count = await flood(raw, 200_000, () => raw.record(ContentType.DATA, Buffer.alloc(0)));
      await isGone(raw.socket);
      assert.ok(count < 20_000, `it was cut off after ${count}`);
      await door.isServed();
    });
  }

  it("PING without end, a record for each byte: FRAME_FLOOD", BOUNDED, async (t) => {
    const door = await open(t);
    const raw = await greeted(t, door, "TLSv1.3");
    const ping = client.ping();
    let at = 0;
    await flood(raw, 1.2 * FRAME_BURST * ping.length, () => {
      const byte = raw.record(ContentType.DATA, ping.subarray(at, at + 1));
      at = (at + 1) % ping.length;
      return byte;
    });
    await isGone(raw.socket);
    assert.deepEqual([...door.acceptor.counters.refusals], [["FRAME_FLOOD", 1]]);
    await door.isServed();
  });

  it("a record that does not become whole: GREETING_MISSING", async (t) => {
    const door = await open(t);
    const raw = await RawTls.open(t, door.port, "TLSv1.3", "h2");
    const record = raw.record(ContentType.DATA, Buffer.alloc(16_000));
    for (let i = 0; i < 100; i++) await send(raw.socket, record.subarray(i, i + 1));
    await eventually("it is there", () => openSessions(door.door) === 2);
    const pace = setInterval(() => {
      door.clock.us += 5_000_000;
      raw.socket.write("x");
    }, 100);
    await isGone(raw.socket);
    clearInterval(pace);
    assert.deepEqual([...door.acceptor.counters.refusals], [["GREETING_MISSING", 1]]);
    await door.isServed();
  });

  it("handshakes that do not end, silent or byte by byte: timeout", BOUNDED, async (t) => {
    const door = await open(t, { handshakeTimeoutMs: 300 });
    const [silent, dribbling] = [await dial(t, door), await dial(t, door)];
    // The head of a record of 16 KiB that never comes.
    dribbling.write(Buffer.of(0x16, 0x03, 0x01, 0x40, 0x00));
    const pace = setInterval(() => dribbling.write(Buffer.of(1)), 10);
    afterwards(t, () => clearInterval(pace));
    await Promise.all([isGone(silent), isGone(dribbling)]);
    assert.deepEqual(door.failures(), { timeout: 2 });
    assert.equal(openSessions(door.door), 1);
    await door.isServed();
  });

  it(
    "more handshakes than the door takes connections: others are served, and only so many wait",
    BOUNDED,
    async (t) => {
      const maxConnections = 20;
      const door = await open(t, { settings: { maxConnections } });
      const beforeMiB = canReadMemory ? residentMiB(process.pid).now : 0;
      const count = MAX_STRANGERS + maxConnections + 50;
      const begun = await Promise.all(Array.from({ length: maxConnections + 50 }, () => dial(t, door)));
      for (const socket of begun) socket.write(Buffer.of(0x16, 0x03, 0x01));
      // Somebody who comes late finishes his.
      const late = await door.attacker();
      assert.equal(late.isClosed, false);
      const more = await Promise.all(Array.from({ length: count - begun.length }, () => dial(t, door)));
      // The neighbour and the late one have places too.
      await eventually("those that are too many are gone", () => door.failures()["too-many"] === 52);
      await door.isServed();
      if (canReadMemory) assert.ok(residentMiB(process.pid).now - beforeMiB < 2 * ROOM_MIB);
      for (const socket of [...begun, ...more]) socket.destroy();
    },
  );

  it("more connections than may be, whose handshakes are whole: TOO_MANY_CONNECTIONS", BOUNDED, async (t) => {
    const door = await open(t, { settings: { maxConnections: 4 } });
    const attackers = [await door.attacker(), await door.attacker(), await door.attacker()] as const;
    const tooMany = await door.stranger();
    await tooMany.closed();
    assert.deepEqual([...door.acceptor.counters.refusals], [["TOO_MANY_CONNECTIONS", 1]]);
    await door.isServed();
    attackers[0].socket.destroy();
    await eventually("there is room", () => openSessions(door.door) === 3);
    assert.equal((await door.attacker()).isClosed, false);
  });

  it("clients that speak no HTTP/2, or do not say so: no-shared-protocol", BOUNDED, async (t) => {
    const door = await open(t);
    for (const [i, ALPNProtocols] of [undefined, ["http/1.1"], ["h3", "prism"]].entries()) {
      const options = { host: "127.0.0.1", port: door.port, rejectUnauthorized: false };
      const socket = connect(ALPNProtocols === undefined ? options : { ...options, ALPNProtocols });
      afterwards(t, () => socket.destroy());
      socket.on("error", () => undefined).resume();
      socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
      await isGone(socket);
      await eventually("it is counted", () => door.failures()["no-shared-protocol"] === i + 1);
    }
    assert.equal(openSessions(door.door), 1);
    await door.isServed();
  });
});
