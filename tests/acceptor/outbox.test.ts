import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Connection } from "../../src/acceptor/connection.ts";
import { Outbox } from "../../src/acceptor/outbox.ts";
import type { Transport } from "../../src/acceptor/transport.ts";
import { anyone } from "../support/visitors.ts";

/** Keeps what it is told to keep by reference, as a socket does, and looks at it only later. */
const limits = { maxFrameBytes: 1_000, maxInFlightPerConnection: 100 };

class KeepingTransport implements Transport {
  readonly left: Buffer[] = [];
  readonly kept: Buffer[] = [];
  writes = 0;
  private readonly keeps: () => boolean;

  constructor(keeps: () => boolean) {
    this.keeps = keeps;
  }

  send(bytes: Buffer): boolean {
    this.writes++;
    if (this.kept.length === 0 && !this.keeps()) {
      this.left.push(Buffer.from(bytes));
      return false;
    }
    this.kept.push(bytes);
    return true;
  }

  get unsentBytes(): number {
    return this.kept.reduce((sum, bytes) => sum + bytes.length, 0);
  }

  letGo(): void {
    for (const bytes of this.kept) this.left.push(Buffer.from(bytes));
    this.kept.length = 0;
  }

  pause(): void {}
  resume(): void {}
  end(): void {}
  destroy(): void {}
}

const SCRATCH_BYTES = 256 * 1024;
const answer = fc.record({
  client: fc.nat(2),
  bytes: fc.oneof(
    fc.nat(300),
    fc.integer({ min: SCRATCH_BYTES / 2 - 1, max: SCRATCH_BYTES / 2 + 1 }),
    fc.integer({ min: SCRATCH_BYTES - 1, max: SCRATCH_BYTES + 1 }),
  ),
  isOwned: fc.boolean(),
});

describe("outbox", () => {
  it("sends to each connection what is its own, whole and in order, whatever its transport keeps", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(answer, { maxLength: 8 }), { maxLength: 4 }),
        fc.infiniteStream(fc.boolean()),
        (turns, keeps) => {
          const outbox = new Outbox();
          const transports = [0, 1, 2].map(() => new KeepingTransport(() => keeps.next().value === true));
          const connections = transports.map((transport) => new Connection(transport, anyone, limits, 0, () => true));
          const expected: Buffer[][] = [[], [], []];
          let next = 0;
          for (const answers of turns) {
            const inRing: Buffer[][] = [[], [], []];
            const owned: Buffer[][] = [[], [], []];
            const ring = Buffer.alloc(answers.reduce((sum, { bytes }) => sum + bytes, 0));
            let offset = 0;
            for (const { client, bytes, isOwned } of answers) {
              const frame = Buffer.alloc(bytes, ++next);
              const connection = connections[client] as Connection;
              if (isOwned) {
                outbox.addOwned(connection, frame);
                owned[client]?.push(frame);
              } else {
                frame.copy(ring, offset);
                outbox.add(connection, ring, offset, offset + bytes);
                inRing[client]?.push(frame);
                offset += bytes;
              }
            }
            const sent: Connection[] = [];
            outbox.flush((connection) => sent.push(connection));
            assert.equal(outbox.isEmpty, true);
            assert.deepEqual(new Set(sent), new Set(answers.map(({ client }) => connections[client])));
            assert.equal(new Set(sent).size, sent.length, "each connection is looked at once");
            ring.fill(0);
            for (const client of [0, 1, 2]) {
              expected[client]?.push(...(inRing[client] ?? []), ...(owned[client] ?? []));
              if (keeps.next().value === true) transports[client]?.letGo();
            }
          }
          for (const [client, transport] of transports.entries()) {
            transport.letGo();
            assert.ok(Buffer.concat(transport.left).equals(Buffer.concat(expected[client] ?? [])));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("needs one write for many small answers, and counts what it sends", () => {
    const outbox = new Outbox();
    const transport = new KeepingTransport(() => false);
    const connection = new Connection(transport, anyone, limits, 0, () => true);
    const ring = Buffer.alloc(50_000, 1);
    for (let i = 0; i < 5_000; i++) outbox.add(connection, ring, 10 * i, 10 * i + 10);
    for (let i = 0; i < 10; i++) outbox.addOwned(connection, Buffer.alloc(10, 2));
    outbox.flush(() => undefined);
    assert.equal(transport.writes, 1);
    assert.deepEqual([outbox.writes, outbox.bytesOut], [1, 50_100]);
  });
});
