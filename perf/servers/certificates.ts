import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadTls } from "../../src/bench/load-plan.ts";

/** Certificates for one measure: files for the gateway, texts for its client. */
export interface Certificates {
  /** The section `tls` of the configuration; clients must show certificates. */
  readonly gateway: object;
  /** The same for a gateway that asks clients for no certificates. */
  readonly open: object;
  readonly client: LoadTls;
  /** The principal that the client's certificate names. */
  readonly principal: string;
}

export function hasOpenssl(): boolean {
  return spawnSync("openssl", ["version"]).status === 0;
}

/** Makes certificates by the script for development, for as long as `work` takes. */
export async function withCertificates<T>(work: (certificates: Certificates) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "prism-bench-tls-"));
  try {
    const principal = "user:bench";
    const made = spawnSync(process.execPath, [script, "--out", folder, "--client", principal], { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`the certificates could not be made: ${made.stderr}`);
    const text = (name: string): string => readFileSync(join(folder, name), "utf8");
    const open = { certFile: join(folder, "server.crt"), keyFile: join(folder, "server.key") };
    return await work({
      open,
      gateway: {
        ...open,
        clientCaFile: join(folder, "ca.crt"),
        clientCertificates: "required",
      },
      client: { ca: text("ca.crt"), cert: text("user-bench.crt"), key: text("user-bench.key") },
      principal,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// From dist/perf/servers/ to scripts/.
const script = fileURLToPath(new URL("../../../scripts/dev-ca.mjs", import.meta.url));
