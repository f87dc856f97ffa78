import { FIRST_IN_FLIGHT, MAX_AWAITED_BYTES } from "../../common/limits.ts";
import { STEP_BYTES, type UnreadShare } from "../unread-share.ts";
import { FLOOR_BYTES } from "../unread-total.ts";
import type { TransportConnection } from "./transport/grpc-transport.ts";

/**
 * How many calls of one connection may be under way. An HTTP/2 client may open streams and read nothing of what they
 * bring; so the next call waits while the answers that are not read, and those to come by the size of the last ones, are
 * more than a client may wait for: the less, the more all clients have not read.
 */
export class AnswerWindow {
  private readonly connection: Pick<TransportConnection, "unsentBytes">;
  private readonly share: UnreadShare;
  private inFlight = 0;
  /** Of calls that are open. Those of others are counted by their connection. */
  private unreadBytes = 0;
  /** The size that the next answers are expected to have. The first are taken to be large. */
  private expectedBytes = MAX_AWAITED_BYTES / FIRST_IN_FLIGHT;
  private hasAnswered = false;

  /** @param share where it counts what is unread; it ends with the connection. */
  constructor(connection: Pick<TransportConnection, "unsentBytes">, share: UnreadShare) {
    this.connection = connection;
    this.share = share;
  }

  get isOpen(): boolean {
    const { bytes, share } = this;
    share.follow(bytes);
    const awaited = bytes + (this.inFlight + 1) * this.expectedBytes;
    if (awaited <= share.allowance) return true;
    if (this.inFlight + bytes > 0) return false;
    // A large answer waits for room that all have together; who waits for nothing of its own has to be told of that.
    if (!share.isFull || !this.hasAnswered || this.expectedBytes <= FLOOR_BYTES) return true;
    share.awaitRoom();
    return false;
  }

  /** Whether so little is unread that one call may bring more than its client has asked for, at the cost of nobody else. */
  get isWide(): boolean {
    return this.bytes <= this.share.allowance * WIDE;
  }

  /** What is unread. */
  get bytes(): number {
    return this.unreadBytes + this.connection.unsentBytes;
  }

  /** A call goes to its worker. */
  begin(): void {
    this.inFlight++;
  }

  /** Its answer of `bytes` has come and is given to the client; 0 when there is nobody to give it to. */
  answer(bytes: number): void {
    this.inFlight--;
    this.hasAnswered = true;
    this.add(bytes);
    this.expectedBytes = Math.max(bytes, MIN_EXPECTED_BYTES, this.expectedBytes * FORGETTING);
  }

  /** A call that is under way no longer counts as that: it waits for something else than a worker. */
  standAside(): void {
    this.inFlight--;
  }

  /** An answer of `bytes` to a call that has stood aside is given to the client. */
  add(bytes: number): void {
    this.unreadBytes += bytes;
    if (this.unreadBytes >= this.share.bytes + STEP_BYTES) this.count();
  }

  /** The client has read an answer, or will never. */
  release(bytes: number): void {
    this.unreadBytes -= bytes;
    if (this.share.bytes > 0) this.count();
  }

  /** Tells its share of what has changed without being told. */
  count(): void {
    this.share.follow(this.bytes);
  }
}

/** A size is forgotten to a thousandth after some sixty smaller answers. */
const FORGETTING = 0.9;
/** Of what may be unread: the rest is for what clients have asked for. */
const WIDE = 0.25;
/** What an answer takes besides its bytes. */
const MIN_EXPECTED_BYTES = 256;
