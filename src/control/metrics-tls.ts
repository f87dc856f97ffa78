import { CATALOGUE } from "../metrics/catalogue.ts";
import type { PrometheusText } from "../metrics/prometheus-text.ts";
import { DOOR_NAMES, type Door } from "../security/caller.ts";

/** A `TlsGuard` is one. */
export interface TlsFigures {
  readonly keeper: {
    readonly current: { readonly expiresAtMs: number; readonly clientCaExpiresAtMs: number | null };
    readonly problem: string;
    readonly reloads: { readonly served: number; readonly refused: number };
  };
  readonly handshakes: ReadonlyMap<Door, DoorFigures>;
}

interface DoorFigures {
  readonly handshakes: number;
  readonly nobodies: number;
  readonly failures: ReadonlyMap<string, number>;
}

/** The part of the page about TLS; nothing when no door speaks it. */
export function writeTls(text: PrometheusText, tls: TlsFigures | null, nowMs: number): void {
  if (tls === null) return;
  const { current, problem, reloads } = tls.keeper;
  const secondsTo = (atMs: number): number => Math.round((atMs - nowMs) / 1e3);
  text.begin(CATALOGUE.tlsExpiry).sample(secondsTo(current.expiresAtMs), "server");
  if (current.clientCaExpiresAtMs !== null) text.sample(secondsTo(current.clientCaExpiresAtMs), "client-ca");
  text.begin(CATALOGUE.tlsReloads).sample(reloads.served, "served").sample(reloads.refused, "refused");
  text.begin(CATALOGUE.tlsStale).sample(problem === "" ? 0 : 1);
  text.begin(CATALOGUE.tlsHandshakes);
  for (const [door, { handshakes }] of tls.handshakes) text.sample(handshakes, DOOR_NAMES[door]);
  text.begin(CATALOGUE.tlsFailures);
  for (const [door, { failures }] of tls.handshakes) {
    for (const [reason, count] of failures) text.sample(count, DOOR_NAMES[door], reason);
  }
  text.begin(CATALOGUE.tlsNobodies);
  for (const [door, { nobodies }] of tls.handshakes) text.sample(nobodies, DOOR_NAMES[door]);
}
