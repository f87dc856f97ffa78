import type { KeyValue } from "../client/key-value.ts";
import type { CallOptions } from "../client/key-value-types.ts";
import { PrismClient } from "../client/prism-client.ts";
import type { Stream } from "../client/stream.ts";
import type { CliContext } from "./cli-context.ts";
import { gatewayOf } from "./gateway-options.ts";
import type { KvOptions } from "./kv-options.ts";

/** Reaches the gateway that the options name, does `action` with the namespace, and hangs up, whatever happened. */
export function withKeyValue(
  context: CliContext,
  options: KvOptions,
  action: (kv: KeyValue, call: CallOptions) => Promise<void>,
): Promise<void> {
  return withClient(context, options, (client, call) => action(client.keyValue(options.namespace), call));
}

/** As {@link withKeyValue}, of a stream. */
export function withStream(
  context: CliContext,
  options: KvOptions,
  action: (stream: Stream, call: CallOptions) => Promise<void>,
): Promise<void> {
  return withClient(context, options, (client, call) => action(client.stream(options.namespace), call));
}

async function withClient(
  context: CliContext,
  options: KvOptions,
  action: (client: PrismClient, call: CallOptions) => Promise<void>,
): Promise<void> {
  const { interruption } = context;
  const timeoutMs = options.timeout;
  const { address, client: gateway } = await gatewayOf(context, options);
  const client = new PrismClient(address, {
    ...gateway,
    timeoutMs,
    connectTimeoutMs: Math.min(timeoutMs, CONNECT_TIMEOUT_MS),
  });
  const hangUp = (): void => void client.close({ timeoutMs: 1 });
  interruption.addEventListener("abort", hangUp, { once: true });
  try {
    await client.open();
    await action(client, { timeoutMs, signal: interruption, traceparent: options.traceparent });
  } finally {
    interruption.removeEventListener("abort", hangUp);
    await client.close({ timeoutMs: 1 });
  }
}

const CONNECT_TIMEOUT_MS = 5_000;
