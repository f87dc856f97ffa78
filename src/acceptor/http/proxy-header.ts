import type { Socket } from "node:net";

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

/** Takes the header off a connection on which nothing else has come yet; one that begins otherwise is closed. */
export function takeProxyHeader(socket: Socket, onToken: (token: Buffer) => void): void {
  const read = (): void => {
    const header = socket.read(HEADER_BYTES) as Buffer | null;
    if (header === null) return;
    socket.removeListener("readable", read);
    if (header.length < HEADER_BYTES || !header.subarray(0, PREFIX.length).equals(PREFIX)) socket.destroy();
    else onToken(header.subarray(PREFIX.length, PREFIX.length + ADDRESS_BYTES));
  };
  socket.on("readable", read);
}

const HEADER_BYTES = PREFIX.length + 2 * ADDRESS_BYTES + PORTS_BYTES;
