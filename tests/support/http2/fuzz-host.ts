import assert from "node:assert/strict";
import { okTrailers } from "../../../src/acceptor/grpc/response-heads.ts";
import type { CallStream, StreamReader } from "../../../src/acceptor/grpc/transport/call-stream.ts";
import type { ConnectionHost } from "../../../src/acceptor/grpc/transport/grpc-transport.ts";
import type { Prng } from "../../../src/common/prng.ts";

/** Takes calls and does with each whatever a service may do; knows of each whether it is over. */
export class FuzzHost implements ConnectionHost {
  calls = 0;
  /** Calls whose end has not been told. */
  open = 0;
  isClosed = false;
  private readonly prng: Prng;
  private paused: CallStream[] = [];

  constructor(prng: Prng) {
    this.prng = prng;
  }

  onCall(stream: CallStream): void {
    this.calls++;
    this.open++;
    if (this.prng.below(20) === 0) {
      stream.onClosed = () => this.open--;
      return;
    }
    stream.read(new FuzzReader(stream, this, this.prng.below(7)));
  }

  onDrain(): void {}

  onGraceOver(): void {}

  onCut(): void {}

  onClosed(): void {
    assert.ok(!this.isClosed, "its end is told once");
    this.isClosed = true;
  }

  pauseForNow(stream: CallStream): void {
    stream.pause();
    this.paused.push(stream);
  }

  /** Those that were paused are read on. */
  resumeAll(): void {
    const { paused } = this;
    this.paused = [];
    for (const stream of paused) stream.resume();
  }
}

class FuzzReader implements StreamReader {
  private readonly stream: CallStream;
  private readonly host: FuzzHost;
  private readonly way: number;
  private hasEnded = false;
  private isOver = false;

  constructor(stream: CallStream, host: FuzzHost, way: number) {
    this.stream = stream;
    this.host = host;
    this.way = way;
  }

  onChunk(chunk: Buffer): void {
    assert.ok(!this.hasEnded && !this.isOver && chunk.length > 0, "data comes before the end");
    assert.ok(!isSpent(chunk), "what is given later is a copy");
    const { stream, way } = this;
    if (way === 1) stream.write(chunk, 0, chunk.length, () => undefined);
    else if (way === 2) this.host.pauseForNow(stream);
    else if (way === 3) stream.answer(chunk, 0, chunk.length, okTrailers);
    else if (way === 4) stream.sendHead([["x-seen", "yes"]]);
  }

  onEnd(): void {
    assert.ok(!this.hasEnded && !this.isOver, "the end comes once");
    this.hasEnded = true;
    const { stream, way } = this;
    if (way === 1) stream.end(okTrailers);
    else if (way === 5) stream.answer(large, 0, large.length, okTrailers);
    else if (way === 6) this.writeOn(MESSAGES);
    else stream.answer(large, 0, way, okTrailers);
  }

  onClosed(): void {
    assert.ok(!this.isOver, "its end is told once");
    this.isOver = true;
    this.host.open--;
  }

  /** Several messages, each when the one before has left. */
  private writeOn(left: number): void {
    if (left === 0) this.stream.end(okTrailers);
    else this.stream.write(large, 0, 1_000, () => this.writeOn(left - 1));
  }
}

/** Whether the bytes are of a chunk whose time is over. */
function isSpent(chunk: Buffer): boolean {
  if (chunk.length < 8) return false;
  for (let i = 0; i < 8; i++) if (chunk[i] !== SPENT) return false;
  return true;
}

/** What a chunk is filled with when its time is over. */
export const SPENT = 0xaa;
const MESSAGES = 5;
/** More than any client's first window. */
const large = Buffer.alloc(100_000, "l");
