import type { CallFault } from "../acceptor/call-faults.ts";
import type { GatewayOptions } from "./gateway.ts";

/** Tells the log of what failed in a door itself. */
export function logFault(log: GatewayOptions["log"], fault: CallFault): void {
  log("error", "a door failed in a way Prism does not know", { ...fault });
}
