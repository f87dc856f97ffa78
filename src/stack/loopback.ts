import { createSocket } from "node:dgram";
import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { elapsedUs, systemClock } from "../common/clock.ts";
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
 * Whether nobody listens there for good. For a moment somebody may: another program that looks by {@link isFree}, or a
 * process that a server had just started when it was killed, and that closes what it has been given of the server.
 */
export async function becomesFree(port: number): Promise<boolean> {
  const fromUs = systemClock.monotonicUs();
  while (!(await isFree(port))) {
    if (elapsedUs(fromUs, systemClock.monotonicUs()) > MOMENT_MS * 1_000) return false;
    await pause(LOOK_MS);
  }
  return true;
}

/** Those who hold a port for a moment hold it for less than a millisecond, as long as they are given a processor. */
const MOMENT_MS = 1_000;
/** No event tells that a port is free again. */
const LOOK_MS = 10;

/**
 * Ports that nobody listens on at this moment, and that no other call of this function is given while this process
 * lives: a server that is away for a while finds its port free when it comes back. They lie below those that the kernel
 * gives to outgoing connections.
 */
export async function freeLoopbackPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = LOWEST_PORT + prng.below(HIGHEST_PORT - LOWEST_PORT);
    if ((await claim(port)) && (await isFree(port))) ports.push(port);
  }
  return ports;
}

/**
 * Takes the port of the same number in UDP, where no server of ours listens, for as long as this process lives: of all
 * that programs can share, the system gives it to one of them, and takes it back however that one ends.
 */
function claim(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4").unref();
    // Where there is no UDP at all, ports are shared out by chance.
    socket.once("error", ({ code }: NodeJS.ErrnoException) => resolve(code !== "EADDRINUSE"));
    socket.bind({ address: LOOPBACK, port, exclusive: true }, () => resolve(true));
  });
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
