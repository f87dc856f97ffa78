import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Connection } from "../../src/acceptor/connection.ts";
import { FLOOR_BYTES } from "../../src/acceptor/unread-total.ts";
import { FIRST_IN_FLIGHT } from "../../src/common/limits.ts";
import { Door } from "../../src/security/caller.ts";
import { anyone } from "../support/visitors.ts";
import { createAcceptorBench, FakeTransport, getFrame } from "./acceptor-bench.ts";

const KIB = 1024;
/** What all clients may leave unread: 2 MiB, so that one alone may leave 256 KiB before it is held up. */
const MAX_BYTES = 2048 * KIB;
const LARGE = 300 * KIB;

function createBench() {
  const bench = createAcceptorBench({ maxUnreadBytes: MAX_BYTES }, 8 << 20);
  const { acceptor, worker, clock } = bench;
  const ask = (connection: Connection, id = 1): number => {
    acceptor.receive(connection, getFrame(id));
    acceptor.doWork();
    return worker.take().length;
  };
  /** One exchange whose answer is as long as that. */
  const exchange = (connection: Connection, bytes: number): void => {
    acceptor.receive(connection, getFrame(1));
    acceptor.doWork();
    worker.answerWith(bytes, ...worker.take());
    acceptor.doWork();
  };
  const silent = () => {
    const client = bench.connect();
    client.transport.isStalled = true;
    return client;
  };
  const read = ({ connection, transport }: ReturnType<typeof silent>, left = 0): void => {
    transport.unsentBytes = left;
    acceptor.onWritable(connection);
  };
  const pass = (seconds: number): void => {
    for (let i = 0; i < seconds; i++) {
      clock.us += 1_000_000;
      acceptor.onTimer();
    }
  };
  return { ...bench, ask, exchange, silent, read, pass, total: acceptor.unread.total };
}

describe("what clients of an acceptor have not read together", () => {
  it("holds up who does not read sooner, and nobody who does", () => {
    const { silent, exchange, connect, ask, total } = createBench();
    const first = silent();
    exchange(first.connection, 200 * KIB);
    assert.equal(first.transport.isPaused, false);
    const others = Array.from({ length: 5 }, silent);
    for (const each of others) exchange(each.connection, LARGE);
    assert.ok(total.bytes > 5 * LARGE && total.allowance === FLOOR_BYTES && !total.isFull);
    assert.ok(others.every(({ transport }) => transport.isPaused));
    const late = silent();
    exchange(late.connection, FLOOR_BYTES - 1000);
    assert.equal(late.transport.isPaused, false, "anybody may leave the floor");
    const neighbour = connect();
    exchange(neighbour.connection, LARGE);
    assert.deepEqual([neighbour.transport.isPaused, ask(neighbour.connection)], [false, 1]);
  });

  it("counts what is kept until it has left, and the room around it", () => {
    const { silent, exchange, read, total } = createBench();
    const client = silent();
    exchange(client.connection, 1000);
    // The transport has the whole buffer, however little is in it.
    assert.equal(total.bytes, 256 * KIB);
    exchange(client.connection, 1000);
    assert.ok(total.bytes > 257_000 && total.bytes < 258 * KIB);
    read(client);
    assert.equal(total.bytes, 0);
  });

  it("has who is to have something large wait when it is full, and goes on when there is room", () => {
    const { silent, exchange, connect, acceptor, ask, read, total, worker } = createBench();
    const large = connect();
    exchange(large.connection, LARGE);
    const small = connect();
    const holders = Array.from({ length: 7 }, silent);
    for (const each of holders) exchange(each.connection, LARGE);
    assert.equal(total.isFull, true);
    assert.deepEqual([ask(large.connection), large.transport.isPaused, large.connection.isOwed], [0, true, true]);
    assert.deepEqual([ask(small.connection), ask(connect().connection)], [1, 1], "others do not wait");
    read(holders[0] as (typeof holders)[number]);
    acceptor.doWork();
    const asked = worker.take();
    assert.deepEqual([asked.length, large.transport.isPaused], [1, false]);
    worker.answerWith(10, ...asked);
    acceptor.doWork();
    assert.equal(ask(large.connection), 1);
  });

  it("lets a new client begin with fewer requests", () => {
    const { acceptor, exchange, silent, total } = createBench();
    const open = () => acceptor.open(new FakeTransport(), anyone) as Connection;
    assert.equal(open().window, 1);
    const roomy = createAcceptorBench({ maxUnreadBytes: 256 << 20 }).acceptor;
    assert.equal(roomy.open(new FakeTransport(), anyone)?.window, FIRST_IN_FLIGHT);
    exchange(silent().connection, LARGE);
    // Behind a port stand many clients, and their door sees to what each leaves unread.
    const port = acceptor.open(new FakeTransport(), { door: Door.HTTP, identity: null, isPort: true }) as Connection;
    assert.deepEqual([port.window, total.bytes > 0], [FIRST_IN_FLIGHT, true]);
  });

  it("narrows the window of who reads large answers to what it may leave, and no port's", () => {
    const { acceptor, exchange, connect } = createBench();
    const { connection } = connect();
    exchange(connection, 60 * KIB);
    assert.equal(connection.window, 4);
    const visitor = { door: Door.HTTP, identity: null, isPort: true };
    const port = acceptor.open(new FakeTransport(), visitor) as Connection;
    exchange(port, 60 * KIB);
    assert.equal(port.window, FIRST_IN_FLIGHT + 1);
  });

  it("cuts off those that read nothing once it is crowded, and says why", () => {
    const { silent, exchange, pass, acceptor, total } = createBench();
    const holders = Array.from({ length: 6 }, silent);
    for (const each of holders) exchange(each.connection, LARGE);
    pass(4);
    assert.equal(acceptor.counters.slowReadersCut, 0);
    pass(1);
    const { tcp } = acceptor.counters.connections;
    const cut = holders.filter(({ transport }) => transport.isDestroyed).length;
    assert.ok(cut >= 1 && cut < 6 && total.bytes <= 0.75 * MAX_BYTES);
    assert.deepEqual(
      [acceptor.counters.slowReadersCut, acceptor.counters.refusals.get("TOO_MUCH_UNREAD"), tcp.open],
      [cut, cut, 6 - cut],
    );
  });

  it("counts answers that wait for a client that has closed its side", () => {
    const { silent, acceptor, ask, worker, pass, total } = createBench();
    const client = silent();
    acceptor.receiveEnd(client.connection);
    assert.equal(ask(client.connection), 0);
    const other = silent();
    assert.equal(ask(other.connection), 1);
    acceptor.receiveEnd(other.connection);
    worker.answerWith(1000, ...worker.asked.slice(-1));
    acceptor.doWork();
    assert.deepEqual([other.transport.isEnded, other.connection.isClosed], [true, true]);
    assert.equal(total.bytes, 256 * KIB);
    other.transport.unsentBytes = 0;
    pass(1);
    assert.equal(total.bytes, 0);
  });

  it("counts nothing of a client that is gone, at once", () => {
    const { silent, exchange, acceptor, total } = createBench();
    const client = silent();
    exchange(client.connection, LARGE);
    client.transport.unsentBytes = 0;
    acceptor.close(client.connection);
    assert.equal(total.bytes, 0);
  });
});
