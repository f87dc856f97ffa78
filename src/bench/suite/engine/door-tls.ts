import type { ConnectionOptions } from "node:tls";
import type { Protocol } from "../../../client/address.ts";
import { connectionOptions } from "../../../client/tls-options.ts";
import type { GeneratorTarget } from "./flow-plan.ts";

/** What Node is told for every connection; null for doors without TLS. */
export function doorTls(
  { tls, host }: Extract<GeneratorTarget, { kind: "gateway" }>,
  protocol: Protocol,
): ConnectionOptions | null {
  if (tls === undefined) return null;
  const given = Object.fromEntries(Object.entries(tls).filter(([, value]) => value !== null));
  return connectionOptions({ protocol, host, port: 0, isSecure: true }, given);
}
