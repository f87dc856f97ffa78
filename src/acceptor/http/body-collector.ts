import type { Failure } from "../../common/failure.ts";
import { MAX_UNFINISHED_BODY_BYTES } from "../../common/limits.ts";
import type { HttpExchange } from "./exchange.ts";
import * as refusals from "./http-refusals.ts";

/** What is kept of bodies that are not whole, of all requests of a door. */
export class UnfinishedBodies {
  bytes = 0;
  /** In the order in which they began. */
  readonly collectors = new Set<BodyCollector>();

  failAll(failure: Failure): void {
    for (const collector of this.collectors) collector.fail(failure);
  }

  /** Gives up the bodies that began too long ago. */
  expire(isTooOld: (startedUs: number) => boolean): void {
    for (const collector of this.collectors) {
      if (!isTooOld(collector.startedUs)) return;
      collector.fail(refusals.bodyTooSlow);
    }
  }
}

export interface BodyOptions {
  readonly maxBytes: number;
  readonly startedUs: number;
  /** The whole body, borrowed until it returns. */
  readonly onBody: (body: Buffer) => void;
  /** Why there will be no body. Once at most, and not after `onBody`. */
  readonly onFailure: (failure: Failure) => void;
}

/** Puts the parts of one body together, within bounds. A body that comes in one part is not copied. */
export class BodyCollector {
  readonly startedUs: number;
  private readonly options: BodyOptions;
  private readonly unfinished: UnfinishedBodies;
  private kept = none;
  private length = 0;
  private isOver = false;

  constructor(unfinished: UnfinishedBodies, options: BodyOptions) {
    this.unfinished = unfinished;
    this.options = options;
    this.startedUs = options.startedUs;
  }

  /** To be called in the turn in which the request came. */
  read(exchange: HttpExchange): void {
    const { contentLength } = exchange.headers;
    // Refused before a byte of it is kept.
    if (contentLength !== null && Number(contentLength) > this.options.maxBytes) {
      this.fail(refusals.bodyTooLarge(this.options.maxBytes));
      return;
    }
    this.unfinished.collectors.add(this);
    exchange.readBody((chunk, isLast) => this.take(chunk, isLast));
  }

  /** The client is gone. */
  stop(): void {
    this.isOver = true;
    this.unfinished.collectors.delete(this);
    this.unfinished.bytes -= this.kept.length;
    this.kept = none;
  }

  fail(failure: Failure): void {
    if (this.isOver) return;
    this.stop();
    this.options.onFailure(failure);
  }

  private take(chunk: Buffer, isLast: boolean): void {
    if (this.isOver) return;
    const length = this.length + chunk.length;
    if (length > this.options.maxBytes) this.fail(refusals.bodyTooLarge(this.options.maxBytes));
    else if (isLast && this.length === 0) this.finish(chunk);
    else if (!this.reserve(length)) this.fail(refusals.tooManyBodies);
    else this.keep(chunk, isLast);
  }

  private keep(chunk: Buffer, isLast: boolean): void {
    this.kept.set(chunk, this.length);
    this.length += chunk.length;
    if (isLast) this.finish(this.kept.subarray(0, this.length));
  }

  private finish(body: Buffer): void {
    this.stop();
    this.options.onBody(body);
  }

  /** Makes room for `length` bytes, twice as much as before at least: each byte is moved once on average. */
  private reserve(length: number): boolean {
    const { kept, unfinished } = this;
    if (length <= kept.length) return true;
    const room = Math.min(this.options.maxBytes, Math.max(length, 2 * kept.length, FIRST_ROOM_BYTES));
    if (unfinished.bytes + room - kept.length > MAX_UNFINISHED_BODY_BYTES) return false;
    unfinished.bytes += room - kept.length;
    const larger = Buffer.allocUnsafeSlow(room);
    larger.set(kept.subarray(0, this.length));
    this.kept = larger;
    return true;
  }
}

const none = Buffer.alloc(0);
/** What the kernel hands over at one time of a body that is sent at full speed. */
const FIRST_ROOM_BYTES = 16 * 1024;
