import type { Clock } from "../common/clock.ts";
import { secureDoors } from "../config/check-tls.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import { DOOR_NAMES } from "../security/caller.ts";
import type { PrincipalRegistry } from "../security/principal-registry.ts";
import type { TlsLog } from "../security/tls/material-keeper.ts";
import { TlsGuard, type TlsSettings } from "../security/tls/tls-guard.ts";

/** What the doors with TLS share; null when none has it. Throws a `TlsProblem` when the certificates cannot be served. */
export function createTlsGuard(
  { listeners, tls }: Pick<GatewayConfig, "listeners" | "tls">,
  parts: { readonly clock: Clock; readonly principals: PrincipalRegistry; readonly log: TlsLog },
): TlsGuard | null {
  return secureDoors(listeners).length === 0 ? null : new TlsGuard({ ...parts, settings: tlsSettings(tls) });
}

/** For a guard on another thread. */
export function tlsSettings({ certFile, keyFile, ...rules }: GatewayConfig["tls"]): TlsSettings {
  if (certFile === null || keyFile === null) throw new Error("the configuration has TLS without its files");
  return { ...rules, certFile, keyFile };
}

/** What `/readyz?verbose` says about TLS. */
export function describeTls(guard: TlsGuard): object {
  const { current, problem, reloads } = guard.keeper;
  return {
    names: current.names,
    fingerprint: current.fingerprint,
    expires: new Date(current.expiresAtMs).toISOString(),
    reloads,
    problem: problem === "" ? null : problem,
    handshakeFailures: Object.fromEntries(
      [...guard.handshakes].map(([door, { failures }]) => [DOOR_NAMES[door], Object.fromEntries(failures)]),
    ),
  };
}
