import type { Http2Stream } from "./http2-stream.ts";

/** The streams of a connection that have something to send: a frame each in turn. */
export class SendTurns {
  private waiting: Http2Stream[] = [];
  private next = 0;

  get isEmpty(): boolean {
    return this.next === this.waiting.length;
  }

  add(stream: Http2Stream): void {
    if (stream.isQueued) return;
    stream.isQueued = true;
    this.waiting.push(stream);
  }

  /** Has the next one send a frame; false when there is none. */
  sendNext(): boolean {
    if (this.isEmpty) return false;
    const stream = this.waiting[this.next++] as Http2Stream;
    stream.isQueued = false;
    if (this.isEmpty || this.next >= COMPACTED) {
      this.waiting = this.waiting.slice(this.next);
      this.next = 0;
    }
    if (stream.sendNext()) this.add(stream);
    return true;
  }
}

const COMPACTED = 256;
