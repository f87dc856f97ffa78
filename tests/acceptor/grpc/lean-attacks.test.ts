import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { CONNECTION_WINDOW_BYTES, MAX_HELD_BYTES } from "../../../src/acceptor/http2/http2-limits.ts";
import type { Authenticator } from "../../../src/security/authenticator.ts";
import { eventually } from "../../support/eventually.ts";
import type { Attacker } from "../../support/http2/attacker.ts";
import * as h2 from "../../support/http2/frames.ts";
import { openSessions } from "../../support/open-connections.ts";
import { canReadMemory, residentMiB } from "../../support/process-memory.ts";
import { framed } from "../../support/raw-grpc.ts";
import * as client from "../http2/connection-bench.ts";
import { integer, literal } from "../http2/hpack/blocks.ts";
import { openAttacked, type Security, securities } from "./attacked-door.ts";
import { type DoorChoices, getMessage } from "./door-bench.ts";

/** One attack for each bound of src/acceptor/http2/http2-limits.ts: over sockets, against a door, with a neighbour. */
const SECOND_US = 1_000_000;
const NO_ERROR = 0;
const CANCEL = 8;
const ENHANCE_YOUR_CALM = 11;
/** What an attack may add to the process, which has the attacker too. */
const ROOM_MIB = 96;
const { END_HEADERS, END_STREAM } = h2;

const block = h2.fields(client.callFields);
const call = (stream: number): Buffer => client.call(stream, getMessage);
/** It is refused by the door itself, with some 200 bytes. */
const failing = (stream: number): Buffer =>
  client.openEnded(
    stream,
    client.callFields.map(([name, value]) => [name, name === ":path" ? "/no.Such/Method" : value] as const),
  );

interface Attack {
  /** What `prism_refused_total` has for it. */
  readonly reason: string;
  readonly before?: Buffer;
  readonly frames: (i: number) => Buffer;
  /** Of them at most, by which it must have ended. */
  readonly most: number;
  readonly isDeaf?: true;
  readonly choices?: DoorChoices;
}

/** Attacks with frames of one kind, many times, until the connection ends. */
async function attack(t: TestContext, security: Security, plan: Attack): Promise<void> {
  const door = await openAttacked(t, security, plan.choices);
  await door.isServed();
  const beforeMiB = canReadMemory ? residentMiB(process.pid).now : 0;
  const attacker = await door.attacker();
  if (plan.isDeaf) attacker.socket.pause();
  if (plan.before !== undefined) await attacker.send(plan.before);
  let count = 0;
  for (let isOpen = true; isOpen && count < plan.most; ) {
    const frames: Buffer[] = [];
    for (let i = 0; i < 100; i++) frames.push(plan.frames(count++));
    isOpen = await attacker.send(Buffer.concat(frames));
    door.worker.take();
    if (count % 2_000 === 0) await door.isServed();
  }
  await door.isServed();
  await eventually("the reason is known", () => door.acceptor.counters.refusals.size > 0);
  attacker.socket.resume();
  await attacker.closed();
  assert.deepEqual([...door.acceptor.counters.refusals.keys()], [plan.reason], `after ${count}`);
  if (attacker.goAway !== null) assert.equal(attacker.goAway, ENHANCE_YOUR_CALM);
  await eventually("its calls are forgotten", () => openSessions(door.door) === 1);
  assertSmall(beforeMiB);
  await door.isServed();
}

function assertSmall(beforeMiB: number): void {
  if (!canReadMemory) return;
  const { now } = residentMiB(process.pid);
  assert.ok(now - beforeMiB < ROOM_MIB, `it grew by ${Math.round(now - beforeMiB)} MiB`);
}

const priority = (stream: number, dependsOn: number): Buffer =>
  h2.frame(h2.Type.PRIORITY, 0, stream, Buffer.concat([h2.words(dependsOn), Buffer.of(0)]));
const odd = (i: number): number => 2 * i + 1;

