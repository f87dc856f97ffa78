/**
 * The headers that the door reads; null = absent, and an empty one is "". Names are lower case. A header that may come
 * once and comes again would mean one thing to the door and another to a proxy before it: the request is refused.
 */
export class RequestHeaders {
  acceptEncoding: string | null = null;
  authorization: string | null = null;
  contentEncoding: string | null = null;
  contentLength: string | null = null;
  contentType: string | null = null;
  host: string | null = null;
  idempotencyKey: string | null = null;
  ifMatch: string | null = null;
  ifNoneMatch: string | null = null;
  ifRange: string | null = null;
  messageKey: string | null = null;
  /** Those that a message to be published gets, in their order; names in lower case. They may repeat. */
  messageHeaders: readonly (readonly [name: string, value: string])[] = none;
  origin: string | null = null;
  preflightHeaders: string | null = null;
  preflightMethod: string | null = null;
  range: string | null = null;
  timeoutMs: string | null = null;
  traceparent: string | null = null;
  tracestate: string | null = null;
  transferEncoding: string | null = null;
  ttlMs: string | null = null;
  upgrade: string | null = null;
  webSocketKey: string | null = null;
  webSocketVersion: string | null = null;
  /** One that came more than once and may not; empty when there is none. */
  repeated = "";
  /** Of all names and values. */
  bytes = 0;

  add(name: string, value: string): void {
    this.bytes += name.length + value.length;
    switch (name) {
      case "accept-encoding":
        this.acceptEncoding = listed(this.acceptEncoding, value);
        break;
      case "authorization":
        this.authorization = this.once(name, this.authorization, value);
        break;
      case "content-encoding":
        this.contentEncoding = listed(this.contentEncoding, value);
        break;
      case "content-length":
        this.contentLength = this.once(name, this.contentLength, value);
        break;
      case "content-type":
        this.contentType = this.once(name, this.contentType, value);
        break;
      case "host":
        this.host = this.once(name, this.host, value);
        break;
      case "idempotency-key":
        this.idempotencyKey = this.once(name, this.idempotencyKey, value);
        break;
      case "if-match":
        this.ifMatch = listed(this.ifMatch, value);
        break;
      case "if-none-match":
        this.ifNoneMatch = listed(this.ifNoneMatch, value);
        break;
      case "if-range":
        this.ifRange = this.once(name, this.ifRange, value);
        break;
      case "origin":
        this.origin = this.once(name, this.origin, value);
        break;
      case "access-control-request-headers":
        this.preflightHeaders = listed(this.preflightHeaders, value);
        break;
      case "access-control-request-method":
        this.preflightMethod = this.once(name, this.preflightMethod, value);
        break;
      case "range":
        this.range = listed(this.range, value);
        break;
      case "prism-key":
        this.messageKey = this.once(name, this.messageKey, value);
        break;
      case "prism-timeout-ms":
        this.timeoutMs = this.once(name, this.timeoutMs, value);
        break;
      case "prism-ttl-ms":
        this.ttlMs = this.once(name, this.ttlMs, value);
        break;
      case "traceparent":
        this.traceparent = this.once(name, this.traceparent, value);
        break;
      case "tracestate":
        // A list, which may come in several headers.
        this.tracestate = listed(this.tracestate, value);
        break;
      case "transfer-encoding":
        this.transferEncoding = this.once(name, this.transferEncoding, value);
        break;
      case "upgrade":
        this.upgrade = listed(this.upgrade, value);
        break;
      case "sec-websocket-key":
        this.webSocketKey = this.once(name, this.webSocketKey, value);
        break;
      case "sec-websocket-version":
        this.webSocketVersion = this.once(name, this.webSocketVersion, value);
        break;
      default:
        if (name.startsWith("ce-") || name.startsWith("prism-header-")) {
          this.messageHeaders = [...this.messageHeaders, [name, value]];
        }
    }
  }

  private once(name: string, before: string | null, value: string): string {
    if (before !== null) this.repeated = name;
    return value;
  }
}

const none: readonly (readonly [string, string])[] = [];

/** A header whose value is a list may come in parts. */
function listed(before: string | null, value: string): string {
  return before === null ? value : `${before}, ${value}`;
}
