import { createServer } from "node:net";
import { formatAddress } from "../../client/address.ts";
import { PrismClient } from "../../client/prism-client.ts";
import { PrismError } from "../../common/prism-error.ts";
import { codeOf } from "./check-data-folder.ts";
import { type CheckResult, fail, ok } from "./check-result.ts";

/** How to tell whether it is a Prism gateway that listens already. */
export type GatewayProbe = (host: string, port: number) => Promise<boolean>;

/** Whether a door can listen where the configuration wants it, or a gateway does already. */
export async function checkPort(
  door: string,
  host: string,
  port: number,
  isGateway: GatewayProbe,
): Promise<CheckResult> {
  const name = `${door} door`;
  const place = formatAddress({ host, port });
  if (port === 0) return ok(name, `takes any free port of ${host}`);
  const problem = await tryListening(host, port);
  if (problem === null) return ok(name, `${place} is free`);
  const setting = `listeners.${door}`;
  if (problem !== "EADDRINUSE")
    return fail(
      name,
      `${place} cannot be listened on (${problem})`,
      `choose another ${setting}.host or ${setting}.port`,
    );
  if (await isGateway(host, port)) return ok(name, `a Prism gateway listens on ${place} already`);
  return fail(name, `another program listens on ${place}`, `end it, or choose another ${setting}.port`);
}

function tryListening(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(codeOf(error)));
    server.listen({ host, port }, () => server.close(() => resolve(null)));
  });
}

export const PROBE_TIMEOUT_MS = 1_000;

/** Any answer in Prism's frames will do, a refusal too. */
export async function answersFrames(host: string, port: number): Promise<boolean> {
  const address = formatAddress({ host: reachable(host), port });
  const client = new PrismClient(address, {
    timeoutMs: PROBE_TIMEOUT_MS,
    connectTimeoutMs: PROBE_TIMEOUT_MS,
    maxAttempts: 1,
  });
  try {
    await client.open();
    await client.keyValue("default").exists("prism-doctor");
    return true;
  } catch (error) {
    return error instanceof PrismError && error.source === "gateway";
  } finally {
    await client.close({ timeoutMs: 1 });
  }
}

/** The admin door says that it is live, and has metrics of Prism's. */
export async function answersAdmin(host: string, port: number): Promise<boolean> {
  try {
    const url = `http://${formatAddress({ host: reachable(host), port })}/metrics`;
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return response.ok && /^prism_/m.test(await response.text());
  } catch {
    return false;
  }
}

/** The HTTP door tells of a path that is not there as only Prism does. */
export async function answersHttp(host: string, port: number): Promise<boolean> {
  try {
    const url = `http://${formatAddress({ host: reachable(host), port })}/prism-doctor`;
    const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return ((await response.json()) as { reason?: unknown }).reason === "PATH_NOT_FOUND";
  } catch {
    return false;
  }
}

/** Where a listener on all addresses can be reached. */
export function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}
