import type { EncodedRequest, WireRequest } from "./kafkajs-parts.ts";

/** Numbers of the requests that have codecs of their own here. https://kafka.apache.org/protocol#protocol_api_keys */
export const Api = { PRODUCE: 0, FETCH: 1, METADATA: 3, INCREMENTAL_ALTER_CONFIGS: 44 } as const;

/** A request whose bytes are ready, for kafkajs' connections; its answer comes as bytes too. */
export function rawRequest(
  api: number,
  version: number,
  bytes: Buffer,
  options: { hasThrottleTime: boolean; timeoutMs?: number },
): WireRequest {
  const encoded: EncodedRequest = { buf: bytes, buffer: bytes, size: () => bytes.length };
  return {
    request: { apiKey: api, apiVersion: version, apiName: `api ${api}`, encode: async () => encoded },
    response: {
      decode: async (payload) => ({
        payload,
        // Where the first field of the answer is how long to leave the broker alone.
        clientSideThrottleTime: options.hasThrottleTime ? payload.readInt32BE(0) : 0,
      }),
      parse: async ({ payload }) => payload,
    },
    ...(options.timeoutMs === undefined ? {} : { requestTimeout: options.timeoutMs }),
    logResponseError: false,
  };
}
