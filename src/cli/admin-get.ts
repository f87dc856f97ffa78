import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import type { ConnectionOptions } from "node:tls";

export interface AdminAnswer {
  readonly status: number;
  readonly text: string;
}

/** Asks the admin door for a page in plain text. Rejects when it cannot be reached, with the reason of the system. */
export function getAdmin(url: URL, signal: AbortSignal, tls: ConnectionOptions): Promise<AdminAnswer> {
  const options = { signal, headers: { accept: "text/plain" }, agent: false as const };
  return new Promise((resolve, reject) => {
    const take = (incoming: IncomingMessage): void => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
        if (text.length > MAX_CHARACTERS) incoming.destroy(new Error("the answer is too long"));
      });
      incoming.on("error", reject);
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
    };
    const request =
      url.protocol === "https:" ? requestSecure(url, { ...options, ...tls }, take) : requestPlain(url, options, take);
    request.on("error", (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    request.end();
  });
}

/** A page of readiness has a line for each worker. */
const MAX_CHARACTERS = 1024 * 1024;
