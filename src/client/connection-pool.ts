import type { Socket } from "node:net";
import { backoffMs } from "./backoff.ts";
import type { Call } from "./call.ts";
import type { Channel, ChannelOwner } from "./channel.ts";
import type { ResolvedOptions } from "./client-options.ts";
import type { Dialer } from "./dialer.ts";
import type { StopTimer } from "./timer.ts";

/** Who uses the connections. */
export interface PoolOwner extends ChannelOwner {
  onConnectFailed(cause: Error): void;
  /** The pause after a failure is over. */
  onRested(): void;
}

/**
 * The connections of one client. They are opened when calls need them, one attempt at a time; after a failure the next
 * attempt waits for a pause that doubles. A connection that ended before it answered anything counts as a failure, so that
 * a gateway that accepts and hangs up is not hammered.
 */
export class ConnectionPool {
  private readonly dialer: Dialer;
  private readonly options: ResolvedOptions;
  private readonly owner: PoolOwner;
  private readonly connections: Channel[] = [];
  private giveUpOpening: (() => void) | null = null;
  private stopResting: StopTimer | null = null;
  private failures = 0;
  private isClosed = false;
  private onEmpty: (() => void) | null = null;
  /** Who waits for the first connection. */
  private opening: { resolve: () => void; reject: (cause: Error) => void } | null = null;

  constructor(dialer: Dialer, options: ResolvedOptions, owner: PoolOwner) {
    this.dialer = dialer;
    this.options = options;
    this.owner = owner;
  }

  /** Opens the first connection; rejects with the system's error when that fails. */
  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.opening = { resolve, reject };
      this.grow();
    });
  }

  /** The connection with the fewest requests in flight among those with room; asks for a further one when all are busy. */
  pick(): Channel | null {
    let best: Channel | null = null;
    for (const connection of this.connections) {
      if (connection.hasRoom && (best === null || connection.inFlightCount < best.inFlightCount)) best = connection;
    }
    if (best === null || best.inFlightCount >= BUSY_IN_FLIGHT) this.grow();
    return best;
  }

  /** The connection has answered: the gateway is well. */
  reportHealthy(): void {
    this.failures = 0;
  }

  /** Resolves when every connection is closed. */
  close(): Promise<void> {
    this.isClosed = true;
    this.giveUpOpening?.();
    this.opening?.reject(new Error("the client was closed"));
    this.stopResting?.();
    for (const connection of this.connections) connection.close();
    return new Promise((resolve) => {
      if (this.connections.length === 0) resolve();
      else this.onEmpty = resolve;
    });
  }

  /** Closes what is left, whether or not all bytes have gone. */
  destroy(): void {
    for (const connection of this.connections) connection.destroy(new Error("the client was closed"));
  }

  private grow(): void {
    const usable = this.connections.reduce((count, connection) => count + Number(!connection.isRetired), 0);
    if (this.isClosed || this.giveUpOpening !== null || this.stopResting !== null) return;
    if (usable >= this.options.maxConnections) return;
    this.giveUpOpening = this.dialer.dial({
      onOpen: (socket) => this.adopt(socket),
      onFailed: (cause) => {
        this.giveUpOpening = null;
        this.rest();
        this.opening?.reject(cause);
        this.owner.onConnectFailed(cause);
      },
    });
  }

  private adopt(socket: Socket): void {
    this.giveUpOpening = null;
    const { owner } = this;
    const connection = this.dialer.createChannel(socket, {
      onAnswer: (call, from, bytes, start, end) => owner.onAnswer(call, from, bytes, start, end),
      onRefused: (call, from, failure) => owner.onRefused(call, from, failure),
      onDropped: (call, wasSent, cause) => owner.onDropped(call, wasSent, cause),
      onRoom: () => owner.onRoom(),
      onClosed: (closed, lost, cause) => this.drop(closed, lost, cause),
    });
    this.connections.push(connection);
    this.opening?.resolve();
    this.opening = null;
    owner.onRoom();
  }

  private drop(connection: Channel, lost: Call[], cause: Error | null): void {
    this.connections.splice(this.connections.indexOf(connection), 1);
    if (!connection.hasAnswered) this.rest();
    this.owner.onClosed(connection, lost, cause);
    if (this.connections.length === 0) this.onEmpty?.();
  }

  private rest(): void {
    if (this.isClosed || this.stopResting !== null) return;
    this.failures++;
    this.stopResting = this.options.timer.start(backoffMs(this.failures, this.options.prng), true, () => {
      this.stopResting = null;
      this.owner.onRested();
    });
  }
}

/** In flight on every connection before a further one is opened: below it, one write a turn carries them all anyway. */
const BUSY_IN_FLIGHT = 64;
