import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { printable } from "../../common/printable.ts";
import { cipherOptions } from "./cipher-options.ts";
import type { TlsFiles, TlsPaths } from "./tls-files.ts";
import { TlsProblem } from "./tls-problem.ts";

/** Certificates and keys that belong together and can be served. */
export interface TlsMaterial {
  readonly files: TlsFiles;
  /** When the certificate that is served, or one behind it, ends; milliseconds since the epoch. */
  readonly expiresAtMs: number;
  /** When the first of the clients' authorities ends; null when there are none. */
  readonly clientCaExpiresAtMs: number | null;
  /** Of the certificate, as `openssl x509 -fingerprint -sha256` shows it. */
  readonly fingerprint: string;
  /** As OpenSSL writes them, fit for a log line. */
  readonly names: string;
  /** What looks like a mistake but can be served; one sentence each. */
  readonly warnings: readonly string[];
}

/** Checks all that can be wrong with the files before anyone is served by them; throws a {@link TlsProblem} if something is. */
export function checkMaterial(files: TlsFiles, paths: TlsPaths, nowMs: number): TlsMaterial {
  const chain = parseCertificates("tls.certFile", paths.certFile, files.cert);
  const key = parseKey(paths.keyFile, files.key);
  checkPair(chain, key, paths);
  for (const certificate of chain) checkTime(certificate, "tls.certFile", paths.certFile, nowMs);
  checkStrength(files, paths);
  const authorities = readAuthorities(files, paths, nowMs);
  const lasting = authorities.filter((authority) => endOf(authority) > nowMs);
  const [certificate] = chain as [X509Certificate];
  return {
    files,
    expiresAtMs: Math.min(...chain.map(endOf)),
    clientCaExpiresAtMs: lasting.length === 0 ? null : Math.min(...lasting.map(endOf)),
    fingerprint: certificate.fingerprint256,
    names: printable(certificate.subjectAltName ?? nameOf(certificate), 200),
    warnings: [
      ...warnOfUsage(certificate, paths.certFile),
      ...authorities
        .filter((authority) => !lasting.includes(authority))
        .map((authority) => warnOfEnd(authority, paths)),
    ],
  };
}

/** The end of a certificate's time, in milliseconds since the epoch. */
export function endOf(certificate: X509Certificate): number {
  return Date.parse(certificate.validTo);
}

function parseCertificates(setting: string, file: string, pem: Buffer): X509Certificate[] {
  const text = pem.toString("latin1");
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) {
    const holds = text.includes("PRIVATE KEY-----")
      ? "holds a private key and no certificate"
      : "holds no certificate in PEM";
    throw new TlsProblem(setting, file, holds, "its blocks begin with -----BEGIN CERTIFICATE-----");
  }
  if (blocks.length !== text.split("-----BEGIN CERTIFICATE-----").length - 1) {
    throw new TlsProblem(
      setting,
      file,
      "has a certificate that is cut off",
      "write it anew, best under another name and renamed then",
    );
  }
  return blocks.map((block, i) => {
    try {
      return new X509Certificate(block);
    } catch (error) {
      const problem = `has a certificate that cannot be read, number ${i + 1}: ${reasonOf(error)}`;
      throw new TlsProblem(setting, file, problem, "`openssl x509 -text -in` it and see");
    }
  });
}

function parseKey(file: string, pem: Buffer): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    const setting = "tls.keyFile";
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ERR_MISSING_PASSPHRASE" || pem.includes("ENCRYPTED")) {
      const remedy = "take the passphrase off with `openssl pkey -in … -out …` and let only the gateway read the file";
      throw new TlsProblem(setting, file, "is encrypted", remedy);
    }
    const holds = pem.includes("-----BEGIN CERTIFICATE-----")
      ? "holds a certificate and no key"
      : `holds no private key: ${reasonOf(error)}`;
    throw new TlsProblem(setting, file, holds, "its block begins with -----BEGIN PRIVATE KEY-----");
  }
}

