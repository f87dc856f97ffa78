import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http2";
import type { CallHead, HeaderPairs } from "../transport/call-stream.ts";

/** A call's head as Node has read it: of each byte of a header it makes one character. */
export class NodeCallHead implements CallHead {
  memo: unknown = null;
  private readonly headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.headers = headers;
  }

  get path(): string {
    return this.headers[":path"] as string;
  }

  get isPlainGrpc(): boolean {
    const type = this.headers["content-type"];
    return (type === "application/grpc" || type === "application/grpc+proto") && this.headers[":method"] === "POST";
  }

  field(name: string): string | null {
    const value = this.headers[name];
    if (typeof value === "string") return value;
    return value === undefined ? null : value.join(",");
  }
}

/** As Node wants headers: a name that occurs several times has a list of values. */
export function headersOf(pairs: HeaderPairs): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of pairs) {
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat().map(String);
  }
  return headers;
}
