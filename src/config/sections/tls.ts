import type { Section } from "../setting.ts";

const pemFile = { kind: "path", maxCharacters: 4096, optional: true } as const;

/** What the doors with `tls: true` speak TLS with. */
export const tlsSection = {
  kind: "section",
  summary:
    "The certificates of the doors that have `tls: true`. The files are watched: new ones are served without a restart. See [TLS](tls.md).",
  entries: {
    certFile: {
      ...pemFile,
      summary: "The certificate in PEM, with those between it and its authority behind it.",
      example: "/etc/prism/tls/tls.crt",
    },
    keyFile: {
      ...pemFile,
      summary:
        "The private key of the certificate in PEM, without a passphrase; only the gateway should be able to read it.",
      example: "/etc/prism/tls/tls.key",
    },
    clientCaFile: {
      ...pemFile,
      summary: "The authorities that clients' certificates must come from, in PEM.",
      example: "/etc/prism/tls/client-ca.crt",
    },
    clientCertificates: {
      kind: "enum",
      values: ["none", "optional", "required"],
      default: "none",
      summary:
        "Whether clients are asked for a certificate. With `optional` they may come without one; one that does not hold is refused in any case.",
      example: "required",
    },
    principalFrom: {
      kind: "strings",
      values: ["san-uri", "san-dns", "cn"],
      maxItems: 3,
      maxCharacters: 16,
      default: ["san-uri", "san-dns", "cn"],
      summary:
        "Which names of a client's certificate say who it is, in the order in which they are looked for: a SPIFFE ID, a DNS name, the common name.",
      example: "[san-uri, cn]",
    },
    trustDomain: {
      kind: "string",
      maxCharacters: 255,
      optional: true,
      summary:
        "The only SPIFFE trust domain whose IDs count. Without it that of every authority in `clientCaFile` does.",
      example: "example.org",
    },
    minVersion: {
      kind: "enum",
      values: ["TLSv1.2", "TLSv1.3"],
      default: "TLSv1.2",
      summary: "The oldest version of TLS that is spoken.",
      example: "TLSv1.2",
    },
    handshakeTimeout: {
      kind: "duration",
      min: 100,
      max: 60_000,
      default: 5_000,
      summary: "A connection that has not finished its handshake after so long is closed.",
      example: "5s",
    },
  },
} as const satisfies Section;
