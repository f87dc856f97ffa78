import { Code } from "../../common/codes.ts";
import { Failure } from "../../common/failure.ts";
import { printable } from "../../common/printable.ts";

/**
 * Which pages may call the gateway from a browser. Whoever sends an `Origin` is a browser on behalf of a page, and this
 * door has no pages of its own: a page that is not allowed is refused before anything is done, not only kept from
 * reading the answer.
 */
export class CorsPolicy {
  private readonly origins: ReadonlySet<string>;
  private readonly allowsAll: boolean;

  /** @param origins as browsers send them, for example `https://app.example`; `*` = every page, without its cookies. */
  constructor(origins: readonly string[]) {
    this.origins = new Set(origins);
    this.allowsAll = this.origins.has("*");
  }

  allows(origin: string): boolean {
    return this.allowsAll || this.origins.has(origin);
  }

  /** What lets a page of this origin read an answer: names and values in turn. The origin is an allowed one. */
  headers(origin: string): readonly string[] {
    const shared = ["Vary", "Origin", "Access-Control-Expose-Headers", EXPOSED];
    if (!this.origins.has(origin)) return ["Access-Control-Allow-Origin", "*", ...shared];
    return ["Access-Control-Allow-Origin", origin, "Access-Control-Allow-Credentials", "true", ...shared];
  }

  /** What answers a browser that asks before it sends: which methods and headers the path takes. */
  /** @param asked the headers that the page wants to send, as its browser lists them. */
  preflightHeaders(methods: string, asked: string): string[] {
    // A message's own headers have names that nobody knows before.
    const ofMessages = asked
      .split(",")
      .map((name) => name.trim().toLowerCase())
      .filter((name) => OF_MESSAGES.test(name));
    return [
      "Access-Control-Allow-Methods",
      methods,
      "Access-Control-Allow-Headers",
      [ALLOWED, ...ofMessages].join(", "),
      "Access-Control-Max-Age",
      String(PREFLIGHT_SECONDS),
    ];
  }
}

const OF_MESSAGES = /^(ce|prism-header)-[!#$%&'*+.^_`|~0-9a-z-]{1,128}$/;

export function originNotAllowed(origin: string): Failure {
  return new Failure(
    Code.PERMISSION_DENIED,
    "ORIGIN_NOT_ALLOWED",
    `pages of ${printable(origin, SHOWN_CHARACTERS)} may not call this gateway; listeners.http.corsOrigins lists those that may`,
    { metadata: { field: "Origin" } },
  );
}

/** The headers that requests may carry. */
const ALLOWED =
  "Authorization, Content-Encoding, Content-Type, If-Match, If-None-Match, If-Range, Idempotency-Key, Prism-Key, Prism-Timeout-Ms, Prism-TTL-Ms, Range, traceparent, tracestate";
/** The headers of answers that a page may read. */
const EXPOSED =
  "Accept-Ranges, Content-Range, ETag, Retry-After, Server-Timing, WWW-Authenticate, Prism-Deleted, Prism-Expires-At-Ms, Prism-Missed-Levels, Prism-Replayed";
/** A page asks again after ten minutes: browsers keep an answer no longer than two hours anyway. */
const PREFLIGHT_SECONDS = 600;
/** Of an origin, in a message. */
const SHOWN_CHARACTERS = 200;
