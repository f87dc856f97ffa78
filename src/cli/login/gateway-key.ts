import { formatAddress, parseAddress } from "../../client/address.ts";
import { isLoopback } from "../../common/web-address.ts";
import { UsageError } from "../usage-error.ts";

/** The doors of a gateway with the default ports on this machine. */
export const LOCAL_GATEWAYS: readonly string[] = [
  "prism://127.0.0.1:7400",
  "grpc://127.0.0.1:7401",
  "http://127.0.0.1:7402",
  "http://127.0.0.1:7403",
];

/** An address of a gateway in the one form that logins are kept under: `prism://host:port`, `http://host:port`, … */
export function gatewayKey(address: string): string {
  if (!/^https?:/.test(address)) {
    const parsed = parseAddress(address);
    const scheme = `${parsed.protocol === "grpc" ? "grpc" : "prism"}${parsed.isSecure ? "s" : ""}`;
    return `${scheme}://${formatAddress(parsed)}`;
  }
  if (!URL.canParse(address)) throw new UsageError(`${address} is no URL`);
  const { protocol, hostname, port } = new URL(address);
  return `${protocol}//${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

/** Whether what is sent to the gateway can be read on the way. */
export function isInTheClear(key: string): boolean {
  const { protocol, hostname } = new URL(key);
  return !["prisms:", "grpcs:", "https:"].includes(protocol) && !isLoopback(hostname);
}
