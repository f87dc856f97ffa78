import { encodeFailureFrame } from "../codec/response.ts";
import type { AcceptorCounters } from "./counters.ts";
import type { Outbox } from "./outbox.ts";
import type { Patience } from "./patience.ts";
import * as refusals from "./refusals.ts";
import type { Slots } from "./slots.ts";
import type { WorkerLink } from "./worker-link.ts";

export interface WorkerLinksParts {
  readonly slots: Slots;
  readonly outbox: Outbox;
  readonly counters: AcceptorCounters;
  readonly patience: Patience;
}

/** The workers as the acceptor knows them: a link to each that serves. */
export class WorkerLinks {
  /** By worker; null or a hole where none serves. */
  readonly all: (WorkerLink | null)[] = [];
  private readonly parts: WorkerLinksParts;

  constructor(parts: WorkerLinksParts) {
    this.parts = parts;
  }

  attach(worker: number, link: WorkerLink): void {
    this.all[worker] = link;
  }

  /** The worker is gone: what it held is answered UNAVAILABLE, and its rings are never looked at again. */
  detach(worker: number): void {
    const { slots, outbox, counters, patience } = this.parts;
    const link = this.all[worker];
    if (link !== null && link !== undefined) link.isFull = false;
    this.all[worker] = null;
    for (const slot of slots.heldBy(worker)) {
      const { connection, ids } = slots.abandon(slot);
      connection.inFlight -= ids.length;
      counters.framesOut += ids.length;
      if (connection.isClosed && connection.isPatient) patience.leave(ids.length);
      for (const id of ids) {
        counters.refused("WORKER_LOST");
        if (!connection.isClosed) outbox.addOwned(connection, encodeFailureFrame(id, refusals.workerLost));
      }
    }
  }

  /** Whether everything that a worker was sent is answered, and the answers have been taken. */
  isSettled(worker: number): boolean {
    return this.all[worker]?.responses.hasWork() !== true && this.parts.slots.heldBy(worker).length === 0;
  }
}
