import { type Clock, systemClock } from "../common/clock.ts";
import { DEFAULT_MAX_FRAME_BYTES, MAX_FRAME_BYTES } from "../common/limits.ts";
import { createSystemPrng, type Prng } from "../common/prng.ts";
import type { TokenSource } from "./access-token.ts";
import * as failures from "./failures.ts";
import { type MissedLevelsNotice, MissedLevelsWatch } from "./missed-levels.ts";
import { systemTimer, type Timer } from "./timer.ts";
import type { TlsOptions } from "./tls-options.ts";

/** How a client behaves. Every setting has a default. */
export interface ClientOptions {
  /** Who the client is, for gateways that ask: a token, or a function that gives one. */
  readonly token?: TokenSource | undefined;
  /** For addresses with TLS alone. */
  readonly tls?: TlsOptions | undefined;
  /** Milliseconds that a call may take, retries included, unless the call says otherwise. */
  readonly timeoutMs?: number;
  readonly connectTimeoutMs?: number;
  /**
   * The most connections to open; a further one is opened when those that are open are busy. With more than one, calls
   * that are not awaited may overtake each other, also on the same key.
   */
  readonly maxConnections?: number;
  /** Requests on one connection without an answer yet; further calls wait in the client. */
  readonly maxInFlight?: number;
  /** Request bytes of one connection that have not left; past it further calls wait in the client. */
  readonly maxUnsentBytes?: number;
  /** Calls that wait in the client; further ones fail at once. */
  readonly maxWaiting?: number;
  /** Times a call is tried at most. Only what is safe to repeat is tried more than once. */
  readonly maxAttempts?: number;
  /** A connection that owes answers and sends nothing for so long is given up when a call on it times out. */
  readonly silenceTimeoutMs?: number;
  /** Bytes of the largest frame, either way. */
  readonly maxFrameBytes?: number;
  /**
   * Hears that a namespace misses levels of service that it declares, so that the application can ask for less: of each
   * namespace once a second at the most.
   */
  readonly onMissedLevels?: ((notice: MissedLevelsNotice) => void) | undefined;
  /** For tests: time and chance. */
  readonly clock?: Clock;
  readonly timer?: Timer;
  readonly prng?: Prng;
}

export interface ResolvedOptions extends Required<Omit<ClientOptions, "token" | "tls" | "onMissedLevels">> {
  readonly token: TokenSource | null;
  readonly tls: TlsOptions | null;
  /** null when nobody listens. */
  readonly missedLevels: MissedLevelsWatch | null;
}

/** Half an hour: the clock's spans are right up to 35 minutes. */
export const MAX_TIMEOUT_MS = 30 * 60 * 1000;

/** Bounds and default of each number: [least, most, default]. */
const bounds = {
  timeoutMs: [1, MAX_TIMEOUT_MS, 10_000],
  connectTimeoutMs: [1, MAX_TIMEOUT_MS, 5_000],
  // One connection keeps the order of calls, and is enough to keep this thread busy.
  maxConnections: [1, 256, 1],
  // A quarter of what the gateway takes from one connection before it stops reading it.
  maxInFlight: [1, 65_536, 1_024],
  maxUnsentBytes: [1, 1024 ** 3, 8 * 1024 ** 2],
  // Each costs some 500 bytes beside its value.
  maxWaiting: [0, 10_000_000, 100_000],
  maxAttempts: [1, 100, 5],
  silenceTimeoutMs: [1, MAX_TIMEOUT_MS, 15_000],
  maxFrameBytes: [64, MAX_FRAME_BYTES, DEFAULT_MAX_FRAME_BYTES],
} as const satisfies Partial<Record<keyof ClientOptions, readonly [number, number, number]>>;

/** Throws a PrismError when a number is out of its bounds. */
export function resolveOptions(options: ClientOptions): ResolvedOptions {
  return {
    token: options.token ?? null,
    tls: options.tls ?? null,
    missedLevels:
      options.onMissedLevels === undefined
        ? null
        : new MissedLevelsWatch(options.clock ?? systemClock, options.onMissedLevels),
    timeoutMs: pick(options, "timeoutMs"),
    connectTimeoutMs: pick(options, "connectTimeoutMs"),
    maxConnections: pick(options, "maxConnections"),
    maxInFlight: pick(options, "maxInFlight"),
    maxUnsentBytes: pick(options, "maxUnsentBytes"),
    maxWaiting: pick(options, "maxWaiting"),
    maxAttempts: pick(options, "maxAttempts"),
    silenceTimeoutMs: pick(options, "silenceTimeoutMs"),
    maxFrameBytes: pick(options, "maxFrameBytes"),
    clock: options.clock ?? systemClock,
    timer: options.timer ?? systemTimer,
    prng: options.prng ?? createSystemPrng(),
  };
}

function pick(options: ClientOptions, name: keyof typeof bounds): number {
  const [least, most, otherwise] = bounds[name];
  return checkInteger(options[name] ?? otherwise, name, least, most);
}

/** The value, if it is an integer within its bounds; else throws a PrismError that names the field. */
export function checkInteger(value: number, field: string, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw failures.invalid(
    "OPTION_OUT_OF_RANGE",
    field,
    `${field} is ${value}; give an integer from ${least} to ${most}`,
  );
}
