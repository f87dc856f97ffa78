import * as failures from "./failures.ts";

/** Where a gateway's TCP door is. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The TCP door's port unless an address says otherwise. */
export const DEFAULT_PORT = 7400;

/** Reads `prism://host:port`, `host:port`, `host` or `[::1]:port`; throws a PrismError for anything else. */
export function parseAddress(text: string): Address {
  const match = /^(?:prism:\/\/)?(?:\[([0-9a-fA-F:.]+)\]|([^\s:/?#@[\]]+))(?::(\d{1,5}))?\/?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? DEFAULT_PORT : Number(match[3]);
  if (host === undefined || port < 1 || port > 65_535) throw failures.addressInvalid(text);
  return { host, port };
}

export function formatAddress(address: Address): string {
  return address.host.includes(":") ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}
