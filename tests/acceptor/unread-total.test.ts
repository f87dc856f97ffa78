import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { UnreadOwner, UnreadShare } from "../../src/acceptor/unread-share.ts";
import { FLOOR_BYTES, UnreadTotal } from "../../src/acceptor/unread-total.ts";
import { DEFAULT_MAX_UNREAD_TOTAL_BYTES, MAX_AWAITED_BYTES } from "../../src/common/limits.ts";

const MIB = 1024 * 1024;
const SECOND_US = 1_000_000;
/** What all may leave unread. */
const MAX_BYTES = 64 * MIB;

class Client implements UnreadOwner {
  unreadBytes = 0;
  isCut = false;
  rooms = 0;
  onRoomDo: () => void = () => undefined;
  readonly share: UnreadShare;

  constructor(total: UnreadTotal) {
    this.share = total.open(this);
  }

  keep(bytes: number): void {
    this.unreadBytes = bytes;
    this.share.note(bytes);
  }

  cut(): void {
    this.isCut = true;
    this.unreadBytes = 0;
  }

  onRoom(): void {
    this.rooms++;
    this.onRoomDo();
  }
}

function createTotal(maxBytes = MAX_BYTES) {
  const clock = { us: 0 };
  const total = new UnreadTotal(maxBytes, { monotonicUs: () => clock.us, wallMs: () => 0 });
  const clients = (count: number) => Array.from({ length: count }, () => new Client(total));
  const pass = (seconds: number): void => {
    for (let i = 0; i < seconds; i++) {
      clock.us += SECOND_US;
      total.onTimer();
    }
  };
  return { total, clients, pass };
}

const cutAmong = (clients: readonly Client[]) => clients.flatMap(({ isCut }, i) => (isCut ? [i] : []));
const afterThis = () => new Promise((resolve) => setImmediate(resolve));

