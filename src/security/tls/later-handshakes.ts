import type { TLSSocket } from "node:tls";
import { Allowance } from "../../common/allowance.ts";
import type { Clock } from "../../common/clock.ts";
import { KEY_UPDATE_BURST, KEY_UPDATES_PER_SECOND } from "../../common/limits.ts";
import type { HandshakeFailure } from "./handshake-counters.ts";

/** Ends a connection; the reason is counted, what it did goes to the log. */
export type RefuseSocket = (socket: TLSSocket, reason: HandshakeFailure, problem: string) => void;

/**
 * Bounds what a client may have the gateway do for TLS itself once its connection stands. A door sees none of it, as it
 * brings no data; but each time keys are derived, and an answer is written, which OpenSSL keeps for as long as nobody reads it.
 *
 *   TLS 1.3   new keys (KeyUpdate)   as many as any client needs, and no more
 *   TLS 1.2   another handshake      refused by OpenSSL; whoever insists is ended by Node, and counted here
 */
export class LaterHandshakes {
  private readonly clock: Clock;
  private readonly refuse: RefuseSocket;
  /** Of the few that ever change their keys. */
  private readonly allowances = new WeakMap<TLSSocket, Allowance>();
  // One of each for all connections.
  private readonly onKeyLog: (this: TLSSocket, line: Buffer) => void;
  private readonly onError: (this: TLSSocket, error: NodeJS.ErrnoException) => void;

  constructor(clock: Clock, refuse: RefuseSocket) {
    const later = this;
    this.clock = clock;
    this.refuse = refuse;
    this.onKeyLog = function (line) {
      if (line.toString("latin1", 0, NEW_KEYS.length) === NEW_KEYS) later.onNewKeys(this);
    };
    this.onError = function ({ code }) {
      if (code !== "ERR_TLS_SESSION_ATTACK") return;
      // Node says so for each that came at once.
      this.off("error", later.onError);
      later.refuse(this, "handshake-flood", "it asks for handshakes over and over");
    };
  }

  /** To be called when the first handshake is over. */
  watch(socket: TLSSocket): void {
    // Node tells of new keys only by what a key log would have; nothing of it is kept.
    if (socket.getProtocol() === "TLSv1.3") socket.on("keylog", this.onKeyLog);
    else socket.on("error", this.onError);
  }

  private onNewKeys(socket: TLSSocket): void {
    let allowance = this.allowances.get(socket);
    if (allowance === undefined) {
      allowance = new Allowance(this.clock, KEY_UPDATE_BURST, KEY_UPDATES_PER_SECOND);
      this.allowances.set(socket, allowance);
    }
    if (allowance.take()) return;
    socket.off("keylog", this.onKeyLog);
    // OpenSSL is in the middle of reading.
    setImmediate(() => this.refuse(socket, "handshake-flood", "it changes its keys over and over"));
  }
}

/** How a line begins that tells of a client's new keys. */
const NEW_KEYS = "CLIENT_TRAFFIC_SECRET_N ";
