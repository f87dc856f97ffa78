import type { StreamConfig, StreamInfo } from "nats";
import { isApiError, tryApi } from "./api.ts";
import { apiPrismError, STREAM_NAME_IN_USE, settingProblem } from "./errors.ts";
import type { Exchange } from "./exchange.ts";

export type NewStream = Partial<StreamConfig> & { readonly name: string };

/** What the server can change of a stream that is there; where it keeps it, it cannot. */
const changeable = ["max_age", "max_bytes", "num_replicas", "duplicate_window", "allow_direct"] as const;

/**
 * Makes a stream, or changes the one that is there to these settings, as far as the server can. Returns its settings as
 * they are then. What is described otherwise is not ours, or of another namespace, and is left alone.
 */
export async function ensureStream(
  exchange: Exchange,
  api: string,
  wanted: NewStream,
  timeoutMs: number,
): Promise<StreamConfig> {
  const call = (verb: string, body: unknown) =>
    tryApi<StreamInfo>(exchange, { subject: `${api}.STREAM.${verb}.${wanted.name}`, body, timeoutMs, isRead: true });
  let answer = await call("INFO", undefined);
  if (isApiError(answer)) answer = await call("CREATE", wanted);
  // Another worker was quicker.
  if (isApiError(answer) && answer.error.err_code === STREAM_NAME_IN_USE) answer = await call("INFO", undefined);
  if (isApiError(answer)) throw apiPrismError(answer.error);
  const { config } = answer;
  if (wanted.description !== undefined && config.description !== wanted.description)
    throw settingProblem("prefix", new Error(`cannot be used: the stream ${wanted.name} is another one's`));
  const differs = changeable.filter((name) => wanted[name] !== undefined && wanted[name] !== config[name]);
  if (differs.length === 0) return config;
  const changed = { ...config, ...Object.fromEntries(differs.map((name) => [name, wanted[name]])) };
  const updated = await call("UPDATE", changed);
  if (isApiError(updated)) throw apiPrismError(updated.error);
  return updated.config;
}
