import type { Socket } from "node:net";
import type { Server, TLSSocket, TlsOptions } from "node:tls";
import { type Clock, elapsedUs } from "../../common/clock.ts";
import type { Identity } from "../authenticator.ts";
import { DOOR_NAMES, type Door } from "../caller.ts";
import type { PrincipalRegistry } from "../principal-registry.ts";
import { cipherOptions, type TlsVersion } from "./cipher-options.ts";
import {
  classifyFailure,
  classifyVerification,
  HandshakeCounters,
  type HandshakeFailure,
  type HandshakeFigures,
} from "./handshake-counters.ts";
import { LaterHandshakes } from "./later-handshakes.ts";
import { MaterialKeeper, type TlsLog } from "./material-keeper.ts";
import { type PrincipalRules, principalOf } from "./principal-of.ts";
import { Strangers } from "./strangers.ts";
import { endOf } from "./tls-material.ts";

/** The section `tls` of the configuration, with the files that are needed there. */
export interface TlsSettings extends PrincipalRules {
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile: string | null;
  readonly clientCertificates: "none" | "optional" | "required";
  readonly minVersion: TlsVersion;
  readonly handshakeTimeoutMs: number;
}

export interface TlsGuardParts {
  readonly settings: TlsSettings;
  readonly clock: Clock;
  readonly principals: PrincipalRegistry;
  readonly log: TlsLog;
}

/** What the doors of a gateway share that speak TLS: certificates, rules, and who their clients are. */
export class TlsGuard {
  readonly keeper: MaterialKeeper;
  private readonly parts: TlsGuardParts;
  private readonly identities = new WeakMap<Socket, Identity>();
  private readonly counters = new Map<Door, HandshakeCounters>();
  private readonly toldUs = new Map<string, number>();
  private readonly leftOut = new Map<string, number>();

  /** Reads the certificates; throws a `TlsProblem` when they cannot be served. */
  constructor(parts: TlsGuardParts) {
    const { settings, clock, log } = parts;
    this.parts = parts;
    this.keeper = new MaterialKeeper({ paths: settings, clock, log });
  }

  /** For a server of Node's: `tls`, `https`, `http2`. They are what counts now; {@link guard} sees to what comes. */
  serverOptions(): TlsOptions {
    const { clientCertificates, handshakeTimeoutMs } = this.parts.settings;
    return {
      ...this.contextOptions(),
      handshakeTimeout: handshakeTimeoutMs,
      requestCert: clientCertificates !== "none",
      rejectUnauthorized: clientCertificates === "required",
    };
  }

  /**
   * Has a server take new certificates when they come, its failed handshakes counted, and its clients identified. To be
   * called before others listen for `secureConnection`: sockets that they get destroyed are of clients turned away.
   *
   * @param protocol that a client must have chosen by ALPN; null = it need not choose any.
   */
  guard(server: Server, door: Door, protocol: string | null = null): Strangers {
    const counters = this.countersOf(door);
    const handshakes = new LaterHandshakes(this.parts.clock, (socket, reason, problem) =>
      this.refuse(socket, door, reason, problem),
    );
    const stop = this.keeper.onChange(() => server.setSecureContext(this.contextOptions()));
    server.once("close", stop);
    server.on("secureConnection", (socket: TLSSocket) => {
      counters.handshakes++;
      handshakes.watch(socket);
      if (protocol !== null && socket.alpnProtocol !== protocol)
        this.refuse(socket, door, "no-shared-protocol", `it did not ask for ${protocol}`);
      else this.identify(socket, door);
    });
    server.on("drop", () => counters.failed("too-many"));
    server.on("tlsClientError", (error: Error, socket: TLSSocket) => {
      this.fail(door, classifyFailure(error, socket), error.message, socket);
      socket.destroy();
    });
    return new Strangers(server);
  }

  /** Takes over what a guard on another thread has counted on its door, all of it. */
  adopt(door: Door, { handshakes, nobodies, failures }: Readonly<HandshakeFigures>): void {
    const counters = this.countersOf(door);
    counters.handshakes = handshakes;
    counters.nobodies = nobodies;
    for (const [reason, count] of failures) counters.failures.set(reason, count);
  }

  /** Who the certificate says is at the other end; null when it does not say, or when there is none. */
  identityOf(socket: Socket): Identity | null {
    return this.identities.get(socket) ?? null;
  }

  /** Destroys the connection of a client whose certificate does not hold, or that lacks one that it needs. */
  private identify(socket: TLSSocket, door: Door): void {
    const { clientCertificates } = this.parts.settings;
    if (clientCertificates === "none") return;
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) {
      if (clientCertificates === "required") this.refuse(socket, door, "no-certificate", "none was shown");
      return;
    }
    if (!socket.authorized) {
      const code = String(socket.authorizationError);
      this.refuse(socket, door, classifyVerification(code), code);
      return;
    }
    const owner = principalOf(certificate.raw, this.parts.settings);
    if ("problem" in owner) {
      this.countersOf(door).nobodies++;
      this.tell(door, "a client's certificate names no principal", "nobody", owner.problem, socket);
      return;
    }
    const principal = this.parts.principals.intern(owner.name, []);
    this.identities.set(socket, { principal, expiresAtMs: endOf(certificate) });
  }

  /** By door; those through which nobody has come have none. */
  get handshakes(): ReadonlyMap<Door, Readonly<HandshakeCounters>> {
    return this.counters;
  }

  private contextOptions(): TlsOptions {
    const { cert, key, clientCa } = this.keeper.current.files;
    return {
      ...cipherOptions(this.parts.settings.minVersion),
      cert,
      key,
      ...(clientCa === null ? {} : { ca: clientCa }),
    };
  }

  private refuse(socket: TLSSocket, door: Door, reason: HandshakeFailure, problem: string): void {
    this.fail(door, reason, problem, socket);
    socket.destroy();
  }

  private fail(door: Door, reason: HandshakeFailure, problem: string, socket: TLSSocket): void {
    this.countersOf(door).failed(reason);
    // Whoever only looks whether the port is open, such as a load balancer, is no news.
    if (reason !== "gone") this.tell(door, "a TLS handshake failed", reason, problem, socket);
  }

  /** At most one line a minute for each door and reason, with the number of those left out. */
  private tell(door: Door, message: string, reason: string, problem: string, socket: TLSSocket): void {
    const key = `${door} ${reason}`;
    const nowUs = this.parts.clock.monotonicUs();
    const toldUs = this.toldUs.get(key);
    const leftOut = this.leftOut.get(key) ?? 0;
    const sinceUs = toldUs === undefined ? TELL_EVERY_US : elapsedUs(toldUs, nowUs);
    // Negative after half an hour of silence, when the clock has wrapped.
    if (sinceUs >= 0 && sinceUs < TELL_EVERY_US) {
      this.leftOut.set(key, leftOut + 1);
      return;
    }
    this.toldUs.set(key, nowUs);
    this.leftOut.set(key, 0);
    const client = socket.remoteAddress ?? "gone";
    this.parts.log("warning", message, { door: DOOR_NAMES[door], reason, problem: oneLine(problem), client, leftOut });
  }

  private countersOf(door: Door): HandshakeCounters {
    let counters = this.counters.get(door);
    if (counters === undefined) {
      counters = new HandshakeCounters();
      this.counters.set(door, counters);
    }
    return counters;
  }
}

/** OpenSSL's messages end in a line break and begin with numbers that differ. */
function oneLine(message: string): string {
  return (message.split(/error:[0-9A-F]+:/).at(-1) ?? message).trim();
}

const TELL_EVERY_US = 60_000_000;
