import { copyOut } from "../../../common/shared-copy.ts";
import { FRAME_HEAD_BYTES, FrameType, writeFrameHead, writeU32 } from "../../http2/frame-layout.ts";
import type { HeaderPairs } from "../../http2/header-pairs.ts";
import type { Http2Connection } from "../../http2/http2-connection.ts";
import { Http2Stream, noFields } from "../../http2/http2-stream.ts";
import { frameMessage } from "../frame-message.ts";
import { PREFIX_BYTES } from "../message-collector.ts";
import { answerHead, okTrailers } from "../response-heads.ts";
import type { CallStream } from "../transport/call-stream.ts";
import { type AnswerFrame, putFrame } from "./answer-frame.ts";

/** The frames that answers of one connection share. */
export interface SharedFrames {
  readonly head: AnswerFrame;
  readonly ok: AnswerFrame;
}

/** The stream of a call: puts messages into DATA frames, and what is said around them into HEADERS. */
export class LeanStream extends Http2Stream implements CallStream {
  hasHead = false;
  private readonly frames: SharedFrames;

  constructor(
    connection: Http2Connection,
    id: number,
    head: { readonly contentLength: number; readonly isRemoteClosed: boolean },
    frames: SharedFrames,
  ) {
    super(connection, id, head);
    this.frames = frames;
  }

  sendHead(metadata: HeaderPairs): void {
    if (this.hasHead || this.isClosed) return;
    this.hasHead = true;
    this.sendFields([...answerHead, ...metadata], 0);
  }

  answer(bytes: Buffer, start: number, end: number, trailers: HeaderPairs): void {
    if (this.isClosed) return;
    const length = PREFIX_BYTES + end - start;
    if (trailers === okTrailers && !this.hasHead && this.maySend(length)) this.answerAtOnce(bytes, start, end);
    else {
      this.write(bytes, start, end, null);
      this.end(trailers);
    }
  }

  write(bytes: Buffer, start: number, end: number, onLeft: (() => void) | null): void {
    if (this.isClosed) return;
    this.sendHead(noFields);
    const length = PREFIX_BYTES + end - start;
    if (!this.maySend(length)) {
      this.queue(frameMessage(bytes, start, end), onLeft);
      return;
    }
    const { output } = this.connection;
    output.room(FRAME_HEAD_BYTES + length);
    output.used = this.putMessage(bytes, start, end, output.bytes, output.used);
    this.onSent(length);
    if (onLeft !== null) output.whenLeft(onLeft);
  }

  writeAll(framed: Buffer, onLeft: () => void): void {
    if (this.isClosed) return;
    this.sendHead(noFields);
    this.queue(framed, onLeft);
  }

  end(trailers: HeaderPairs): void {
    if (this.isClosed) return;
    if (this.hasHead) this.endWith(trailers);
    else {
      this.hasHead = true;
      this.endWith([...answerHead, ...trailers]);
    }
  }

  /** Answers a request that is none of gRPC's, for whoever has come to the wrong door. */
  refuse(status: string, text: string): void {
    this.hasHead = true;
    this.sendFields(
      [
        [":status", status],
        ["content-type", "text/plain"],
      ],
      0,
    );
    this.queue(Buffer.from(text), null);
    this.endWith(noFields);
  }

  /** Head, message and trailers, one behind the other. */
  private answerAtOnce(bytes: Buffer, start: number, end: number): void {
    const { output, encoder } = this.connection;
    const length = PREFIX_BYTES + end - start;
    // In the order in which they leave.
    const head = this.frames.head.take(encoder);
    const ok = this.frames.ok.take(encoder);
    output.room(head.length + FRAME_HEAD_BYTES + length + ok.length);
    let at = putFrame(head, this.id, output.bytes, output.used);
    at = this.putMessage(bytes, start, end, output.bytes, at);
    output.used = putFrame(ok, this.id, output.bytes, at);
    output.onAnswered(length);
    this.hasHead = true;
    this.onSent(length);
    this.onEnded();
  }

  /**
   * One DATA frame with a message. Returns where it ends.
   *
   *   frame head (9) │ 0: not compressed │ length (4) │ message
   */
  private putMessage(bytes: Buffer, start: number, end: number, into: Buffer, at: number): number {
    const length = end - start;
    const head = { length: PREFIX_BYTES + length, type: FrameType.DATA, flags: 0, stream: this.id };
    let pos = writeFrameHead(into, at, head);
    into[pos] = 0;
    pos = writeU32(into, pos + 1, length);
    copyOut(into, pos, bytes, start, length);
    return pos + length;
  }
}
