import { printable } from "../common/printable.ts";

/** `limits` and `ringBytes` → `limits.ringBytes`; safe to print whatever the key is. */
export function joinPath(path: string, key: string): string {
  return path === "" ? printable(key) : `${path}.${printable(key)}`;
}

/** `listeners.tcp.port` → `PRISM_LISTENERS_TCP_PORT`. */
export function variableName(path: string): string {
  return `PRISM_${words(path).join("_").toUpperCase()}`;
}

/** `limits.ringBytes` → `--limits-ring-bytes`. */
export function flagName(path: string): string {
  return `--${words(path).join("-").toLowerCase()}`;
}

function words(path: string): string[] {
  return path.split(/\.|(?<=[a-z])(?=[A-Z])/);
}
