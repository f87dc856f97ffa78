import { H2Calls } from "../../src/bench/grpc/h2-calls.ts";
import type { CallTemplate } from "../../src/bench/grpc/h2-frames.ts";
import type { Tally } from "../../src/bench/tally.ts";
import { type Clock, elapsedUs } from "../../src/common/clock.ts";

/** What the connections of one run share. */
export interface H2Shared {
  readonly clock: Clock;
  readonly tally: Tally;
  /** The first call of a connection, and those after it by turns. */
  readonly first: CallTemplate;
  readonly rest: readonly CallTemplate[];
  /** What every answer's message must be; its prefix included. */
  readonly isRight: (message: Buffer) => boolean;
  isOver: boolean;
}

/** One connection of a closed loop, without its socket: `depth` calls are open at a time, each answer makes room for the next. */
export class H2Connection {
  private readonly shared: H2Shared;
  private readonly calls: H2Calls;
  private turn: number;
  /** Calls that wait for room in the connection. */
  private owed = 0;
  private answered = 0;
  private nowUs = 0;
  /** By stream: when it was sent. */
  private readonly sentUs = new Map<number, number>();

  constructor(shared: H2Shared, turn: number, write: (bytes: Buffer) => void) {
    this.shared = shared;
    this.turn = turn;
    this.calls = new H2Calls(write, {
      onEnd: (stream, message) => this.onEnd(stream, message),
      onFault: (what) => shared.tally.fault(what),
    });
  }

  start(depth: number): void {
    this.calls.greet();
    this.send(depth);
  }

  get inFlight(): number {
    return this.sentUs.size;
  }

  receive(chunk: Buffer): void {
    this.nowUs = this.shared.clock.monotonicUs();
    this.answered = 0;
    this.calls.receive(chunk);
    const { owed } = this;
    this.owed = 0;
    if (!this.shared.isOver) this.send(this.answered + owed);
  }

  private onEnd(stream: number, message: Buffer | null): void {
    const { tally, isRight } = this.shared;
    if (message === null || !isRight(message)) tally.fault("an answer is not the one expected");
    tally.record(elapsedUs(this.sentUs.get(stream) as number, this.nowUs), 1);
    this.sentUs.delete(stream);
    this.answered++;
  }

  private send(count: number): void {
    const { first, rest, clock } = this.shared;
    const sentUs = clock.monotonicUs();
    for (let i = 0; i < count; i++) {
      const stream = this.calls.tryCall(this.calls.isFirst ? first : (rest[this.turn] as CallTemplate));
      if (stream === 0) {
        this.owed += count - i;
        break;
      }
      this.turn = (this.turn + 1) % rest.length;
      this.sentUs.set(stream, sentUs);
    }
    this.calls.flush();
  }
}
