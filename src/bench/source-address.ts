/** Over this many connections, one source address could run short of ports while those of the last run linger. */
const CONNECTIONS_OF_ONE_ADDRESS = 1_000;
const SOURCE_ADDRESSES = 32;

/** Linux answers on all of 127.0.0.0/8 without being told; elsewhere only 127.0.0.1 is there. */
export function sourceOf(host: string, connections: number, number: number): { localAddress?: string } {
  const isIpv4 = host.startsWith("127.");
  if (!isIpv4 || connections <= CONNECTIONS_OF_ONE_ADDRESS || process.platform !== "linux") return {};
  return { localAddress: `127.0.0.${1 + (number % SOURCE_ADDRESSES)}` };
}
