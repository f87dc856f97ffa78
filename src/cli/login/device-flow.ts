import type { Clock } from "../../common/clock.ts";
import { addressProblem } from "../../common/web-address.ts";
import { CommandError } from "../command-error.ts";
import { plainText } from "../plain-text.ts";
import { type GivenTokens, type Provider, ProviderRefusal } from "./provider.ts";

export interface DeviceFlowParts {
  readonly provider: Provider;
  readonly clock: Clock;
  /** Waits; rejects when the person has given up. */
  readonly pause: (ms: number) => Promise<void>;
  /** Shows the person what to do. What it is given is fit for a terminal. */
  readonly show: (prompt: DevicePrompt) => void;
}

export interface DevicePrompt {
  readonly url: string;
  readonly code: string;
  /** The address with the code in it; null when the provider has none. */
  readonly completeUrl: string | null;
}

/**
 * A login by a browser on any device (RFC 8628): the provider gives a code, the person opens an address and types it, and
 * meanwhile the provider is asked again and again, no faster than it wants, whether they have.
 */
export async function logInByDevice(
  parts: DeviceFlowParts,
  request: Readonly<Record<string, string>>,
): Promise<GivenTokens> {
  const { provider, clock, pause, show } = parts;
  if (!provider.has("device_authorization_endpoint")) {
    throw new CommandError("LOGIN_UNSUPPORTED", `${provider.issuer} offers no login by device code`);
  }
  const started = await explain(provider.post("device_authorization_endpoint", request));
  const { deviceCode, prompt, lifetimeMs, intervalMs } = readStart(started);
  show(prompt);
  const endMs = clock.wallMs() + lifetimeMs;
  let waitMs = intervalMs;
  while (clock.wallMs() + waitMs <= endMs) {
    await pause(waitMs);
    try {
      return await provider.requestTokens({ grant_type: DEVICE_GRANT, device_code: deviceCode });
    } catch (error) {
      waitMs = nextWaitMs(error, waitMs);
    }
  }
  throw ended();
}

const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
/** RFC 8628, 3.5: what `slow_down` adds, from then on. */
const SLOW_DOWN_MS = 5_000;
/** RFC 8628, 3.2: when the provider does not say. */
const DEFAULT_INTERVAL_MS = 5_000;
const MAX_INTERVAL_MS = 60_000;
/** Nobody types a code for longer, and a provider may say anything. */
const MAX_LIFETIME_MS = 30 * 60 * 1000;

/** How long to wait after this answer; throws when there is no point in waiting. */
function nextWaitMs(error: unknown, waitMs: number): number {
  // RFC 8628, 3.5: who cannot reach the provider asks less often, and goes on.
  if (error instanceof CommandError && error.reason === "PROVIDER_UNREACHABLE")
    return Math.min(2 * waitMs, MAX_INTERVAL_MS);
  if (!(error instanceof ProviderRefusal)) throw error;
  switch (error.reason) {
    case "authorization_pending":
      return waitMs;
    case "slow_down":
      return waitMs + SLOW_DOWN_MS;
    case "access_denied":
      throw new CommandError("LOGIN_DENIED", "the login was denied in the browser");
    case "expired_token":
      throw ended();
    default:
      throw refused(error);
  }
}

interface DeviceStart {
  readonly deviceCode: string;
  readonly prompt: DevicePrompt;
  readonly lifetimeMs: number;
  readonly intervalMs: number;
}

function readStart(answer: Readonly<Record<string, unknown>>): DeviceStart {
  const { device_code, user_code, verification_uri, verification_uri_complete, expires_in, interval } = answer;
  if (typeof device_code !== "string" || typeof user_code !== "string" || typeof verification_uri !== "string") {
    throw new CommandError("PROVIDER_ANSWER_INVALID", "the provider gave no device code, user code or address to open");
  }
  // A person is about to open it and to trust what it asks.
  const problem = addressProblem(verification_uri);
  if (problem !== null) {
    throw new CommandError("PROVIDER_ANSWER_INVALID", `the provider's address to open ${problem}`);
  }
  const isCompleteSafe =
    typeof verification_uri_complete === "string" && addressProblem(verification_uri_complete) === null;
  return {
    deviceCode: device_code,
    prompt: {
      url: plainText(verification_uri, MAX_URL),
      code: plainText(user_code, MAX_CODE),
      completeUrl: isCompleteSafe ? plainText(verification_uri_complete, MAX_URL) : null,
    },
    lifetimeMs: Math.min(
      typeof expires_in === "number" && expires_in > 0 ? expires_in * 1_000 : MAX_LIFETIME_MS,
      MAX_LIFETIME_MS,
    ),
    intervalMs:
      typeof interval === "number" && interval >= 1 ? Math.min(interval * 1_000, MAX_INTERVAL_MS) : DEFAULT_INTERVAL_MS,
  };
}

const MAX_URL = 500;
const MAX_CODE = 64;

async function explain<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ProviderRefusal ? refused(error) : error;
  }
}

function refused(refusal: ProviderRefusal): CommandError {
  return new CommandError("LOGIN_REFUSED", `the provider refused: ${refusal.message}`);
}

function ended(): CommandError {
  return new CommandError("LOGIN_EXPIRED", "nobody has typed the code in time", "`prism login` gives another");
}
