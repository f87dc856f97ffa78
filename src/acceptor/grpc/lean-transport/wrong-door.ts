import { elapsedUs } from "../../../common/clock.ts";
import { ErrorCode } from "../../http2/frame-layout.ts";
import { WRONG_DOOR_MS } from "../../http2/http2-limits.ts";
import type { StreamListener } from "../../http2/http2-stream.ts";
import type { RequestHead } from "../../http2/request-head.ts";
import type { LeanStream } from "./lean-stream.ts";

/** Those of a connection that ask for something else than gRPC, until they are over: each holds one of its streams. */
export class WrongDoors {
  private readonly all = new Set<WrongDoor>();

  add(stream: LeanStream, head: RequestHead, nowUs: number): void {
    const visitor = new WrongDoor(stream, nowUs, this.all);
    this.all.add(visitor);
    if (head.field("content-type")?.startsWith("application/grpc") === true) visitor.refuse();
    stream.read(visitor);
  }

  /** To be called about once a second. */
  onTimer(nowUs: number): void {
    for (const visitor of this.all) visitor.onTimer(nowUs);
  }
}

/**
 * Whoever asks for something else than gRPC is told so when it has said its last, for until then it may still break a rule.
 * One that says much, takes its time, or speaks a gRPC which is not served and may wait for the head before it goes on, hears
 * it before; what else it would say is not waited for (RFC 9113, section 8.1). One that does not take it is given up.
 */
class WrongDoor implements StreamListener {
  private readonly stream: LeanStream;
  private readonly all: Set<WrongDoor>;
  /** Since when it has been here, or has had its answer. */
  private sinceUs: number;
  private left = MOST_HEARD_BYTES;

  constructor(stream: LeanStream, nowUs: number, all: Set<WrongDoor>) {
    this.stream = stream;
    this.sinceUs = nowUs;
    this.all = all;
  }

  onChunk(chunk: Buffer): void {
    this.left -= chunk.length;
    if (this.left < 0) this.refuse();
  }

  onEnd(): void {
    this.refuse();
  }

  onClosed(): void {
    this.all.delete(this);
  }

  onTimer(nowUs: number): void {
    if (elapsedUs(this.sinceUs, nowUs) < WRONG_DOOR_MS * 1000) return;
    this.sinceUs = nowUs;
    // Its window is shut to the line of text.
    if (this.stream.hasHead) this.stream.reset(ErrorCode.CANCEL);
    else this.refuse();
  }

  refuse(): void {
    if (!this.stream.hasHead) this.stream.refuse("415", TEXT);
  }
}

const TEXT = "This port speaks gRPC: POST, content-type application/grpc.\n";
/** As much as comes before more is asked for. */
const MOST_HEARD_BYTES = 32 * 1024;
