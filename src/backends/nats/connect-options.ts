import { type ConnectionOptions, credsAuthenticator, nkeyAuthenticator } from "nats";
import type { NatsSettings } from "../../config/backends/nats.ts";
import { readSecret } from "../../config/secret.ts";
import { readServerUrl } from "../../config/server-url.ts";
import { settingProblem } from "./errors.ts";

/** How often a quiet connection is asked for a sign of life; after two without an answer it counts as lost. */
const PING_INTERVAL_MS = 5_000;

/**
 * What the client is told. It does not connect again by itself: what was under way when a connection was lost must be
 * answered so, and the client would forget it without a word. Throws a PrismError that names the setting.
 */
export function connectOptions(settings: NatsSettings, name: string): ConnectionOptions {
  const url = read("url", () => readServerUrl(settings.url));
  return {
    name,
    servers: [url.host, ...settings.moreServers],
    timeout: settings.connectTimeoutMs,
    pingInterval: PING_INTERVAL_MS,
    maxPingOut: 2,
    reconnect: false,
    noAsyncTraces: true,
    ...credentials(settings, url),
    ...tls(settings, url),
  };
}

function credentials(settings: NatsSettings, url: URL): ConnectionOptions {
  const { credentials, nkeySeed, token, password } = settings;
  const bytesOf = (setting: string, reference: string) => read(setting, () => readSecret(reference));
  const textOf = (setting: string, reference: string) => Buffer.from(bytesOf(setting, reference)).toString("utf8");
  if (credentials !== null) return { authenticator: credsAuthenticator(bytesOf("credentials", credentials)) };
  if (nkeySeed !== null) return { authenticator: nkeyAuthenticator(bytesOf("nkeySeed", nkeySeed)) };
  if (token !== null) return { token: textOf("token", token) };
  const user = settings.user ?? decodeURIComponent(url.username);
  if (user === "") return {};
  return { user, pass: password === null ? decodeURIComponent(url.password) : textOf("password", password) };
}

function tls(settings: NatsSettings, url: URL): ConnectionOptions {
  const { ca, certificate, key } = settings.tls;
  if (url.protocol !== "tls:" && ca === null && certificate === null && key === null) return {};
  return {
    tls: {
      ...(ca === null ? {} : { caFile: ca }),
      ...(certificate === null ? {} : { certFile: certificate }),
      ...(key === null ? {} : { keyFile: key }),
    },
  };
}

function read<T>(setting: string, get: () => T): T {
  try {
    return get();
  } catch (error) {
    throw settingProblem(setting, error);
  }
}
