import type { Clock } from "../../common/clock.ts";
import { plainText } from "../plain-text.ts";
import type { Login } from "./login-store.ts";
import { readClaims } from "./token-claims.ts";

/** What a login amounts to, for the person whose it is; nothing of the token itself. */
export function describeLogin(login: Login, clock: Clock): string {
  const claims = readClaims(login.token);
  const lines = [
    `${claims?.subject || "somebody"} of ${plainText(login.issuer, MAX_SHOWN)}`,
    `  for       ${claims === null || claims.audiences.length === 0 ? "any audience" : claims.audiences.join(", ")}`,
    `  until     ${describeEnd(login, clock)}`,
    `  sent to   ${login.gateways.join(", ")}`,
  ];
  return `${lines.join("\n")}\n`;
}

function describeEnd({ expiresAtMs, refreshToken }: Login, clock: Clock): string {
  const renewed = refreshToken === null ? "" : ", renewed when it ends";
  if (expiresAtMs === 0) return `the provider has not said${renewed}`;
  const hasEnded = expiresAtMs <= clock.wallMs() ? " (ended)" : "";
  return `${new Date(expiresAtMs).toISOString()}${hasEnded}${renewed}`;
}

const MAX_SHOWN = 200;
