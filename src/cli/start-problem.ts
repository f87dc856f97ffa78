import type { GatewayConfig } from "../config/gateway-config.ts";
import { listSettings } from "../config/list-settings.ts";

/** Why a gateway did not start and what to do about it, for the person who started it. */
export function explainStart(error: unknown, listeners: GatewayConfig["listeners"]): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  const door = (["tcp", "grpc", "http", "admin"] as const).find((name) => listeners[name].port === port);
  if (door === undefined || code === undefined) return `cannot start: ${message}`;
  const place = `${listeners[door].host}:${port} for the ${door} door`;
  switch (code) {
    case "EADDRINUSE":
      return `cannot listen on ${place}: another process does; ${remedy(`listeners.${door}.port`)}`;
    case "EACCES":
      return `cannot listen on ${place}: this user may not; ${remedy(`listeners.${door}.port`)}`;
    case "EADDRNOTAVAIL":
      return `cannot listen on ${place}: this machine has no such address; ${remedy(`listeners.${door}.host`)}`;
    default:
      return `cannot listen on ${place}: ${message}; ${remedy(`listeners.${door}.port`)}`;
  }
}

function remedy(path: string): string {
  const listed = listSettings().find((setting) => setting.path === path);
  const flag = SHORT_FLAGS[path] ?? listed?.flag;
  return `choose another with ${flag}, ${listed?.variable} or ${path} in the configuration file`;
}

/** Flags of `serve` that stand for a setting under a shorter name than its own. */
export const SHORT_FLAGS: Readonly<Record<string, string>> = {
  "listeners.tcp.port": "--port",
  "listeners.admin.port": "--admin-port",
};
