import type { CliContext } from "../cli-context.ts";
import { gatewayKey, LOCAL_GATEWAYS } from "./gateway-key.ts";

/** The gateway that an option or the environment names, or else the one on this machine, as logins are kept under. */
export function currentGateway({ environment }: CliContext, address: string | undefined): string {
  return gatewayKey(address ?? (environment.env.PRISM_ADDRESS || (LOCAL_GATEWAYS[0] as string)));
}
