import type { Door } from "../security/caller.ts";
import type { Principal } from "../security/principal.ts";
import type { Acceptor } from "./acceptor.ts";
import { CallPort } from "./call-port.ts";

export interface DoorPortsOptions {
  readonly door: Door;
  /** So many ports are kept; past it those go that were used longest ago and have no call under way. */
  readonly maxPorts: number;
  /** Whether the calls wait for messages; see {@link Patience}. */
  readonly isPatient?: boolean;
}

/**
 * The ports of one door: one for each principal, made when it is first asked for. The acceptor closes those that have
 * been idle for `limits.idleTimeout`, and all of them at a shutdown; whoever comes after that gets a new one.
 */
export class DoorPorts {
  private readonly acceptor: Acceptor;
  private readonly options: DoorPortsOptions;
  /** By the principal's number, the one asked for last at the end. */
  private readonly ports = new Map<number, CallPort>();
  private lastId = NOBODY;

  constructor(acceptor: Acceptor, options: DoorPortsOptions) {
    this.acceptor = acceptor;
    this.options = options;
  }

  /**
   * The port for the calls of `principal`; not to be kept past the call that it was asked for. The door has checked that
   * its credentials still count: the port does not end with them. When no client is let in any more, the port answers
   * every call with the reason.
   */
  of(principal: Principal): CallPort {
    const { id } = principal;
    const known = this.ports.get(id);
    if (known === undefined) return this.create(principal);
    if (id === this.lastId) return known;
    this.ports.delete(id);
    this.keep(id, known);
    return known;
  }

  get size(): number {
    return this.ports.size;
  }

  /** Closes all: nobody is answered any more. */
  close(): void {
    for (const port of this.ports.values()) port.close();
    this.ports.clear();
    this.lastId = NOBODY;
  }

  private create(principal: Principal): CallPort {
    if (this.ports.size >= this.options.maxPorts) this.closeOldest();
    const { door, isPatient = false } = this.options;
    const port: CallPort = new CallPort(this.acceptor, {
      visitor: { door, identity: { principal, expiresAtMs: 0 }, isPort: true, isPatient },
      // Many clients may share a port. The door sees for each of its own that it reads what it asked for.
      unsentBytes: () => 0,
      onClose: () => this.forget(principal.id, port),
    });
    if (port.isOpen) this.keep(principal.id, port);
    return port;
  }

  private keep(id: number, port: CallPort): void {
    this.ports.set(id, port);
    this.lastId = id;
  }

  private forget(id: number, port: CallPort): void {
    if (this.ports.get(id) !== port) return;
    this.ports.delete(id);
    if (this.lastId === id) this.lastId = NOBODY;
  }

  /** None goes that has calls under way: when all have, there are more than `maxPorts` until some are done. */
  private closeOldest(): void {
    for (const [id, port] of this.ports) {
      if (port.pending > 0) continue;
      port.close();
      this.forget(id, port);
      if (this.ports.size < this.options.maxPorts) return;
    }
  }
}

/** No principal has this number. */
const NOBODY = -1;
