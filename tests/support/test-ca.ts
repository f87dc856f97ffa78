import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import * as der from "./der-writer.ts";

/** What a certificate says; a name that is no text is DER that stands as it is. */
export interface CertificateWish {
  readonly commonNames?: readonly (string | Buffer)[];
  readonly uris?: readonly (string | Buffer)[];
  readonly dnsNames?: readonly (string | Buffer)[];
  /** IPv4 or as bytes. */
  readonly addresses?: readonly string[];
  readonly usage?: "server" | "client" | "both";
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly isCa?: boolean;
  /** Writes the subject alternative name twice, which no certificate may. */
  readonly namesTwice?: boolean;
  readonly key?: "ec" | "rsa1024";
}

export interface Issued {
  /** The certificate, and those between it and the root. */
  readonly cert: string;
  readonly key: string;
  readonly der: Buffer;
}

/** An authority that signs whatever a test wishes, with keys made anew. Source of the format: RFC 5280. */
export class TestCa {
  readonly cert: string;
  readonly der: Buffer;
  private readonly key: KeyObject;
  private readonly name: string;

  /** @param parent signs it; without one it signs itself. */
  constructor(name = "test CA", wish: CertificateWish = {}, parent: TestCa | null = null) {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.key = pair.privateKey;
    this.name = name;
    const subject = { ...wish, commonNames: [name], isCa: true };
    this.der = certificate(subject, pair.publicKey, {
      name: parent?.name ?? name,
      key: parent?.key ?? pair.privateKey,
    });
    this.cert = pem(this.der);
  }

  issue(wish: CertificateWish): Issued {
    const { publicKey, privateKey } =
      wish.key === "rsa1024"
        ? generateKeyPairSync("rsa", { modulusLength: 1024 })
        : generateKeyPairSync("ec", { namedCurve: "P-256" });
    const der = certificate(wish, publicKey, this);
    return { cert: pem(der), key: String(privateKey.export({ type: "pkcs8", format: "pem" })), der };
  }

  /** For a server on this machine. */
  issueServer(wish: CertificateWish = {}): Issued {
    return this.issue({ dnsNames: ["localhost"], addresses: ["127.0.0.1"], usage: "server", ...wish });
  }

  issueClient(wish: CertificateWish): Issued {
    return this.issue({ usage: "client", ...wish });
  }

  signerFor(): { name: string; key: KeyObject } {
    return { name: this.name, key: this.key };
  }
}

function certificate(
  wish: CertificateWish,
  publicKey: KeyObject,
  issuer: TestCa | { name: string; key: KeyObject },
): Buffer {
  const { name, key } = issuer instanceof TestCa ? issuer.signerFor() : issuer;
  const { notBefore = new Date(Date.now() - HOUR_MS), notAfter = new Date(Date.now() + 24 * HOUR_MS) } = wish;
  const algorithm = der.sequence(der.objectId("1.2.840.10045.4.3.2"));
  const body = der.sequence(
    der.element(0xa0, der.element(0x02, Buffer.from([2]))),
    der.integer(randomBytes(15)),
    algorithm,
    distinguishedName([name]),
    der.sequence(der.time(notBefore), der.time(notAfter)),
    distinguishedName(wish.commonNames ?? []),
    publicKey.export({ type: "spki", format: "der" }),
    der.element(0xa3, der.sequence(...extensions(wish))),
  );
  return der.sequence(body, algorithm, der.bits(sign("sha256", body, key)));
}

function distinguishedName(commonNames: readonly (string | Buffer)[]): Buffer {
  const attribute = (value: string | Buffer): Buffer =>
    der.set(der.sequence(der.objectId("2.5.4.3"), typeof value === "string" ? der.utf8(value) : value));
  return der.sequence(...commonNames.map(attribute));
}

function extensions(wish: CertificateWish): Buffer[] {
  const { isCa = false, usage, uris = [], dnsNames = [], addresses = [] } = wish;
  const found = [extension("2.5.29.19", isCa ? der.sequence(der.boolean(true)) : der.sequence())];
  if (isCa) found.push(extension("2.5.29.15", der.bits(Buffer.from([0x06]), 1)));
  if (usage !== undefined) {
    const purposes = usage === "both" ? ["server", "client"] : [usage];
    const ids = purposes.map((purpose) => der.objectId(`1.3.6.1.5.5.7.3.${purpose === "server" ? 1 : 2}`));
    found.push(extension("2.5.29.37", der.sequence(...ids)));
  }
  const names = [
    ...uris.map((uri) => generalName(0x86, uri)),
    ...dnsNames.map((name) => generalName(0x82, name)),
    ...addresses.map((address) => der.element(0x87, Buffer.from(address.split(".").map(Number)))),
  ];
  if (names.length > 0) found.push(extension("2.5.29.17", der.sequence(...names)));
  if (wish.namesTwice === true) found.push(extension("2.5.29.17", der.sequence(...names)));
  return found;
}

function generalName(tag: number, value: string | Buffer): Buffer {
  return typeof value === "string" ? der.element(tag, Buffer.from(value)) : value;
}

function extension(id: string, value: Buffer): Buffer {
  return der.sequence(der.objectId(id), der.octets(value));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

const HOUR_MS = 3600 * 1000;
