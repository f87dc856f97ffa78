import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { okTrailers as ok } from "../../../src/acceptor/grpc/response-heads.ts";
import * as h2 from "../../support/http2/frames.ts";
import { Arrival, ConnectionBench, call, data, open, openEnded, ping } from "./connection-bench.ts";

const done = (stream: number): string[] => [
  `HEADERS ${stream} 200`,
  `DATA ${stream} 6`,
  `HEADERS ${stream} grpc 0 END`,
];

/** What a listener may do while it is being told something. */
const acts: Readonly<Record<string, (arrival: Arrival, bench: ConnectionBench) => void>> = {
  answers: ({ stream }) => stream.answer(Buffer.alloc(1), 0, 1, ok),
  "answers and resets": ({ stream }) => {
    stream.answer(Buffer.alloc(1), 0, 1, ok);
    stream.reset(8);
  },
  resets: ({ stream }) => stream.reset(8),
  pauses: ({ stream }) => stream.pause(),
  "pauses and resumes": ({ stream }) => {
    stream.pause();
    stream.resume();
  },
  "resets another stream": (_, bench) => bench.connection.streams.get(99)?.reset(8),
  "closes the connection": (_, bench) => bench.connection.close(),
  "cuts the connection": (_, bench) => bench.connection.cut(),
};

/** Does something the first time that it is told `when`. */
class Actor extends Arrival {
  when: "chunk" | "end" | "closed" = "chunk";
  act: () => void = () => undefined;

  override onChunk(chunk: Buffer): void {
    super.onChunk(chunk);
    this.on("chunk");
  }

  override onEnd(): void {
    super.onEnd();
    this.on("end");
  }

  override onClosed(): void {
    super.onClosed();
    this.on("closed");
  }

  private on(what: string): void {
    const { act } = this;
    if (what !== this.when) return;
    this.act = () => undefined;
    act();
  }
}

describe("a stream's listener", () => {
  for (const when of ["chunk", "end", "closed"] as const) {
    for (const [what, act] of Object.entries(acts)) {
      it(`that ${what} while it hears ${when} hears nothing afterwards that is over`, async () => {
        const actors: Actor[] = [];
        const bench = await ConnectionBench.open({
          onRequest: ({ stream, head }) => {
            const actor = new Actor(stream, head);
            if (stream.id === 1) {
              actor.when = when;
              actor.act = () => act(actor, bench);
            }
            actors.push(actor);
            stream.read(actor);
          },
        });
        bench.send(open(1), open(99), data(1, 3), data(1, 4), data(1, 0, h2.END_STREAM), open(101), data(101, 5));
        await bench.lines();
        const [first] = actors as [Actor];
        if (when === "closed") first.stream.end(ok);
        first.stream.resume();
        await bench.lines();
        const isGone = first.stream.isClosed;
        assert.equal(first.closed, isGone ? 1 : 0);
        if (when === "chunk" && isGone) assert.deepEqual([first.chunks.length, first.hasEnded], [1, false]);
        if (!isGone) assert.deepEqual([first.bytes.length, first.hasEnded], [7, true]);
        if (bench.connection.isDone) return;
        assert.equal(actors.at(-1)?.bytes.length, 5, "the others are served");
        assert.deepEqual(await bench.tell(ping()), ["PING ACK"]);
      });
    }
  }

  it("may answer while it hears the first chunk of a request that ends with it", async () => {
    const bench = await ConnectionBench.open({
      onRequest: (arrival) => {
        arrival.onChunk = () => arrival.stream.answer(Buffer.alloc(1), 0, 1, ok);
        arrival.stream.read(arrival);
      },
    });
    assert.deepEqual(await bench.tell(call(1), call(3)), [...done(1), ...done(3)]);
    assert.deepEqual([bench.arrival(1).closed, bench.arrival(1).hasEnded], [1, false]);
  });

  it("may answer and read in whatever order when a request comes", async () => {
    const bench = await ConnectionBench.open({
      onRequest: (arrival) => {
        arrival.stream.answer(Buffer.alloc(1), 0, 1, ok);
        arrival.stream.read(arrival);
      },
    });
    assert.deepEqual(await bench.tell(openEnded(1)), done(1));
    assert.equal(bench.arrival(1).closed, 1);
  });

  it("may be another one from the middle of a request on", async () => {
    const bench = await ConnectionBench.open();
    await bench.tell(open(1), data(1, 3));
    const { stream, head } = bench.arrival(1);
    const second = new Arrival(stream, head);
    stream.read(second);
    await bench.tell(data(1, 4, h2.END_STREAM));
    assert.deepEqual([bench.arrival(1).bytes.length, second.bytes.length, second.hasEnded], [3, 4, true]);
  });

  it("that comes while nobody has read hears of the end, and whoever set onClosed before does not", async () => {
    const bench = await ConnectionBench.open({
      onRequest: ({ stream }) => {
        stream.onClosed = () => assert.fail("it was replaced");
      },
    });
    await bench.tell(open(1));
    const arrival = bench.arrival(1);
    arrival.stream.read(arrival);
    bench.connection.close();
    assert.equal(arrival.closed, 1);
  });

  it("that never comes leaves the end to onClosed", async () => {
    let closed = 0;
    const bench = await ConnectionBench.open({
      onRequest: ({ stream }) => {
        stream.onClosed = () => closed++;
      },
    });
    await bench.tell(open(1));
    bench.stream(1).end([["grpc-status", "16"]]);
    await bench.lines();
    assert.equal(closed, 1);
  });
});