const floods: Readonly<Record<string, Attack>> = {
  "PING without end": { reason: "FRAME_FLOOD", frames: () => client.ping(), most: 6_000 },
  "PING without end, whose answers nobody reads": {
    reason: "FRAME_FLOOD",
    frames: () => client.ping(),
    most: 6_000,
    isDeaf: true,
  },
  "SETTINGS without end": { reason: "FRAME_FLOOD", frames: () => client.settings([4, 65_535], [1, 0]), most: 6_000 },
  "PRIORITY without end": { reason: "FRAME_FLOOD", frames: (i) => priority(odd(i), 0), most: 6_000 },
  "WINDOW_UPDATE without end": { reason: "FRAME_FLOOD", frames: () => client.windowUpdate(0, 1), most: 6_000 },
  "frames of no known type, without end": {
    reason: "FRAME_FLOOD",
    frames: () => h2.frame(0xbe, 0, 0, Buffer.alloc(16)),
    most: 6_000,
  },
  "empty DATA without end": {
    reason: "FRAME_FLOOD",
    before: client.open(1),
    frames: () => client.data(1, 0),
    most: 6_000,
  },
  "DATA that is all padding": {
    reason: "FRAME_FLOOD",
    before: client.open(1),
    frames: () => client.paddedData(1, 0, 255),
    most: 22_000,
  },
  "DATA on streams that are over": {
    reason: "FRAME_FLOOD",
    before: Buffer.concat([client.open(1), client.windowUpdate(1, 0)]),
    frames: () => client.data(1, 1),
    most: 6_000,
  },
  "calls that are given up at once": {
    reason: "RESET_FLOOD",
    frames: (i) => Buffer.concat([call(odd(i)), client.reset(odd(i))]),
    most: 1_100,
  },
  "malformed requests, which we give up": {
    reason: "RESET_FLOOD",
    frames: (i) => client.openEnded(odd(i), [...client.callFields, ["connection", "close"]]),
    most: 1_100,
  },
  "calls with windows that we must give up": {
    reason: "RESET_FLOOD",
    frames: (i) => Buffer.concat([call(odd(i)), client.windowUpdate(odd(i), 2 ** 31 - 1)]),
    most: 1_100,
  },
  "calls with more behind their last": {
    reason: "RESET_FLOOD",
    frames: (i) => Buffer.concat([call(odd(i)), client.data(odd(i), 1)]),
    most: 1_100,
  },
  "calls that depend on themselves": {
    reason: "RESET_FLOOD",
    frames: (i) => Buffer.concat([call(odd(i)), priority(odd(i), odd(i))]),
    most: 1_100,
  },
  "more streams than may be": {
    reason: "RESET_FLOOD",
    frames: (i) => client.open(odd(i)),
    most: 1_400,
    choices: { settings: { maxConcurrentCalls: 100 } },
  },
  "headers in frames of nothing": {
    reason: "HEADER_FLOOD",
    before: h2.frame(h2.Type.HEADERS, 0, 1),
    frames: () => h2.frame(h2.Type.CONTINUATION, 0, 1),
    most: 100,
  },
  "headers without end": {
    reason: "HEADER_FLOOD",
    before: h2.frame(h2.Type.HEADERS, 0, 1),
    frames: () => h2.frame(h2.Type.CONTINUATION, 0, 1, Buffer.alloc(10_000, block)),
    most: 100,
  },
  "headers that swell as they are read": {
    reason: "RESET_FLOOD",
    before: h2.frame(
      h2.Type.HEADERS,
      END_HEADERS | END_STREAM,
      1,
      Buffer.concat([block, literal(0x40, "x", "v".repeat(4_000))]),
    ),
    frames: (i) =>
      h2.frame(h2.Type.HEADERS, END_HEADERS | END_STREAM, odd(i + 1), Buffer.alloc(4_000, integer(0x80, 0x7f, 62))),
    most: 1_100,
  },
};

