import { freeLoopbackPorts } from "../../src/stack/loopback.ts";

/** A TCP port of 127.0.0.1 that nobody had a moment ago, and that no outgoing connection is given. */
export async function freePort(): Promise<number> {
  const [port] = await freeLoopbackPorts(1);
  return port as number;
}
