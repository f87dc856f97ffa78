import { connect, createServer } from "node:net";
import { createSystemPrng } from "../common/prng.ts";

/** All servers of the stack listen here, and nowhere else. */
export const LOOPBACK = "127.0.0.1";

/** Whether nobody listens on this port of the loopback interface. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Ports that nobody listens on at this moment. They lie below those that the kernel gives to outgoing connections, so
 * that only another call of this function can take one before it is used; at random, so that it rarely does.
 */
export async function freeLoopbackPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = LOWEST_PORT + prng.below(HIGHEST_PORT - LOWEST_PORT);
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

const prng = createSystemPrng();
/** Above what services have registered by custom, below Linux's `ip_local_port_range` of 32768 to 60999. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;

/**
 * Sends a server its first bytes, none if it speaks first, and resolves with its first bytes; null when it does not
 * answer: it does not listen, hangs up, or takes longer than a server that is ready does.
 */
export function askServer(port: number, bytes: Uint8Array | string): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port });
    const end = (answer: Buffer | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_MS, () => end(null));
    socket.once("connect", () => bytes.length > 0 && socket.write(bytes));
    socket.once("data", end);
    socket.once("error", () => end(null));
    socket.once("close", () => end(null));
  });
}

const ANSWER_MS = 1_000;
