import type { GatewayProcess } from "./gateway-process.ts";

/** A metric without labels, from the gateway's admin door. */
export async function readFigure(gateway: GatewayProcess, name: string): Promise<number> {
  const line = (await readLines(gateway)).find((each) => each.startsWith(`${name} `));
  if (line === undefined) throw new Error(`there is no metric ${name}`);
  return Number(line.slice(name.length + 1));
}

/** The sum of a metric over those of its lines that have this label, for example `backend="disk"`. */
export async function readSum(gateway: GatewayProcess, name: string, label: string): Promise<number> {
  const lines = (await readLines(gateway)).filter((line) => line.startsWith(`${name}{`) && line.includes(label));
  if (lines.length === 0) throw new Error(`there is no metric ${name} with ${label}`);
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
}

async function readLines(gateway: GatewayProcess): Promise<string[]> {
  return (await (await fetch(`http://127.0.0.1:${gateway.adminPort}/metrics`)).text()).split("\n");
}
