import { FIRST_IN_FLIGHT, MAX_AWAITED_BYTES } from "../../common/limits.ts";
import type { TransportConnection } from "./transport/grpc-transport.ts";

/**
 * How many calls of one connection may be under way. An HTTP/2 client may open streams and read nothing of what they
 * bring; so the next call waits while the answers that are not read, and those to come by the size of the last ones, are
 * more than a client may wait for.
 */
export class AnswerWindow {
  private readonly connection: Pick<TransportConnection, "unsentBytes">;
  private inFlight = 0;
  /** Of calls that are open. Those of others are counted by their connection. */
  private unreadBytes = 0;
  /** The size that the next answers are expected to have. The first are taken to be large. */
  private expectedBytes = MAX_AWAITED_BYTES / FIRST_IN_FLIGHT;

  constructor(connection: Pick<TransportConnection, "unsentBytes">) {
    this.connection = connection;
  }

  get isOpen(): boolean {
    const unread = this.unreadBytes + this.connection.unsentBytes;
    const awaited = unread + (this.inFlight + 1) * this.expectedBytes;
    return awaited <= MAX_AWAITED_BYTES || this.inFlight + unread === 0;
  }

  /** Whether so little is unread that one call may bring more than its client has asked for, at the cost of nobody else. */
  get isWide(): boolean {
    return this.unreadBytes + this.connection.unsentBytes <= MAX_AWAITED_BYTES * WIDE;
  }

  get hasUnread(): boolean {
    return this.unreadBytes + this.connection.unsentBytes > 0;
  }

  /** A call goes to its worker. */
  begin(): void {
    this.inFlight++;
  }

  /** Its answer of `bytes` has come and is given to the client; 0 when there is nobody to give it to. */
  answer(bytes: number): void {
    this.inFlight--;
    this.unreadBytes += bytes;
    this.expectedBytes = Math.max(bytes, MIN_EXPECTED_BYTES, this.expectedBytes * FORGETTING);
  }

  /** A call that is under way no longer counts as that: it waits for something else than a worker. */
  standAside(): void {
    this.inFlight--;
  }

  /** An answer of `bytes` to a call that has stood aside is given to the client. */
  add(bytes: number): void {
    this.unreadBytes += bytes;
  }

  /** The client has read an answer, or will never. */
  release(bytes: number): void {
    this.unreadBytes -= bytes;
  }
}

/** A size is forgotten to a thousandth after some sixty smaller answers. */
const FORGETTING = 0.9;
/** Of what may be unread: the rest is for what clients have asked for. */
const WIDE = 0.25;
/** What an answer takes besides its bytes. */
const MIN_EXPECTED_BYTES = 256;
