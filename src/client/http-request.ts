import { type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { ConnectionOptions } from "node:tls";

export interface HttpRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty = none. */
  readonly body: string;
  readonly signal: AbortSignal;
  /** For https. */
  readonly tls: ConnectionOptions;
  /** The most that an answer may have. */
  readonly maxCharacters: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Asks once, on a connection of its own. Rejects when nobody answers, with the reason of the system or of the signal. */
export function requestHttp(url: URL, request: HttpRequest): Promise<HttpAnswer> {
  const { method, headers, body, signal, tls, maxCharacters } = request;
  const options = { method, headers, signal, agent: false as const };
  return new Promise((resolve, reject) => {
    const take = (incoming: IncomingMessage): void => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > maxCharacters) incoming.destroy(new Error("the answer is too long"));
      });
      incoming.on("error", reject);
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
    };
    const outgoing =
      url.protocol === "https:" ? requestSecure(url, { ...options, ...tls }, take) : requestPlain(url, options, take);
    outgoing.on("error", (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    outgoing.end(body);
  });
}