for (const security of securities) {
  describe(`a gRPC door over the lean transport, ${security}, is attacked by`, () => {
    for (const [what, plan] of Object.entries(floods)) {
      it(`${what}: ${plan.reason}`, async (t) => {
        await attack(t, security, plan);
      });
    }

    it("a window that is opened byte by byte: FRAME_FLOOD", async (t) => {
      const door = await openAttacked(t, security);
      const attacker = await door.attacker();
      await attacker.send(Buffer.concat([client.settings([4, 0]), call(1)]));
      door.worker.answerWith(15_000, ...(await door.taken(1)));
      await eventually("it is answered", () => door.acceptor.inFlight === 0);
      const crumb = client.windowUpdate(1, 1);
      let count = 0;
      while (count < 6_000 && (await attacker.send(crumb))) count++;
      await attacker.closed();
      assert.deepEqual([...door.acceptor.counters.refusals.keys()], ["FRAME_FLOOD"], `${count}`);
      assert.ok((attacker.heard[h2.Type.DATA] ?? 0) <= 5_100);
      await door.isServed();
    });

    it("a message that comes byte by byte: it is taken, and neighbours do not wait", async (t) => {
      const door = await openAttacked(t, security);
      const attacker = await door.attacker();
      const key = "k".repeat(60_000);
      const message = framed(Buffer.concat([getMessage, Buffer.from([0x12, 0xe0, 0xd4, 0x03]), Buffer.from(key)]));
      await attacker.send(client.open(1));
      for (let from = 0; from < message.length; from += 1_000) {
        const crumbs = [...message.subarray(from, from + 1_000)].map((byte) => client.data(1, Uint8Array.of(byte)));
        await attacker.send(Buffer.concat(crumbs));
        if (from % 20_000 === 0) await door.isServed();
      }
      await attacker.send(client.data(1, 0, END_STREAM));
      await eventually(
        "it is answered",
        () => (attacker.heard[h2.Type.HEADERS] ?? 0) > 0 || door.worker.take().length > 0,
      );
      assert.equal(attacker.isClosed, false);
    });

    it("frames and headers that do not become whole: FRAME_STALLED", async (t) => {
      const door = await openAttacked(t, security);
      const attackers = [await door.attacker(), await door.attacker()] as const;
      await attackers[0].send(client.data(1, 1000).subarray(0, 500));
      await attackers[1].send(h2.frame(h2.Type.HEADERS, 0, 1, block));
      const pace = setInterval(() => {
        door.clock.us += 20 * SECOND_US;
      }, 700);
      await Promise.all(attackers.map((each) => each.closed()));
      clearInterval(pace);
      assert.deepEqual([...door.acceptor.counters.refusals], [["FRAME_STALLED", 2]]);
      assert.equal(attackers[0].goAway, ENHANCE_YOUR_CALM);
      await door.isServed();
    });

    it("connections that say nothing, as many as there may be and more: GREETING_MISSING", async (t) => {
      const door = await openAttacked(t, security, { settings: { maxConnections: 301 } });
      await door.isServed();
      const beforeMiB = canReadMemory ? residentMiB(process.pid).now : 0;
      const silent: Attacker[] = [];
      for (let i = 0; i < 400; i++) silent.push(await door.stranger());
      await eventually("those that are too many are gone", () => silent.filter((each) => each.isClosed).length === 100);
      await door.isServed();
      assert.equal(openSessions(door.door), 301);
      assertSmall(beforeMiB);
      door.clock.us += 11 * SECOND_US;
      await Promise.all(silent.map((each) => each.closed()));
      assert.deepEqual(
        [...door.acceptor.counters.refusals],
        [
          ["TOO_MANY_CONNECTIONS", 100],
          ["GREETING_MISSING", 300],
        ],
      );
      await door.isServed();
    });

    it("calls of which it reads no answers, the windows shut: ANSWERS_UNREAD", async (t) => {
      const door = await openAttacked(t, security, { ringBytes: 8 << 20 });
      await door.isServed();
      const beforeMiB = canReadMemory ? residentMiB(process.pid).now : 0;
      const attacker = await door.attacker();
      await attacker.send(client.settings([4, 0]));
      for (let i = 0; i < 250; i++) await attacker.send(call(odd(i)));
      // The others wait until it has read something.
      door.worker.answerWith(60_000, ...(await door.taken(16)));
      await eventually("they are given", () => door.acceptor.inFlight === 0);
      await pong(attacker);
      assert.deepEqual(door.worker.take(), []);
      await door.isServed();
      assertSmall(beforeMiB);
      assert.equal(attacker.heard[h2.Type.DATA], 0);
      door.clock.us += 61 * SECOND_US;
      await attacker.closed();
      assert.deepEqual([...door.acceptor.counters.refusals.keys()], ["ANSWERS_UNREAD"]);
    });

    it("requests of something else that never end, as many as may be: they are answered, and hold nothing", async (t) => {
      const door = await openAttacked(t, security, { settings: { maxConcurrentCalls: 100 } });
      const attacker = await door.attacker();
      const json = client.callFields.map(
        ([name, value]) => [name, name === "content-type" ? "application/json" : value] as const,
      );
      const openAll = async (from: number): Promise<void> => {
        for (let i = from; i < from + 100; i++) await attacker.send(client.open(odd(i), json));
        await pong(attacker);
      };
      await openAll(0);
      assert.deepEqual([attacker.heard[h2.Type.HEADERS], attacker.heard[h2.Type.RST_STREAM]], [0, 0]);
      door.clock.us += 6 * SECOND_US;
      await eventually("all are over", () => attacker.heard[h2.Type.RST_STREAM] === 100);
      assert.deepEqual([attacker.heard[h2.Type.HEADERS], attacker.heard[h2.Type.DATA]], [100, 100]);
      assert.equal(attacker.lastReset, NO_ERROR);
      // Nor do those that leave no room for the text.
      await attacker.send(client.settings([4, 0]));
      await openAll(100);
      door.clock.us += 6 * SECOND_US;
      await eventually("all are told", () => attacker.heard[h2.Type.HEADERS] === 200);
      assert.equal(attacker.heard[h2.Type.RST_STREAM], 100);
      door.clock.us += 6 * SECOND_US;
      await eventually("all are given up", () => attacker.heard[h2.Type.RST_STREAM] === 200);
      assert.equal(attacker.lastReset, CANCEL);
      await attacker.send(call(odd(200)));
      assert.equal((await door.taken(1)).length, 1);
      await door.isServed();
    });

    it("failures of which it reads none: it is not read, and then ANSWERS_UNREAD", async (t) => {
      const door = await openAttacked(t, security);
      await door.isServed();
      const beforeMiB = canReadMemory ? residentMiB(process.pid).now : 0;
      const attacker = await door.attacker();
      attacker.socket.pause();
      let count = 0;
      let isHeard = true;
      while (isHeard && count < 400_000) {
        const frames: Buffer[] = [];
        for (let i = 0; i < 500; i++) frames.push(failing(odd(count++)));
        isHeard = await attacker.send(Buffer.concat(frames), 300);
      }
      assert.equal(isHeard, false, `${count} are not too many`);
      assert.equal(attacker.isClosed, false);
      await door.isServed();
      assertSmall(beforeMiB);
      door.clock.us += 61 * SECOND_US;
      await eventually("it is cut off", () => door.acceptor.counters.refusals.has("ANSWERS_UNREAD"));
      attacker.socket.resume();
      // What it still sends is read and thrown away, so that it need not be waited for.
      await eventually("it is gone", () => attacker.isClosed, 4_000);
      await door.isServed();
    });

    it("failures that it reads late: it is heard again when it has", async (t) => {
      const door = await openAttacked(t, security);
      const attacker = await door.attacker();
      attacker.socket.pause();
      let count = 0;
      while (await attacker.send(Buffer.concat(Array.from({ length: 500 }, () => failing(odd(count++)))), 200));
      attacker.socket.resume();
      await eventually("it has heard all", () => attacker.heard[h2.Type.HEADERS] === count);
      await attacker.send(client.ping());
      await eventually("it is answered", () => attacker.heard[h2.Type.PING] === 1);
      assert.deepEqual([...door.acceptor.counters.refusals.keys()], []);
    });

    it("data for calls that are not read yet: no more than 17 MiB comes in", async (t) => {
      // Until it is known who calls, nothing is read.
      const authenticator: Authenticator = {
        anonymous: null,
        generation: 0,
        authenticate: () => new Promise(() => undefined),
      };
      const door = await openAttacked(t, security, { authenticator, settings: { maxConcurrentCalls: 1_000 } });
      const beforeMiB = canReadMemory ? residentMiB(process.pid).now : 0;
      const attacker = await door.attacker();
      const fields = [...client.callFields, ["authorization", "Bearer x"]] as const;
      let sent = 0;
      for (let i = 0; i < 300; i++) {
        await attacker.send(client.open(odd(i), fields));
        for (let part = 0; part < 4 && attacker.room >= 16_000; part++) {
          await attacker.send(client.data(odd(i), 16_000));
          attacker.room -= 16_000;
          sent += 16_000;
        }
        await pong(attacker);
      }
      assert.equal(attacker.isClosed, false);
      assert.ok(sent > MAX_HELD_BYTES && sent <= MAX_HELD_BYTES + CONNECTION_WINDOW_BYTES, `${sent}`);
      assertSmall(beforeMiB);
    });
  });
}

/** Waits until all that was sent has been read. */
async function pong(attacker: Attacker): Promise<void> {
  const before = attacker.heard[h2.Type.PING] ?? 0;
  await attacker.send(client.ping());
  await eventually("it is answered", () => attacker.heard[h2.Type.PING] === before + 1);
}
