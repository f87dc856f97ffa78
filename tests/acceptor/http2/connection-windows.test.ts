import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { okTrailers } from "../../../src/acceptor/grpc/response-heads.ts";
import { createPrng } from "../../../src/common/prng.ts";
import * as h2 from "../../support/http2/frames.ts";
import { ConnectionBench, call, settings, windowUpdate } from "./connection-bench.ts";

const INITIAL_WINDOW_SIZE = 4;

/** What a client sees of its streams, and what it lets the server send. */
class Reader {
  readonly bench: ConnectionBench;
  readonly windows = new Map<number, number>([[0, 65_535]]);
  readonly got = new Map<number, Buffer[]>();
  readonly ended = new Set<number>();

  constructor(bench: ConnectionBench) {
    this.bench = bench;
  }

  /** Takes what has come; none of it may be more than there is room for. */
  async look(): Promise<void> {
    for (const { type, flags, stream, payload } of await this.bench.frameList()) {
      if (type === h2.Type.DATA) {
        this.got.get(stream)?.push(payload);
        for (const id of [0, stream]) this.widen(id, -payload.length);
        for (const id of [0, stream]) assert.ok((this.windows.get(id) as number) >= 0, `the window of ${id}`);
      }
      assert.equal(this.ended.has(stream) && stream !== 0, false, `stream ${stream} goes on behind its end`);
      if ((type === h2.Type.DATA || type === h2.Type.HEADERS) && (flags & h2.END_STREAM) !== 0) this.ended.add(stream);
    }
  }

  widen(id: number, bytes: number): void {
    this.windows.set(id, (this.windows.get(id) as number) + bytes);
  }
}

const plans = fc.record({
  seed: fc.integer({ min: 1 }),
  window: fc.constantFrom(0, 1, 9, 1_000, 65_535, 200_000),
  messages: fc.array(fc.array(fc.nat(40_000), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
  isSlow: fc.boolean(),
});

describe("messages over windows that a client opens as it likes", () => {
  it("come whole, in order and to their end, and never more of them than there is room for", async () => {
    await fc.assert(
      fc.asyncProperty(plans, async ({ seed, window, messages, isSlow }) => {
        const prng = createPrng(seed);
        const bench = await ConnectionBench.open();
        const reader = new Reader(bench);
        bench.send(settings([INITIAL_WINDOW_SIZE, window]));
        const sent = messages.map((lengths, i) => {
          const id = 2 * i + 1;
          bench.send(call(id));
          reader.windows.set(id, window);
          reader.got.set(id, []);
          const { stream } = bench.arrival(id);
          const all = lengths.map((length) => Buffer.alloc(length, prng.below(256)));
          const [only] = all;
          if (all.length === 1 && only !== undefined) stream.answer(only, 0, only.length, okTrailers);
          else {
            for (const each of all) stream.write(each, 0, each.length, null);
            stream.end(okTrailers);
          }
          return all;
        });
        bench.socket.isSlow = isSlow;
        for (let round = 0; bench.open.length > 0; round++) {
          assert.ok(round < 5_000, `${bench.open} are not over`);
          await reader.look();
          // The longer it takes, the more.
          const bytes = 1 + prng.below(100 + 200 * round);
          for (const id of [0, ...bench.open]) {
            if (prng.below(2) === 0) continue;
            reader.widen(id, bytes);
            bench.send(windowUpdate(id, bytes));
          }
          bench.clock.us += 1_000_000;
          if (isSlow) bench.drain();
        }
        await reader.look();
        for (const [i, all] of sent.entries()) {
          const id = 2 * i + 1;
          const prefixed = all.flatMap((each) => [Buffer.of(0), h2.words(each.length), each]);
          assert.ok(Buffer.concat(reader.got.get(id) as Buffer[]).equals(Buffer.concat(prefixed)), `stream ${id}`);
          assert.ok(reader.ended.has(id));
        }
      }),
      { numRuns: 60 },
    );
  });
});
