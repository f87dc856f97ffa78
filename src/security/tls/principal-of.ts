import { quoted } from "../../common/printable.ts";
import { type CertificateNames, readCertificateNames } from "./certificate-names.ts";
import { DerError } from "./der.ts";

export type PrincipalRule = "san-uri" | "san-dns" | "cn";

export interface PrincipalRules {
  /** In the order in which they are asked. */
  readonly principalFrom: readonly PrincipalRule[];
  /** The only SPIFFE trust domain whose names count; null = that of any CA that is trusted. */
  readonly trustDomain: string | null;
}

/** The principal's name, for example `service:order-api`, or why the certificate names none. */
export type CertificateOwner = { readonly name: string } | { readonly problem: string };

/**
 * Whom a verified certificate stands for. The first rule whose kind of name the certificate has decides: there must be
 * exactly one such name, and it must be a good one, or the certificate stands for nobody; no later rule is asked then.
 */
export function principalOf(der: Uint8Array, rules: PrincipalRules): CertificateOwner {
  let names: CertificateNames;
  try {
    names = readCertificateNames(der);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return { problem: `its names cannot be read: ${error.message}` };
  }
  for (const rule of rules.principalFrom) {
    const owner = RULES[rule](names, rules);
    if (owner !== null) return owner;
  }
  const wanted = rules.principalFrom.join(", ");
  return { problem: wanted === "" ? "tls.principalFrom is empty" : `it has no name of the kinds ${wanted}` };
}

type Rule = (names: CertificateNames, rules: PrincipalRules) => CertificateOwner | null;

const RULES: Readonly<Record<PrincipalRule, Rule>> = {
  "san-uri": fromSpiffeId,
  "san-dns": fromDnsName,
  cn: fromCommonName,
};

/**
 * `spiffe://trust-domain/path` → `service:path`. A SPIFFE certificate has no other URI beside it; certificates with URIs
 * of other schemes only are left to the next rule. Source: SPIFFE-ID.md section 2, X509-SVID.md section 2.
 */
function fromSpiffeId({ uris }: CertificateNames, { trustDomain }: PrincipalRules): CertificateOwner | null {
  if (!uris.some((uri) => uri === null || /^spiffe:/i.test(uri))) return null;
  const [uri = null] = uris;
  if (uris.length > 1) return { problem: `it has ${uris.length} URI names, and a SPIFFE certificate has one` };
  const match = uri === null || uri.length > MAX_SPIFFE_CHARACTERS ? null : SPIFFE_ID.exec(uri);
  if (match === null) return { problem: `its URI name is no SPIFFE ID of a workload: ${shown(uri)}` };
  const [, domain = "", path = ""] = match;
  if (trustDomain !== null && domain !== trustDomain) {
    return { problem: `its SPIFFE trust domain is ${shown(domain)}, not ${trustDomain}` };
  }
  if (path.split("/").some((segment) => segment === "." || segment === "..")) {
    return { problem: `its SPIFFE ID has a relative path: ${shown(uri)}` };
  }
  return named("service", path);
}

/** `order-api.example.org` → `service:order-api.example.org`, in lower case. */
function fromDnsName({ dnsNames }: CertificateNames): CertificateOwner | null {
  if (dnsNames.length === 0) return null;
  const [name = null] = dnsNames;
  if (dnsNames.length > 1)
    return { problem: `it has ${dnsNames.length} DNS names, which leaves open which one counts` };
  const isHost = name !== null && name.length <= MAX_DNS_CHARACTERS && HOST_NAME.test(name);
  return isHost ? named("service", name.toLowerCase()) : { problem: `its DNS name is no host's name: ${shown(name)}` };
}

/** `ada` → `user:ada`. */
function fromCommonName({ commonNames }: CertificateNames): CertificateOwner | null {
  if (commonNames.length === 0) return null;
  const [name = null] = commonNames;
  if (commonNames.length > 1)
    return { problem: `it has ${commonNames.length} common names, which leaves open which one counts` };
  const isGood = name !== null && name.length <= MAX_COMMON_NAME_CHARACTERS && COMMON_NAME.test(name);
  if (!isGood || name.normalize("NFC") !== name)
    return { problem: `its common name is no principal's: ${shown(name)}` };
  return named("user", name);
}

function named(kind: "service" | "user", name: string): CertificateOwner {
  return name.length <= MAX_NAME_CHARACTERS
    ? { name: `${kind}:${name}` }
    : { problem: `its name is too long: ${shown(name)}` };
}

function shown(name: string | null): string {
  return name === null ? "it is no plain text" : quoted(name, 80);
}

/** A trust domain, and a path of segments without percent signs, of which none is empty. */
const SPIFFE_ID = /^spiffe:\/\/([a-z0-9._-]{1,255})\/([a-zA-Z0-9._-]+(?:\/[a-zA-Z0-9._-]+)*)$/;
const HOST_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
/** Letters, digits and what stands in names of people and accounts; spaces one at a time and inside only. */
const COMMON_NAME = /^[\p{L}\p{M}\p{N}._@+'-]+(?: [\p{L}\p{M}\p{N}._@+'-]+)*$/u;
const MAX_SPIFFE_CHARACTERS = 2048;
const MAX_DNS_CHARACTERS = 253;
/** The bound of X.520 (ub-common-name). */
const MAX_COMMON_NAME_CHARACTERS = 64;
/** A principal's name stands in every audit record and in the memory of every thread. */
const MAX_NAME_CHARACTERS = 256;
