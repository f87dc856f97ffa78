import { createCipheriv, createHmac } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Duplex } from "node:stream";
import type { TestContext } from "node:test";
import { connect as connectTls } from "node:tls";
import { afterwards } from "./afterwards.ts";

export type TlsVersion = "TLSv1.2" | "TLSv1.3";

/** A client that has Node do its handshake, and then writes records of its own: for what Node would not send. */
export class RawTls {
  /** Below TLS. Nobody reads it. */
  readonly socket: Socket;
  private readonly version: TlsVersion;
  private secret: Buffer;
  private key: Buffer;
  private iv: Buffer;
  private sequence: number;

  private constructor(socket: Socket, version: TlsVersion, secret: Buffer, keys: Keys) {
    this.socket = socket;
    this.version = version;
    this.secret = secret;
    this.key = keys.key;
    this.iv = keys.iv;
    // Under these keys TLS 1.2 has said that the handshake is finished.
    this.sequence = version === "TLSv1.2" ? 1 : 0;
  }

  static async open(t: TestContext, port: number, version: TlsVersion, protocol: string): Promise<RawTls> {
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    afterwards(t, () => socket.destroy());
    socket.on("error", () => undefined);
    const heard: Buffer[] = [];
    const below = new Duplex({ read: () => undefined, write: (chunk, _, done) => void socket.write(chunk, done) });
    socket.on("data", (chunk: Buffer) => {
      heard.push(chunk);
      below.push(chunk);
    });
    const suite = version === "TLSv1.2" ? "ECDHE-ECDSA-AES128-GCM-SHA256" : "TLS_AES_128_GCM_SHA256";
    const tls = connectTls({
      ...{ socket: below, rejectUnauthorized: false, ALPNProtocols: [protocol] },
      ...{ minVersion: version, maxVersion: version, ciphers: suite },
    });
    const secrets = new Map<string, Buffer>();
    tls.on("keylog", (line: Buffer) => {
      const [label = "", random = "", secret = ""] = line.toString().trim().split(" ");
      secrets.set(label, Buffer.from(secret, "hex"));
      secrets.set("random", Buffer.from(random, "hex"));
    });
    await once(tls, "secureConnect");
    socket.removeAllListeners("data").pause();
    const secret = secrets.get(version === "TLSv1.2" ? "CLIENT_RANDOM" : "CLIENT_TRAFFIC_SECRET_0") as Buffer;
    const randoms = [Buffer.concat(heard).subarray(SERVER_RANDOM_AT, SERVER_RANDOM_AT + 32), secrets.get("random")];
    const keys = version === "TLSv1.2" ? keysOf12(secret, Buffer.concat(randoms as Buffer[])) : keysOf13(secret);
    return new RawTls(socket, version, secret, keys);
  }

  /** One record, encrypted. */
  record(type: ContentType, body: Uint8Array): Buffer {
    return this.version === "TLSv1.2" ? this.record12(type, body) : this.record13(type, body);
  }

  /** Says that other keys are used from now on, and asks for the same of the other side: RFC 8446, section 4.6.3. */
  keyUpdate(): Buffer {
    const record = this.record(ContentType.HANDSHAKE, Uint8Array.of(KEY_UPDATE, 0, 0, 1, 1));
    this.secret = expand13(this.secret, "traffic upd", 32);
    ({ key: this.key, iv: this.iv } = keysOf13(this.secret));
    this.sequence = 0;
    return record;
  }

  /** RFC 8446, section 5.2: the type stands behind what is encrypted, and the number of the record in the nonce. */
  private record13(type: ContentType, body: Uint8Array): Buffer {
    const head = headOf(ContentType.DATA, body.length + 1 + TAG_BYTES);
    const nonce = Buffer.from(this.iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.sequence++) >>> 0, 8);
    const cipher = createCipheriv("aes-128-gcm", this.key, nonce).setAAD(head);
    return Buffer.concat([
      head,
      cipher.update(body),
      cipher.update(Buffer.of(type)),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
  }

  /** RFC 5288, section 3: the number of the record is the part of the nonce that is sent. */
  private record12(type: ContentType, body: Uint8Array): Buffer {
    const number = Buffer.alloc(8);
    number.writeUInt32BE(this.sequence++, 4);
    const cipher = createCipheriv("aes-128-gcm", this.key, Buffer.concat([this.iv, number]));
    cipher.setAAD(Buffer.concat([number, headOf(type, body.length)]));
    const head = headOf(type, number.length + body.length + TAG_BYTES);
    return Buffer.concat([head, number, cipher.update(body), cipher.final(), cipher.getAuthTag()]);
  }
}

export const ContentType = { HANDSHAKE: 22, DATA: 23 } as const;
export type ContentType = (typeof ContentType)[keyof typeof ContentType];

interface Keys {
  readonly key: Buffer;
  readonly iv: Buffer;
}

function headOf(type: ContentType, length: number): Buffer {
  return Buffer.of(type, 3, 3, length >>> 8, length & 0xff);
}

function keysOf13(secret: Buffer): Keys {
  return { key: expand13(secret, "key", 16), iv: expand13(secret, "iv", 12) };
}

/** HKDF-Expand-Label of RFC 8446, section 7.1, for no more than one hash. */
function expand13(secret: Buffer, label: string, bytes: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.of(0, bytes, name.length), name, Buffer.of(0, 1)]);
  return createHmac("sha256", secret).update(info).digest().subarray(0, bytes);
}

/** RFC 5246, section 6.3: both sides' keys, then both sides' parts of the nonce. */
function keysOf12(secret: Buffer, randoms: Buffer): Keys {
  const seed = Buffer.concat([Buffer.from("key expansion"), randoms]);
  const hash = (bytes: Buffer): Buffer => createHmac("sha256", secret).update(bytes).digest();
  const first = hash(seed);
  const block = Buffer.concat([hash(Buffer.concat([first, seed])), hash(Buffer.concat([hash(first), seed]))]);
  return { key: block.subarray(0, 16), iv: block.subarray(32, 36) };
}

const KEY_UPDATE = 24;
const TAG_BYTES = 16;
/** Behind the heads of the first record and its message, and the version. */
const SERVER_RANDOM_AT = 5 + 4 + 2;
