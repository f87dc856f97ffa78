import type { CallStream, HeaderPairs, StreamReader } from "../../src/acceptor/grpc/transport/call-stream.ts";

/** A stream whose client is the test. It is over as soon as it is answered and read to its end, as a quick transport's. */
export class FakeCallStream implements CallStream {
  isClosed = false;
  isReadToEnd = false;
  hasHead = false;
  isPaused = false;
  onClosed: (() => void) | null = null;
  /** What has been sent: payloads as text. */
  readonly messages: string[] = [];
  trailers: HeaderPairs | null = null;
  private reader: StreamReader | null = null;
  private isEnded = false;

  // ---- the client's side ----------------------------------------------------------------------------------------

  /** Gives chunks, in memory that is used again. */
  give(...chunks: Uint8Array[]): void {
    for (const chunk of chunks) {
      const lent = Buffer.from(chunk);
      this.reader?.onChunk(lent);
      lent.fill(0xee);
    }
  }

  giveEnd(): void {
    this.isReadToEnd = true;
    this.reader?.onEnd();
    if (this.isEnded) this.close();
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.reader !== null) this.reader.onClosed();
    else this.onClosed?.();
  }

  // ---- the server's side ----------------------------------------------------------------------------------------

  read(reader: StreamReader): void {
    this.reader = reader;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  sendHead(): void {
    this.hasHead = true;
  }

  answer(bytes: Buffer, start: number, end: number, trailers: HeaderPairs): void {
    this.messages.push(bytes.toString("utf8", start, end));
    this.end(trailers);
  }

  write(bytes: Buffer, start: number, end: number, onLeft: () => void): void {
    this.hasHead = true;
    this.messages.push(bytes.toString("utf8", start, end));
    setImmediate(() => {
      if (!this.isClosed) onLeft();
    });
  }

  writeAll(framed: Buffer, onLeft: () => void): void {
    for (let at = 0; at < framed.length; ) {
      const end = at + 5 + framed.readUInt32BE(at + 1);
      this.messages.push(framed.toString("utf8", at + 5, end));
      at = end;
    }
    this.hasHead = true;
    setImmediate(() => {
      if (!this.isClosed) onLeft();
    });
  }

  end(trailers: HeaderPairs): void {
    this.hasHead = true;
    this.isEnded = true;
    this.trailers = trailers;
    if (this.isReadToEnd) this.close();
  }
}
