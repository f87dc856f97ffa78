import { copyOut } from "../common/shared-copy.ts";
import type { Connection } from "./connection.ts";

/**
 * The answers of one tick. They stay in the response ring, chained by connection, until `flush` gathers those of each
 * connection in one buffer and sends it with one write.
 *
 *   entry      0      1      2      3
 *   offset   │ 400  │ 480  │ 560  │ 640  │      connection A: first 0, last 2
 *   length   │  64  │  64  │  64  │  64  │      connection B: first 1, last 3
 *   next     │   2  │   3  │  −1  │  −1  │
 */
export class Outbox {
  private offsets = new Int32Array(INITIAL_ENTRIES);
  private lengths = new Int32Array(INITIAL_ENTRIES);
  private nexts = new Int32Array(INITIAL_ENTRIES);
  private sources: Buffer[] = [];
  private count = 0;
  private readonly touched: Connection[] = [];
  private scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  /** Totals since the start, for the metrics. */
  writes = 0;
  bytesOut = 0;

  /** Adds the frames `bytes[start, end)`, which must stay in place until `flush`. */
  add(connection: Connection, bytes: Buffer, start: number, end: number): void {
    const entry = this.count++;
    if (entry === this.offsets.length) this.grow();
    this.offsets[entry] = start;
    this.lengths[entry] = end - start;
    this.nexts[entry] = -1;
    this.sources[entry] = bytes;
    if (connection.lastAnswer < 0) {
      if (connection.extra.length === 0) this.touched.push(connection);
      connection.firstAnswer = entry;
    } else {
      this.nexts[connection.lastAnswer] = entry;
    }
    connection.lastAnswer = entry;
  }

  /** Adds a frame with memory of its own. */
  addOwned(connection: Connection, frame: Buffer): void {
    if (connection.lastAnswer < 0 && connection.extra.length === 0) this.touched.push(connection);
    connection.extra.push(frame);
  }

  get isEmpty(): boolean {
    return this.touched.length === 0;
  }

  /** Sends everything; `onSent` then looks at each connection that something was sent to. */
  flush(onSent: (connection: Connection) => void): void {
    for (let i = 0; i < this.touched.length; i++) {
      const connection = this.touched[i] as Connection;
      this.sendTo(connection);
      connection.firstAnswer = -1;
      connection.lastAnswer = -1;
      connection.extra.length = 0;
      onSent(connection);
    }
    this.touched.length = 0;
    this.count = 0;
    this.sources.length = 0;
  }

  private sendTo(connection: Connection): void {
    if (connection.isClosed) return;
    let used = 0;
    for (let entry = connection.firstAnswer; entry >= 0; entry = this.nexts[entry] as number) {
      const length = this.lengths[entry] as number;
      const source = this.sources[entry] as Buffer;
      const offset = this.offsets[entry] as number;
      if (length > SCRATCH_BYTES - used) {
        this.send(connection, used);
        used = 0;
        if (length > SCRATCH_BYTES) {
          const frame = Buffer.allocUnsafeSlow(length);
          copyOut(frame, 0, source, offset, length);
          this.sendOwned(connection, frame);
          continue;
        }
      }
      copyOut(this.scratch, used, source, offset, length);
      used += length;
    }
    if (connection.extra.length === 1 && used === 0) {
      this.sendOwned(connection, connection.extra[0] as Buffer);
      return;
    }
    for (const frame of connection.extra) {
      if (frame.length > SCRATCH_BYTES - used) {
        this.send(connection, used);
        used = 0;
        if (frame.length > SCRATCH_BYTES) {
          this.sendOwned(connection, frame);
          continue;
        }
      }
      copyOut(this.scratch, used, frame, 0, frame.length);
      used += frame.length;
    }
    this.send(connection, used);
  }

  /** Sends the scratch's first bytes. When the transport keeps them, the scratch is the transport's and we take a new one. */
  private send(connection: Connection, length: number): void {
    if (length === 0) return;
    this.writes++;
    this.bytesOut += length;
    if (connection.transport.unsentBytes > 0) {
      connection.transport.send(Buffer.from(this.scratch.subarray(0, length)));
    } else if (connection.transport.send(this.scratch.subarray(0, length))) {
      connection.slackBytes = SCRATCH_BYTES - length;
      this.scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
    }
  }

  private sendOwned(connection: Connection, frame: Buffer): void {
    this.writes++;
    this.bytesOut += frame.length;
    connection.transport.send(frame);
  }

  private grow(): void {
    this.offsets = doubled(this.offsets);
    this.lengths = doubled(this.lengths);
    this.nexts = doubled(this.nexts);
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const bigger = new Int32Array(array.length * 2);
  bigger.set(array);
  return bigger;
}

const INITIAL_ENTRIES = 1024;
/** One write's bytes: as much as a loopback socket usually takes at once. */
const SCRATCH_BYTES = 256 * 1024;
