import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { type ConnectionOptions, createSecureContext } from "node:tls";
import type { Address } from "./address.ts";
import * as failures from "./failures.ts";

/** How a client speaks TLS. Certificates and keys are PEM, as text or bytes. */
export interface TlsOptions {
  /** Whom to trust instead of the authorities that Node knows. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** The client's own certificate and its key, for gateways that tell their callers by it. */
  readonly cert?: string | Uint8Array;
  readonly key?: string | Uint8Array;
  /** The name that the gateway's certificate must have; the address's host unless given. */
  readonly serverName?: string;
  /** False takes any certificate, and so any impostor: for a moment's test alone. */
  readonly rejectUnauthorized?: boolean;
}

/** What Node is told, for every connection; throws a PrismError when a certificate or key is none. gRPC is HTTP/2, which both sides must choose by ALPN. */
export function connectionOptions(address: Address, tls: TlsOptions): ConnectionOptions {
  const options: ConnectionOptions = { rejectUnauthorized: tls.rejectUnauthorized ?? true };
  // An IP address is no server name, by RFC 6066.
  const serverName = tls.serverName ?? (isIP(address.host) === 0 ? address.host : "");
  if (serverName !== "") options.servername = serverName;
  if (address.protocol === "grpc") options.ALPNProtocols = ["h2"];
  if ((tls.cert === undefined) !== (tls.key === undefined))
    throw failures.tlsInvalid("tls.cert and tls.key go together");
  const context: ConnectionOptions = {};
  if (tls.ca !== undefined) context.ca = (Array.isArray(tls.ca) ? tls.ca : [tls.ca]).map(pem);
  if (tls.cert !== undefined) context.cert = pem(tls.cert);
  if (tls.key !== undefined) context.key = pem(tls.key);
  try {
    // OpenSSL passes over authorities that are none, and then trusts nobody.
    for (const authority of context.ca ?? []) new X509Certificate(authority as string | Buffer);
    return { ...options, secureContext: createSecureContext({ ...context, minVersion: "TLSv1.2" }) };
  } catch (cause) {
    throw failures.tlsInvalid((cause as Error).message, cause);
  }
}

function pem(value: string | Uint8Array): string | Buffer {
  return typeof value === "string" ? value : Buffer.from(value);
}
