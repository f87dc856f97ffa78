import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import { MISSED_LEVELS_HEADER } from "../../codec/missed-levels.ts";
import { blobBytes, WireWriter } from "../../codec/wire-writer.ts";
import type { Failure } from "../../common/failure.ts";
import { PREFIX_BYTES } from "./message-collector.ts";
import { answerHead, failureTrailers, okTrailers } from "./response-heads.ts";

/** The answering side of a call's stream: headers, messages, trailers. */
export class ResponseWriter {
  private readonly stream: ServerHttp2Stream;
  private trailers = okTrailers;
  missedLevels = "";

  constructor(stream: ServerHttp2Stream) {
    this.stream = stream;
    (stream as LinkedStream)[RESPONSE] = this;
  }

  /** Sends the only message, with its prefix, and ends. */
  send(message: Buffer): void {
    this.open();
    this.stream.end(message);
  }

  /** Sends one of several messages; `onLeft` is called when it has left for the client. */
  write(message: Buffer, onLeft: () => void): void {
    if (!this.stream.headersSent) this.open();
    this.stream.write(message, onLeft);
  }

  /** Ends after the messages that were written. */
  end(): void {
    if (!this.stream.headersSent) this.open();
    this.stream.end();
  }

  /** Ends with a failure, after messages perhaps. */
  fail(failure: Failure): void {
    const { stream } = this;
    if (stream.destroyed || stream.closed) return;
    if (stream.headersSent) {
      this.trailers = failureTrailers(failure);
      stream.end();
    } else {
      stream.respond({ ...answerHead, ...this.withMissed(failureTrailers(failure)) }, endStream);
      this.refuseRest();
    }
  }

  onWantTrailers(): void {
    this.stream.sendTrailers(this.withMissed(this.trailers));
    // Later, or the trailers would go with the rest.
    if (!this.stream.readableEnded) setImmediate(() => this.refuseRest());
  }

  private withMissed(trailers: OutgoingHttpHeaders): OutgoingHttpHeaders {
    return this.missedLevels === "" ? trailers : { ...trailers, [MISSED_LEVELS]: this.missedLevels };
  }

  private open(): void {
    this.stream.on("wantTrailers", onWantTrailers);
    this.stream.respond(answerHead, waitForTrailers);
  }

  /** The client may go on sending to a call that has been answered: it is told that nobody reads it. */
  private refuseRest(): void {
    if (!this.stream.readableEnded) this.stream.close(constants.NGHTTP2_NO_ERROR);
  }
}

/** A message with its prefix: not compressed, and its length. One of several says which levels are missed, for trailers come too late. */
export function frameMessage(bytes: Buffer, start: number, end: number, missedLevels = ""): Buffer {
  const length = end - start + blobBytes(PART_MISSED_LEVELS, missedLevels.length);
  const framed = Buffer.allocUnsafe(PREFIX_BYTES + length);
  framed[0] = 0;
  framed.writeUInt32BE(length, 1);
  bytes.copy(framed, PREFIX_BYTES, start, end);
  if (missedLevels !== "") {
    const writer = new WireWriter();
    writer.reset(framed, PREFIX_BYTES + end - start);
    writer.blob(PART_MISSED_LEVELS, missedLevels);
  }
  return framed;
}

/** Field number of `missed_levels` in the messages that calls with several answers have. */
const PART_MISSED_LEVELS = 15;

/** A stream with what answers on it, so that its listener need not be made anew for each. */
type LinkedStream = ServerHttp2Stream & { [RESPONSE]: ResponseWriter };

const RESPONSE = Symbol("response");
/** HTTP/2 has names in lower case alone. */
const MISSED_LEVELS = MISSED_LEVELS_HEADER.toLowerCase();

function onWantTrailers(this: unknown): void {
  (this as LinkedStream)[RESPONSE].onWantTrailers();
}

/** Node would add a `date` to each answer, which no client of gRPC reads. */
const waitForTrailers = { waitForTrailers: true, sendDate: false };
const endStream = { endStream: true, sendDate: false };
