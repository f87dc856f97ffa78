import type { HeaderField } from "./hpack/header-field.ts";
import { isPseudoHeader, NameToken } from "./hpack/name-token.ts";

/** The fields before a request's data, checked. Immutable: one that repeats is the same object. Source: RFC 9113, section 8.2 and 8.3. */
export class RequestHead {
  readonly method: string;
  readonly path: string;
  /** Without the pseudo-fields. */
  readonly fields: readonly HeaderField[];
  /** −1 when it is not said. */
  readonly contentLength: number;
  /** Whether it breaks a rule of HTTP/2, so that its stream is reset. */
  readonly isMalformed: boolean;
  /** Whether they may come behind a request's data: trailers have no pseudo-fields. */
  readonly mayTrail: boolean;
  /** Whether it is a POST of gRPC with protobuf messages; grpc-web and JSON are not. */
  readonly isPlainGrpc: boolean;
  /** What whoever reads it has made of it. */
  memo: unknown = null;

  constructor(fields: readonly HeaderField[]) {
    const pseudo = new PseudoFields();
    const rest = pseudo.take(fields);
    this.method = pseudo.method;
    this.path = pseudo.path;
    this.fields = rest;
    this.contentLength = contentLengthOf(rest);
    const isSound = this.contentLength !== BAD_LENGTH && rest.every(isSoundField);
    this.isMalformed = !isSound || !pseudo.areWhole;
    this.mayTrail = isSound && pseudo.count === 0;
    const type = this.field("content-type");
    this.isPlainGrpc = this.method === "POST" && (type === "application/grpc" || type === "application/grpc+proto");
  }

  /** The value of a field, a byte string; several are joined with commas. Null when there is none. */
  field(name: string): string | null {
    let value: string | null = null;
    for (const field of this.fields) {
      if (field.name === name) value = value === null ? field.value : `${value},${field.value}`;
    }
    return value;
  }
}

/** The fields that begin with a colon: each once, before all others. */
class PseudoFields {
  method = "";
  path = "";
  count = 0;
  private scheme = "";
  private authority: string | null = null;
  private isSound = true;

  /** Returns the others. */
  take(fields: readonly HeaderField[]): HeaderField[] {
    const rest: HeaderField[] = [];
    for (const field of fields) {
      if (!isPseudoHeader(field.nameToken)) rest.push(field);
      else if (rest.length > 0) this.isSound = false;
      else this.set(field);
    }
    return rest;
  }

  get areWhole(): boolean {
    if (!this.isSound || this.method === "") return false;
    // CONNECT alone names no path; it is answered like any other method that is not gRPC's.
    if (this.method === "CONNECT") return this.path === "" && this.scheme === "" && this.authority !== null;
    return this.scheme !== "" && this.path !== "";
  }

  private set({ nameToken, value, hasSoundValue }: HeaderField): void {
    if (!hasSoundValue) this.isSound = false;
    this.count++;
    switch (nameToken) {
      case NameToken.METHOD:
        if (this.method !== "" || value === "") this.isSound = false;
        this.method = value;
        return;
      case NameToken.PATH:
        if (this.path !== "" || value === "") this.isSound = false;
        this.path = value;
        return;
      case NameToken.SCHEME:
        if (this.scheme !== "" || value === "") this.isSound = false;
        this.scheme = value;
        return;
      case NameToken.AUTHORITY:
        if (this.authority !== null) this.isSound = false;
        this.authority = value;
        return;
      default:
        // Of answers, of WebSocket's CONNECT, or of nobody.
        this.isSound = false;
    }
  }
}

function isSoundField({ nameToken, value, hasSoundValue }: HeaderField): boolean {
  switch (nameToken) {
    case NameToken.MALFORMED:
    case NameToken.CONNECTION:
    case NameToken.KEEP_ALIVE:
    case NameToken.PROXY_CONNECTION:
    case NameToken.TRANSFER_ENCODING:
    case NameToken.UPGRADE:
      return false;
    case NameToken.TE:
      return value === "trailers";
    default:
      return hasSoundValue;
  }
}

function contentLengthOf(fields: readonly HeaderField[]): number {
  let length = NO_LENGTH;
  for (const { nameToken, value } of fields) {
    if (nameToken !== NameToken.CONTENT_LENGTH) continue;
    if (length !== NO_LENGTH || !digits.test(value)) return BAD_LENGTH;
    length = Number(value);
  }
  return length;
}

const NO_LENGTH = -1;
const BAD_LENGTH = -2;
const digits = /^\d{1,15}$/;
