import type { TLSSocket } from "node:tls";

/** Why a client did not get through its handshake, or was turned away after it. The labels of a metric: a fixed set. */
export type HandshakeFailure =
  | "not-tls"
  | "version"
  | "no-shared-cipher"
  | "no-shared-protocol"
  | "timeout"
  | "no-certificate"
  | "unknown-authority"
  | "expired-certificate"
  | "bad-certificate"
  | "refused-by-client"
  | "too-many"
  | "handshake-flood"
  | "gone"
  | "other";

/** What happened on one door, as it is told from one thread to another. */
export interface HandshakeFigures {
  readonly handshakes: number;
  readonly nobodies: number;
  readonly failures: ReadonlyMap<HandshakeFailure, number>;
}

/** What happened on one door. */
export class HandshakeCounters implements HandshakeFigures {
  handshakes = 0;
  /** Verified certificates that name no principal. */
  nobodies = 0;
  readonly failures = new Map<HandshakeFailure, number>();

  /** Adds what has happened on the same door of another acceptor. */
  add({ handshakes, nobodies, failures }: HandshakeFigures): void {
    this.handshakes += handshakes;
    this.nobodies += nobodies;
    for (const [reason, count] of failures) this.failures.set(reason, (this.failures.get(reason) ?? 0) + count);
  }

  failed(reason: HandshakeFailure): void {
    this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
  }
}

/** The reason behind the error of a `tlsClientError`; where the certificate was not accepted, it stands with the socket. */
export function classifyFailure(error: Error, socket: TLSSocket): HandshakeFailure {
  if (socket.authorizationError) return classifyVerification(String(socket.authorizationError));
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const known = CODES[code];
  if (known !== undefined) return known;
  return code.includes("_ALERT_") ? "refused-by-client" : "other";
}

/** @param code of OpenSSL's verification, for example `CERT_HAS_EXPIRED`. */
export function classifyVerification(code: string): HandshakeFailure {
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") return "expired-certificate";
  return UNKNOWN_AUTHORITY.has(code) ? "unknown-authority" : "bad-certificate";
}

const UNKNOWN_AUTHORITY: ReadonlySet<string> = new Set([
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "CERT_UNTRUSTED",
]);

const CODES: Readonly<Record<string, HandshakeFailure>> = {
  ERR_TLS_HANDSHAKE_TIMEOUT: "timeout",
  ERR_SSL_WRONG_VERSION_NUMBER: "not-tls",
  ERR_SSL_HTTP_REQUEST: "not-tls",
  ERR_SSL_HTTPS_PROXY_REQUEST: "not-tls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "not-tls",
  ERR_SSL_RECORD_LAYER_FAILURE: "not-tls",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "version",
  ERR_SSL_VERSION_TOO_LOW: "version",
  ERR_SSL_INAPPROPRIATE_FALLBACK: "version",
  ERR_SSL_NO_SHARED_CIPHER: "no-shared-cipher",
  ERR_SSL_NO_SUITABLE_KEY_SHARE: "no-shared-cipher",
  ERR_SSL_NO_SHARED_GROUPS: "no-shared-cipher",
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: "no-shared-cipher",
  ERR_SSL_NO_APPLICATION_PROTOCOL: "no-shared-protocol",
  ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE: "no-certificate",
  ERR_SSL_CERTIFICATE_VERIFY_FAILED: "bad-certificate",
  ECONNRESET: "gone",
  EPIPE: "gone",
};
