/**
 * The header that says, before a connection's first byte, from where it comes: the PROXY protocol, version 2, for TCP over
 * IPv6. Its address is a token of ours, which the server behind hands out for every request of the connection.
 *
 *   12 bytes signature │ 0x21 version, command │ 0x21 IPv6, TCP │ length 36 │ source 16 │ destination 16 │ ports 2 + 2
 *
 * Source: https://www.haproxy.org/download/2.8/doc/proxy-protocol.txt, section 2.2.
 */
export function createProxyHeader(token: Buffer): Buffer {
  const header = Buffer.alloc(PREFIX.length + 2 * ADDRESS_BYTES + PORTS_BYTES);
  PREFIX.copy(header);
  token.copy(header, PREFIX.length);
  return header;
}

export const ADDRESS_BYTES = 16;
const PORTS_BYTES = 4;
const PREFIX = Buffer.from([
  ...[0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a],
  ...[0x21, 0x21, 0x00, 2 * ADDRESS_BYTES + PORTS_BYTES],
]);
