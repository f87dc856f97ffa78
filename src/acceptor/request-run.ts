import { mixedRoute, ROUTE_BYTES, writeRoutes } from "../codec/run-routes.ts";
import { assert } from "../common/assert.ts";
import { copyIn } from "../common/shared-copy.ts";
import type { Connection } from "./connection.ts";
import type { WorkerLink } from "./worker-link.ts";

/**
 * The run that is being built: frames that stand one after the other in a chunk and go to the same worker. They take
 * one slot, are copied into the ring at once, prefixes included, and come back as one record where they can: what a
 * client sends together costs little more than one request.
 *
 *   chunk    │ prefix request │ prefix request │ prefix request │ …
 *              ▲ start                           ▲ end so far     ▲ start + room: what is claimed for frames in the ring
 *
 * When they name several namespaces, their routes stand behind them; see `codec/run-routes.ts`.
 */
export class RequestRun {
  slot = 0;
  private link: WorkerLink | null = null;
  private connection: Connection | null = null;
  private route = 0;
  private caller = 0;
  private generation = 0;
  private source: Buffer = none;
  private start = 0;
  private end = 0;
  private room = 0;
  private offset = 0;
  private count = 0;
  /** Of all its requests together. */
  private urgency = 0;
  /** The namespace of each request. */
  private readonly routes = new Int32Array(MAX_RUN_REQUESTS);
  private isMixed = false;
  /** Whether the ring's record has room for routes behind the frames. */
  private mayMix = false;

  /** Whether the frame `bytes[start, end)` stands right behind the run and may join it. */
  accepts(connection: Connection, link: WorkerLink, route: number, bytes: Buffer, start: number, end: number): boolean {
    return (
      this.link === link &&
      this.connection === connection &&
      this.caller === connection.caller &&
      (this.route === route || this.mayMix) &&
      this.source === bytes &&
      this.end === start &&
      end - this.start <= this.room &&
      this.count < MAX_RUN_REQUESTS
    );
  }

  /** Adds a frame that the run accepts. */
  extend(end: number, route: number, urgency: number): void {
    this.end = end;
    this.urgency += urgency;
    this.routes[this.count++] = route;
    if (route !== this.route) this.isMixed = true;
  }

  /** Begins a run with one frame; false when the ring has no room for it. The run before must be closed. */
  begin(connection: Connection, link: WorkerLink, route: number, bytes: Buffer, start: number, end: number): boolean {
    assert(this.link === null, "a run is still open");
    const rest = Math.min(MAX_RUN_BYTES, bytes.length - start);
    this.room = Math.max(end - start, rest);
    this.offset = this.room + ROUTES_BYTES > link.requests.maxPayloadBytes ? -1 : link.claim(this.room + ROUTES_BYTES);
    this.mayMix = this.offset >= 0;
    if (!this.mayMix) {
      this.room = end - start;
      this.offset = link.claim(this.room);
    }
    if (this.offset < 0) {
      link.isFull = true;
      return false;
    }
    link.introductions.introduce(connection.principal);
    this.link = link;
    this.connection = connection;
    this.route = route;
    this.caller = connection.caller;
    this.source = bytes;
    this.start = start;
    this.end = end;
    this.count = 1;
    this.routes[0] = route;
    this.isMixed = false;
    return true;
  }

  /** Says which slot the run that has just begun has, and how urgent its request is. */
  assign(slot: number, generation: number, urgency: number): void {
    this.slot = slot;
    this.urgency = urgency;
    this.generation = generation;
  }

  /** Copies the run into the ring; to be called before the bytes it borrows go away. */
  close(): void {
    const { link } = this;
    if (link === null) return;
    let length = this.end - this.start;
    copyIn(link.requests.bytes, this.offset, this.source, this.start, length);
    if (this.isMixed) length += writeRoutes(link.requests.bytes, this.offset + length, this.routes, this.count);
    const route = this.isMixed ? mixedRoute(this.count) : this.route;
    const { arrivalUs, number } = this.connection as Connection;
    link.commit(length, this.urgency, this.slot, this.generation, arrivalUs, route, this.caller, number);
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
const ROUTES_BYTES = MAX_RUN_REQUESTS * ROUTE_BYTES;
