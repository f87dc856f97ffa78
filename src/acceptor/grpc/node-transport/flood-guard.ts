import { Allowance } from "../../../common/allowance.ts";
import type { Clock } from "../../../common/clock.ts";

/**
 * Tells when a client costs more than its calls do: HTTP/2 has many frames that carry none. Those that Node tells of are
 * counted, PING and SETTINGS; the others are seen by the bytes that they take. A call that is given up as soon as it has
 * begun costs as much as one that is answered; Node's own bound on these closes no connection, it only stops reading it.
 */
export class FloodGuard {
  private readonly frames: Allowance;
  private readonly resets: Allowance;
  /** Bytes that came with calls since the last look, with what their headers take. */
  private callBytes = 0;
  private readBytes = 0;

  constructor(clock: Clock) {
    this.frames = new Allowance(clock, FRAME_BURST, FRAMES_PER_SECOND);
    this.resets = new Allowance(clock, RESET_BURST, RESETS_PER_SECOND);
  }

  /** A call came, with credentials of so many bytes, which no table remembers when they are long. */
  onCall(credentialBytes: number): void {
    this.frames.add(FRAMES_PER_CALL);
    this.callBytes += HEADER_BYTES + credentialBytes;
  }

  /** Bytes of a call's message came. */
  onMessageBytes(count: number): void {
    this.callBytes += count;
  }

  /** A frame without a call came; false when there are too many. */
  admitFrame(): boolean {
    return this.frames.take();
  }

  /** The client has given a call up; false when there are too many. */
  admitReset(): boolean {
    return this.resets.take();
  }

  /** To be called about once a second with all bytes that have come; false when too many of them belonged to no call. */
  admitBytes(readBytes: number): boolean {
    const came = readBytes - this.readBytes;
    const accounted = 2 * this.callBytes;
    this.readBytes = readBytes;
    this.callBytes = 0;
    return came - accounted <= MAX_BYTES_WITHOUT_CALL;
  }
}

/** A client measures its way with a PING for each round trip in which data came: on one machine, thousands in a second. */
const FRAME_BURST = 5_000;
/** A PING when the answer comes, and another when it is read. */
const FRAMES_PER_CALL = 2;
const FRAMES_PER_SECOND = 100;
/** As Node has them: a thousand at once and 33 a second. Less, so that it is we who notice, and close the connection. */
const RESET_BURST = 900;
const RESETS_PER_SECOND = 30;
/** What a call's other headers may take. */
const HEADER_BYTES = 4 * 1024;
/** In a second: the frames of these are a tenth of a second's work. */
const MAX_BYTES_WITHOUT_CALL = 16 * 1024 * 1024;
