import type { GatewayProcess } from "./gateway-process.ts";

/** A metric without labels, from the gateway's admin door. */
export async function readFigure(gateway: GatewayProcess, name: string): Promise<number> {
  const page = await (await fetch(`http://127.0.0.1:${gateway.adminPort}/metrics`)).text();
  const line = page.split("\n").find((each) => each.startsWith(`${name} `));
  if (line === undefined) throw new Error(`there is no metric ${name}`);
  return Number(line.slice(name.length + 1));
}
