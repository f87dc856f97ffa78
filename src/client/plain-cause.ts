/** Why a connection failed, for a person: what Node and OpenSSL say, and what helps where they do not say it. */
export function plainCause(error: Error): Error {
  // A name with several addresses fails with all their errors at once and an empty message.
  const first = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : undefined;
  const cause: Error & { code?: string; reason?: unknown } = first ?? error;
  // OpenSSL's messages have its source files in them; `reason` is the part that says something.
  const said = typeof cause.reason === "string" ? cause.reason : cause.message;
  const remedy = remedies[cause.code ?? ""];
  if (remedy === undefined) return said === cause.message ? cause : new Error(said, { cause });
  return new Error(`${said}; ${remedy}`, { cause });
}

const trust = "give the authority that signed the gateway's certificate as tls.ca";
const show = "the gateway wants a certificate; give one as tls.cert and tls.key";
const another = "the gateway does not take the certificate in tls.cert";

/** What helps against errors of TLS that say what is wrong and not what to do. */
const remedies: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: trust,
  SELF_SIGNED_CERT_IN_CHAIN: trust,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: trust,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: trust,
  ERR_TLS_CERT_ALTNAME_INVALID: "give the name that the gateway's certificate has as tls.serverName",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: show,
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: another,
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: another,
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: another,
  ERR_SSL_WRONG_VERSION_NUMBER: "the door does not speak TLS; use prism:// or grpc://",
};