describe("what all clients have not read", () => {
  it("leaves each all that it may have by itself while half is free", () => {
    const { total, clients } = createTotal(DEFAULT_MAX_UNREAD_TOTAL_BYTES);
    for (const each of clients(8)) each.keep(MAX_AWAITED_BYTES);
    assert.equal(total.allowance, MAX_AWAITED_BYTES);
  });

  it("allows each an eighth of what is left, and never less than the floor", () => {
    const { total, clients } = createTotal();
    const [one, other] = clients(2) as [Client, Client];
    one.keep(32 * MIB);
    assert.equal(total.allowance, 4 * MIB);
    other.keep(32 * MIB - 16 * 1024);
    assert.equal(total.allowance, FLOOR_BYTES);
    one.keep(0);
    assert.equal(total.allowance, (32 * MIB + 16 * 1024) / 8);
  });

  it("is never filled by those who keep to what they are allowed, until that is the floor", () => {
    const { total, clients } = createTotal();
    for (const each of clients(30)) each.keep(total.allowance);
    assert.ok(total.bytes > MAX_BYTES * 0.9 && !total.isFull, `${total.bytes}`);
    assert.ok(total.allowance > FLOOR_BYTES);
  });

  it("counts small changes when they are looked at, and what is left of each in the end", () => {
    const { total, clients, pass } = createTotal();
    const [client] = clients(1) as [Client];
    client.unreadBytes = 1000;
    client.share.follow(1000);
    assert.equal(total.bytes, 0);
    client.unreadBytes = 20_000;
    client.share.follow(20_000);
    assert.equal(total.bytes, 20_000);
    client.unreadBytes = 0;
    client.share.follow(5_000);
    assert.equal(total.bytes, 20_000);
    pass(1);
    assert.equal(total.bytes, 0);
  });

  it("lets clients be silent for as long as they like while there is room", () => {
    const { clients, pass } = createTotal();
    const all = clients(4);
    for (const each of all) each.keep(12 * MIB);
    pass(100);
    assert.deepEqual(cutAmong(all), []);
  });

  it("cuts off those that take nothing once three quarters are full, longest first, down to that", () => {
    const { total, clients, pass } = createTotal();
    const all = clients(4);
    for (const each of all) {
      pass(1);
      each.keep(15 * MIB);
    }
    pass(1);
    assert.deepEqual(cutAmong(all), []);
    pass(1);
    // The first has been silent for five seconds now, and one is enough.
    assert.deepEqual([cutAmong(all), total.bytes], [[0], 45 * MIB]);
    pass(100);
    assert.deepEqual(cutAmong(all), [0]);
  });

  it("takes for silent who takes a crumb now and then, and not who takes a quarter", () => {
    const { clients, pass } = createTotal();
    const [crumbs, quarter, other] = clients(3) as [Client, Client, Client];
    crumbs.keep(20 * MIB);
    quarter.keep(20 * MIB);
    other.keep(20 * MIB);
    for (let i = 1; i <= 10; i++) {
      crumbs.keep(20 * MIB - i);
      quarter.keep(15 * MIB);
      quarter.keep(20 * MIB);
      pass(1);
    }
    assert.deepEqual(cutAmong([crumbs, quarter, other]), [0]);
  });

  it("sees what leaves without being told of it", () => {
    const { clients, pass } = createTotal();
    const all = clients(5);
    for (const each of all) each.keep(11 * MIB);
    for (let i = 0; i < 10; i++) {
      for (const each of all) each.unreadBytes = (i % 2 === 0 ? 10 : 11) * MIB - (i % 2 === 0 ? 4 * MIB : 0);
      pass(1);
    }
    assert.deepEqual(cutAmong(all), []);
  });

  it("cuts off whoever has been silent for longest at once where answers come all the same, and small ones last", async () => {
    const { total, clients, pass } = createTotal();
    const [small, old, young, last] = clients(4) as [Client, Client, Client, Client];
    small.keep(1000);
    old.keep(30 * MIB);
    pass(1);
    young.keep(40 * MIB);
    await afterThis();
    assert.deepEqual(cutAmong([small, old, young]), []);
    last.keep(20 * MIB);
    assert.equal(old.isCut, false, "not while it is being told");
    await afterThis();
    assert.deepEqual([cutAmong([small, old, young, last]), total.bytes], [[1], 60 * MIB + 1000]);
  });

  it("cuts off small ones too when there is nobody else", async () => {
    const { total, clients } = createTotal();
    const all = clients(2000);
    for (const each of all) each.keep(FLOOR_BYTES);
    await afterThis();
    assert.ok(total.bytes <= 1.25 * MAX_BYTES);
    assert.deepEqual(
      cutAmong(all),
      Array.from({ length: cutAmong(all).length }, (_, i) => i),
    );
  });

  it("does not cut off who has read all by then", async () => {
    const { clients } = createTotal();
    const [reads, other] = clients(2) as [Client, Client];
    reads.keep(41 * MIB);
    other.keep(40 * MIB);
    reads.unreadBytes = 0;
    await afterThis();
    assert.deepEqual(cutAmong([reads, other]), []);
  });

  it("wakes as many as there is room for, in their order, and the others later", () => {
    const { total, clients, pass } = createTotal();
    const [full] = clients(1) as [Client];
    full.keep(MAX_BYTES);
    assert.equal(total.isFull, true);
    const waiting = clients(10);
    for (const each of waiting) each.share.awaitRoom();
    (waiting[1] as Client).share.close();
    full.keep(MAX_BYTES - 3 * MIB);
    assert.deepEqual([total.isFull, ...waiting.map(({ rooms }) => rooms)], [false, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0]);
    pass(2);
    assert.deepEqual(
      waiting.map(({ rooms }) => rooms),
      [1, 0, 1, 1, 1, 1, 1, 1, 1, 1],
    );
  });

  it("does not wake for ever who finds no room again", () => {
    const { clients } = createTotal();
    const [full] = clients(1) as [Client];
    full.keep(MAX_BYTES);
    const waiting = clients(3);
    for (const each of waiting) {
      each.onRoomDo = () => each.share.awaitRoom();
      each.share.awaitRoom();
    }
    full.keep(0);
    assert.deepEqual(
      waiting.map(({ rooms }) => rooms),
      [1, 1, 1],
    );
  });

  it("counts nothing of who is gone", () => {
    const { total, clients } = createTotal();
    const [client] = clients(1) as [Client];
    client.keep(MIB);
    client.share.close();
    client.keep(2 * MIB);
    client.share.follow(3 * MIB);
    client.share.awaitRoom();
    assert.equal(total.bytes, 0);
  });

  it("is the sum of its shares, whatever comes", async () => {
    const step = fc.record({ client: fc.nat(4), bytes: fc.nat(20 * MIB), passes: fc.boolean(), tells: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const { total, clients, pass } = createTotal();
        const all = clients(5);
        for (const { client, bytes, passes, tells } of steps) {
          const each = all[client] as Client;
          if (each.isCut) continue;
          each.unreadBytes = bytes;
          if (tells) each.share.note(bytes);
          else each.share.follow(bytes);
          if (passes) pass(1);
          await afterThis();
          assert.equal(
            total.bytes,
            all.reduce((sum, { share }) => sum + share.bytes, 0),
          );
          assert.ok(total.bytes <= 1.25 * MAX_BYTES);
        }
      }),
      { numRuns: 50 },
    );
  });
});
