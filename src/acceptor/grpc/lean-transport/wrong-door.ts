import type { StreamListener } from "../../http2/http2-stream.ts";
import type { RequestHead } from "../../http2/request-head.ts";
import type { LeanStream } from "./lean-stream.ts";

/**
 * Whoever asks for something else than gRPC is told so when it has said its last, for until then it may still break a rule;
 * one that says much, or that speaks a gRPC which is not served and may wait for the head before it goes on, hears it at once.
 */
export class WrongDoor implements StreamListener {
  private readonly stream: LeanStream;
  private left = MOST_HEARD_BYTES;

  constructor(stream: LeanStream, head: RequestHead) {
    this.stream = stream;
    if (head.field("content-type")?.startsWith("application/grpc") === true) this.refuse();
  }

  onChunk(chunk: Buffer): void {
    this.left -= chunk.length;
    if (this.left < 0) this.refuse();
  }

  onEnd(): void {
    this.refuse();
  }

  onClosed(): void {}

  private refuse(): void {
    if (!this.stream.hasHead) this.stream.refuse("415", TEXT);
  }
}

const TEXT = "This port speaks gRPC: POST, content-type application/grpc.\n";
/** As much as comes before more is asked for. */
const MOST_HEARD_BYTES = 32 * 1024;
