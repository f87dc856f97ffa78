/**
 * A number for each name that somebody looks for, so that readers of a header list switch on a number.
 * Those of pseudo-headers are the lowest: see {@link isPseudoHeader}.
 */
export const NameToken = {
  /** A sound name that nobody looks for. */
  NONE: 0,
  AUTHORITY: 1,
  METHOD: 2,
  PATH: 3,
  SCHEME: 4,
  STATUS: 5,
  /** Begins with a colon, and is none of the above. */
  OTHER_PSEUDO_HEADER: 6,
  /** No name of a field: empty, with letters in upper case, or with bytes that no name may have. */
  MALFORMED: 7,
  ACCEPT_ENCODING: 8,
  AUTHORIZATION: 9,
  CONNECTION: 10,
  CONTENT_LENGTH: 11,
  CONTENT_TYPE: 12,
  COOKIE: 13,
  GRPC_ACCEPT_ENCODING: 14,
  GRPC_ENCODING: 15,
  GRPC_MESSAGE: 16,
  GRPC_STATUS: 17,
  GRPC_STATUS_DETAILS_BIN: 18,
  GRPC_TIMEOUT: 19,
  HOST: 20,
  IDEMPOTENCY_KEY: 21,
  KEEP_ALIVE: 22,
  PROXY_CONNECTION: 23,
  TE: 24,
  TRACEPARENT: 25,
  TRACESTATE: 26,
  TRANSFER_ENCODING: 27,
  UPGRADE: 28,
  USER_AGENT: 29,
} as const;

export type NameToken = (typeof NameToken)[keyof typeof NameToken];

export function isPseudoHeader(token: NameToken): boolean {
  return token >= NameToken.AUTHORITY && token <= NameToken.OTHER_PSEUDO_HEADER;
}

/** The token of a name, a byte string, whichever it is. */
export function nameTokenOf(name: string): NameToken {
  return tokens.get(name) ?? tokenOfOther(name);
}

const tokens: ReadonlyMap<string, NameToken> = new Map([
  [":authority", NameToken.AUTHORITY],
  [":method", NameToken.METHOD],
  [":path", NameToken.PATH],
  [":scheme", NameToken.SCHEME],
  [":status", NameToken.STATUS],
  ["accept-encoding", NameToken.ACCEPT_ENCODING],
  ["authorization", NameToken.AUTHORIZATION],
  ["connection", NameToken.CONNECTION],
  ["content-length", NameToken.CONTENT_LENGTH],
  ["content-type", NameToken.CONTENT_TYPE],
  ["cookie", NameToken.COOKIE],
  ["grpc-accept-encoding", NameToken.GRPC_ACCEPT_ENCODING],
  ["grpc-encoding", NameToken.GRPC_ENCODING],
  ["grpc-message", NameToken.GRPC_MESSAGE],
  ["grpc-status", NameToken.GRPC_STATUS],
  ["grpc-status-details-bin", NameToken.GRPC_STATUS_DETAILS_BIN],
  ["grpc-timeout", NameToken.GRPC_TIMEOUT],
  ["host", NameToken.HOST],
  ["idempotency-key", NameToken.IDEMPOTENCY_KEY],
  ["keep-alive", NameToken.KEEP_ALIVE],
  ["proxy-connection", NameToken.PROXY_CONNECTION],
  ["te", NameToken.TE],
  ["traceparent", NameToken.TRACEPARENT],
  ["tracestate", NameToken.TRACESTATE],
  ["transfer-encoding", NameToken.TRANSFER_ENCODING],
  ["upgrade", NameToken.UPGRADE],
  ["user-agent", NameToken.USER_AGENT],
] as const);

/**
 * Of a name that has no token of its own.
 *
 *   malformed := any of %x00-20, %x41-5A, %x7F-FF; a colon anywhere but at the beginning; nothing at all
 *
 * Source: RFC 9113, section 8.2.1
 */
function tokenOfOther(name: string): NameToken {
  if (name.length === 0) return NameToken.MALFORMED;
  const isPseudo = name.charCodeAt(0) === COLON;
  for (let at = isPseudo ? 1 : 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code <= 0x20 || (code >= 0x41 && code <= 0x5a) || code >= 0x7f || code === COLON) return NameToken.MALFORMED;
  }
  return isPseudo ? NameToken.OTHER_PSEUDO_HEADER : NameToken.NONE;
}

const COLON = 0x3a;
