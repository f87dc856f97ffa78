import * as failures from "./failures.ts";

/** The protocols that a gateway can be reached by: Prism's frames, or gRPC. */
export type Protocol = "frames" | "grpc";

/** Where a gateway's door is, and what is spoken there. */
export interface Address {
  readonly protocol: Protocol;
  /** Whether by TLS. */
  readonly isSecure: boolean;
  readonly host: string;
  readonly port: number;
}

/** What stands before the `://` of an address. The port is the door's unless the address says otherwise. */
const schemes = {
  prism: { protocol: "frames", isSecure: false, port: 7400 },
  prisms: { protocol: "frames", isSecure: true, port: 7400 },
  grpc: { protocol: "grpc", isSecure: false, port: 7401 },
  grpcs: { protocol: "grpc", isSecure: true, port: 7401 },
} as const satisfies Record<string, { protocol: Protocol; isSecure: boolean; port: number }>;

/** Reads `prism://host:port`, `prism://host`, `host:port`, `host` or `[::1]:port`; throws a PrismError for anything else. */
export function parseAddress(text: string): Address {
  const match = /^(?:([a-z]+):\/\/)?(?:\[([0-9a-fA-F:.]+)\]|([^\s:/?#@[\]]+))(?::(\d{1,5}))?\/?$/.exec(text);
  const scheme = match?.[1] ?? "prism";
  const host = match?.[2] ?? match?.[3];
  if (host === undefined || !isScheme(scheme)) throw failures.addressInvalid(text, Object.keys(schemes));
  const { protocol, isSecure, port: doorPort } = schemes[scheme];
  const port = match?.[4] === undefined ? doorPort : Number(match[4]);
  if (port < 1 || port > 65_535) throw failures.addressInvalid(text, Object.keys(schemes));
  return { protocol, isSecure, host, port };
}

/** Host and port, for messages and for HTTP/2's `:authority`. */
export function formatAddress({ host, port }: Pick<Address, "host" | "port">): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function isScheme(text: string): text is keyof typeof schemes {
  return Object.hasOwn(schemes, text);
}