function checkPair(chain: readonly X509Certificate[], key: KeyObject, { certFile, keyFile }: TlsPaths): void {
  const place = chain.findIndex((certificate) => certificate.checkPrivateKey(key));
  if (place === 0) return;
  if (place > 0) {
    const problem = `has the certificate of the key in place ${place + 1}`;
    throw new TlsProblem("tls.certFile", certFile, problem, "put it first, and those that signed it behind it");
  }
  const problem = `is not the key of the certificate in ${printable(certFile, 200)}`;
  throw new TlsProblem("tls.keyFile", keyFile, problem, "name the two files that were made together");
}

function checkTime(certificate: X509Certificate, setting: string, file: string, nowMs: number): void {
  const what = `the certificate of ${nameOf(certificate)}`;
  if (endOf(certificate) <= nowMs) {
    throw new TlsProblem(setting, file, `has expired: ${what} ended on ${certificate.validTo}`, "renew it");
  }
  if (Date.parse(certificate.validFrom) > nowMs) {
    const problem = `is not valid yet: ${what} begins on ${certificate.validFrom}`;
    throw new TlsProblem(setting, file, problem, "wait for it, or set the clock right");
  }
}

function readAuthorities(files: TlsFiles, { clientCaFile }: TlsPaths, nowMs: number): X509Certificate[] {
  if (clientCaFile === null || files.clientCa === null) return [];
  const setting = "tls.clientCaFile";
  const authorities = parseCertificates(setting, clientCaFile, files.clientCa);
  for (const [i, authority] of authorities.entries()) {
    if (authority.ca) continue;
    const remedy = "name the certificates of authorities; a client's own certificate does not belong here";
    throw new TlsProblem(setting, clientCaFile, `has a certificate that is no authority's, number ${i + 1}`, remedy);
  }
  // One that has ended beside others is left from a change of authorities; alone it would let nobody in.
  if (authorities.every((authority) => endOf(authority) <= nowMs)) {
    throw new TlsProblem(setting, clientCaFile, "has no authority that has not expired", "name the one that signs now");
  }
  return authorities;
}

/** OpenSSL's own verdict, with the security level that the doors ask for: 112 bits, so RSA from 2048 and no SHA-1. */
function checkStrength({ cert, key }: TlsFiles, { certFile }: TlsPaths): void {
  try {
    createSecureContext({ cert, key, ...cipherOptions("TLSv1.2") });
  } catch (error) {
    throw new TlsProblem("tls.certFile", certFile, `is not taken by OpenSSL: ${reasonOf(error)}`, WEAK);
  }
}

const WEAK = "use an EC key (P-256) or an RSA key of 2048 bits or more, signed with SHA-256";

/** What OpenSSL says, without its numbers. */
function reasonOf(error: unknown): string {
  const { message } = error as Error;
  return printable(message.split("::").at(-1) ?? message, 120);
}

function warnOfUsage(certificate: X509Certificate, file: string): string[] {
  // The extended usages, by their numbers; none means any.
  const usages: readonly string[] | undefined = certificate.keyUsage;
  if (usages === undefined || usages.includes(SERVER_AUTHENTICATION)) return [];
  return [
    `tls.certFile: ${printable(file, 200)} is not meant for servers (its extended key usage says so): clients will refuse it`,
  ];
}

function warnOfEnd(authority: X509Certificate, { clientCaFile }: TlsPaths): string {
  return `tls.clientCaFile: ${printable(clientCaFile ?? "", 200)} has an authority that ended on ${authority.validTo}: ${nameOf(authority)}`;
}

function nameOf(certificate: X509Certificate): string {
  return printable(certificate.subject?.replaceAll("\n", ", ") ?? "nobody", 80);
}

/** Extended key usage id-kp-serverAuth (RFC 5280, section 4.2.1.12). */
const SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
