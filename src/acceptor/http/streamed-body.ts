import { elapsedUs } from "../../common/clock.ts";
import type { Failure } from "../../common/failure.ts";
import {
  HTTP_BODY_TIMEOUT_MS,
  LARGE_CHUNK_BYTES,
  MAX_REFUSED_BODY_BYTES,
  REFUSED_BODY_TIMEOUT_MS,
} from "../../common/limits.ts";
import { PrismError } from "../../common/prism-error.ts";
import { ByteQueue } from "../large/byte-queue.ts";
import { callerGone } from "../large/refusals.ts";
import type { HttpExchange } from "./exchange.ts";
import * as refusals from "./http-refusals.ts";
import type { HttpRequest } from "./http-request.ts";

/** The bodies of a door that come part by part, and have not come to their end. */
export class StreamedBodies {
  private readonly bodies = new Set<StreamedBody>();

  add(body: StreamedBody): void {
    this.bodies.add(body);
  }

  delete(body: StreamedBody): void {
    this.bodies.delete(body);
  }

  failAll(failure: Failure): void {
    for (const body of this.bodies) body.fail(failure);
  }

  /** To be called about once a second. */
  expire(nowUs: number): void {
    for (const body of this.bodies) body.expire(nowUs);
  }
}

/** What of an exchange a body needs. */
export type BodySource = Pick<HttpExchange, "readBody" | "pauseBody" | "resumeBody">;

/** A body that its route takes part by part, as fast as it has room for it. */
export class StreamedBody {
  readonly queue: ByteQueue;
  /** Called when the last of it has come. */
  onWhole: (() => void) | null = null;
  private readonly bodies: StreamedBodies;
  /** When as many bytes as make a chunk had come the last time, and how many that were; null = it is not known yet. */
  private sinceUs: number | null = null;
  private markBytes = 0;
  private isWhole = false;
  private isClientGone = false;
  /** Gives the answer that waits until some more of the body is read; null when none does. */
  private refusal: (() => void) | null = null;
  private refusedBytes = 0;
  private refusedUs: number | null = null;

  constructor(exchange: BodySource, bodies: StreamedBodies) {
    this.bodies = bodies;
    this.queue = new ByteQueue({ pause: () => exchange.pauseBody(), resume: () => exchange.resumeBody() });
    bodies.add(this);
    exchange.readBody((chunk, isLast) => this.take(chunk, isLast));
  }

  /** There will be no more of it. What it waits for is read on, so that its client hears why. */
  fail(failure: Failure): void {
    this.bodies.delete(this);
    this.queue.fail(new PrismError(failure, { source: "client" }));
    this.answerRefused();
  }

  /**
   * Answers with a problem before all of the body has come. Some of the rest is read first, and thrown away: a client that is
   * cut off while it writes may never see the answer. Source: RFC 9112, 9.6
   */
  refuse(request: Pick<HttpRequest, "fail">, failure: Failure): void {
    if (this.isClientGone) return;
    this.fail(failure);
    this.refusal = () => request.fail(failure);
    if (this.isWhole) this.answerRefused();
    else this.bodies.add(this);
  }

  /** The client is gone. */
  stop(): void {
    this.isClientGone = true;
    this.refusal = null;
    this.fail(callerGone);
  }

  /** A chunk of a body may take as long as a body that is not larger than one: the time that it is kept waiting apart. */
  expire(nowUs: number): void {
    if (this.refusal !== null) {
      if (this.refusedUs === null) this.refusedUs = nowUs;
      else if (elapsedUs(this.refusedUs, nowUs) > REFUSED_BODY_TIMEOUT_MS * 1000) this.answerRefused();
      return;
    }
    const { pushedBytes, isHeldUp } = this.queue;
    if (this.sinceUs === null || isHeldUp || pushedBytes - this.markBytes >= LARGE_CHUNK_BYTES) {
      this.sinceUs = nowUs;
      this.markBytes = pushedBytes;
    } else if (elapsedUs(this.sinceUs, nowUs) > HTTP_BODY_TIMEOUT_MS * 1000) this.fail(refusals.bodyTooSlow);
  }

  private take(chunk: Buffer, isLast: boolean): void {
    // It is borrowed until this returns.
    if (chunk.length > 0 && !this.queue.isOver) this.queue.push(Buffer.from(chunk));
    if (this.refusal !== null) this.refusedBytes += chunk.length;
    if (isLast) {
      this.isWhole = true;
      this.bodies.delete(this);
      this.queue.end();
      this.onWhole?.();
    }
    if (isLast || this.refusedBytes > MAX_REFUSED_BODY_BYTES) this.answerRefused();
  }

  private answerRefused(): void {
    const { refusal } = this;
    if (refusal === null) return;
    this.refusal = null;
    this.bodies.delete(this);
    refusal();
  }
}
