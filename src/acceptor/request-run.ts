import { assert } from "../common/assert.ts";
import type { Connection } from "./connection.ts";
import { copyInto } from "./copy-into.ts";
import type { WorkerLink } from "./worker-link.ts";

/**
 * The run that is being built: frames that stand one after the other in a chunk and go to the same namespace. They take
 * one slot, are copied into the ring at once, prefixes included, and come back as one record where they can: what a
 * client sends together costs little more than one request.
 *
 *   chunk    │ prefix request │ prefix request │ prefix request │ …
 *              ▲ start                           ▲ end so far     ▲ start + room: what is claimed in the ring
 */
export class RequestRun {
  slot = 0;
  private link: WorkerLink | null = null;
  private connection: Connection | null = null;
  private route = 0;
  private generation = 0;
  private source: Buffer = none;
  private start = 0;
  private end = 0;
  private room = 0;
  private offset = 0;
  private count = 0;

  /** Whether the frame `bytes[start, end)` stands right behind the run and may join it. */
  accepts(connection: Connection, link: WorkerLink, route: number, bytes: Buffer, start: number, end: number): boolean {
    return (
      this.link === link &&
      this.connection === connection &&
      this.route === route &&
      this.source === bytes &&
      this.end === start &&
      end - this.start <= this.room &&
      this.count < MAX_RUN_REQUESTS
    );
  }

  /** Adds a frame that the run accepts. */
  extend(end: number): void {
    this.end = end;
    this.count++;
  }

  /** Begins a run with one frame; false when the ring has no room for it. The run before must be closed. */
  begin(connection: Connection, link: WorkerLink, route: number, bytes: Buffer, start: number, end: number): boolean {
    assert(this.link === null, "a run is still open");
    const wished = Math.min(MAX_RUN_BYTES, bytes.length - start, link.requests.maxPayloadBytes);
    this.room = Math.max(end - start, wished);
    this.offset = link.claim(this.room);
    if (this.offset < 0 && this.room > end - start) {
      this.room = end - start;
      this.offset = link.claim(this.room);
    }
    if (this.offset < 0) {
      link.isFull = true;
      return false;
    }
    this.link = link;
    this.connection = connection;
    this.route = route;
    this.source = bytes;
    this.start = start;
    this.end = end;
    this.count = 1;
    return true;
  }

  /** Says which slot the run that has just begun has. */
  assign(slot: number, generation: number): void {
    this.slot = slot;
    this.generation = generation;
  }

  /** Copies the run into the ring; to be called before the bytes it borrows go away. */
  close(): void {
    const { link } = this;
    if (link === null) return;
    const length = this.end - this.start;
    copyInto(link.requests.bytes, this.offset, this.source, this.start, length);
    link.commit(length, this.count, this.slot, this.generation, (this.connection as Connection).arrivalUs, this.route);
    this.link = null;
    this.connection = null;
    this.source = none;
  }
}

const none = Buffer.alloc(0);
/** Room that a run claims at most: an eighth of the smallest ring, a few hundred small requests. */
const MAX_RUN_BYTES = 8 * 1024;
/** The worker takes a run whole, so it bounds how far a batch overshoots. */
const MAX_RUN_REQUESTS = 128;
