import { type DerElement, DerError, DerReader, Tag } from "./der.ts";

/** Every name of a kind that a certificate holds, in its order; null stands for one that is no plain text. */
export interface CertificateNames {
  /** From the subject alternative name. */
  readonly uris: readonly (string | null)[];
  readonly dnsNames: readonly (string | null)[];
  /** From the subject. */
  readonly commonNames: readonly (string | null)[];
}

/**
 * Reads the names out of a certificate itself: the texts that OpenSSL and Node.js make of them mix names with
 * punctuation that may be part of a name. Throws a {@link DerError} when the certificate cannot be read.
 *
 *   Certificate ::= SEQUENCE { tbsCertificate, … }
 *   TBSCertificate ::= SEQUENCE { [0] version, serialNumber, signature, issuer, validity, subject,
 *                                 subjectPublicKeyInfo, [1] issuerUniqueID?, [2] subjectUniqueID?, [3] extensions? }
 *
 * Source: RFC 5280, sections 4.1 and 4.2.1.6.
 */
export function readCertificateNames(der: Uint8Array): CertificateNames {
  const body = new DerReader(der).enter(Tag.SEQUENCE).enter(Tag.SEQUENCE);
  body.next(VERSION);
  body.next(Tag.INTEGER);
  body.next(Tag.SEQUENCE);
  body.next(Tag.SEQUENCE);
  body.next(Tag.SEQUENCE);
  const commonNames = readCommonNames(body.enter(Tag.SEQUENCE));
  body.next(Tag.SEQUENCE);
  const uris: (string | null)[] = [];
  const dnsNames: (string | null)[] = [];
  const names = findAlternativeNames(body);
  while (names !== null && !names.isAtEnd) {
    const name = names.next();
    if (name.tag === URI) uris.push(readAscii(der, name));
    else if (name.tag === DNS_NAME) dnsNames.push(readAscii(der, name));
  }
  return { uris, dnsNames, commonNames };
}

/** Name ::= SEQUENCE OF SET OF SEQUENCE { type OBJECT IDENTIFIER, value } */
function readCommonNames(subject: DerReader): (string | null)[] {
  const found: (string | null)[] = [];
  while (!subject.isAtEnd) {
    const set = subject.enter(Tag.SET);
    while (!set.isAtEnd) {
      const attribute = set.enter(Tag.SEQUENCE);
      const type = attribute.next(Tag.OBJECT_IDENTIFIER);
      const value = attribute.next();
      if (isObject(subject.bytes, type, COMMON_NAME)) found.push(readText(subject.bytes, value));
    }
  }
  return found;
}

/** The general names of the extension, null when there is none; two would leave open which one counts. */
function findAlternativeNames(body: DerReader): DerReader | null {
  let found: DerReader | null = null;
  while (!body.isAtEnd) {
    const part = body.next();
    if (part.tag !== EXTENSIONS) continue;
    const extensions = new DerReader(body.bytes, part.from, part.to).enter(Tag.SEQUENCE);
    while (!extensions.isAtEnd) {
      const extension = extensions.enter(Tag.SEQUENCE);
      const type = extension.next(Tag.OBJECT_IDENTIFIER);
      let value = extension.next();
      if (value.tag === Tag.BOOLEAN) value = extension.next();
      if (!isObject(body.bytes, type, SUBJECT_ALTERNATIVE_NAME)) continue;
      if (found !== null || value.tag !== Tag.OCTET_STRING)
        throw new DerError("two alternative names, or a broken one");
      found = new DerReader(body.bytes, value.from, value.to).enter(Tag.SEQUENCE);
    }
  }
  return found;
}

function isObject(bytes: Uint8Array, { from, to }: DerElement, object: readonly number[]): boolean {
  return to - from === object.length && object.every((byte, i) => bytes[from + i] === byte);
}

/** An IA5String whose characters all show. */
function readAscii(bytes: Uint8Array, { from, to }: DerElement): string | null {
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x20 || byte > 0x7e) return null;
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString("latin1");
}

function readText(bytes: Uint8Array, value: DerElement): string | null {
  if (value.tag === Tag.PRINTABLE_STRING || value.tag === Tag.IA5_STRING) return readAscii(bytes, value);
  if (value.tag !== Tag.UTF8_STRING) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(value.from, value.to));
  } catch {
    return null;
  }
}

/** Context-specific tags of TBSCertificate and of GeneralName. */
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const DNS_NAME = 0x82;
const URI = 0x86;
/** 2.5.4.3 and 2.5.29.17. */
const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALTERNATIVE_NAME = [0x55, 0x1d, 0x11];
