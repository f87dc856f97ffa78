import type { GatewayConfig } from "../../config/gateway-config.ts";
import { readTlsFiles } from "../../security/tls/tls-files.ts";
import { checkMaterial, type TlsMaterial } from "../../security/tls/tls-material.ts";
import { TlsProblem } from "../../security/tls/tls-problem.ts";
import { type CheckResult, fail, ok, warn } from "./check-result.ts";

/** What the files of TLS are worth, and what they hold; null when they cannot be served. */
export interface CheckedCertificates {
  readonly results: readonly CheckResult[];
  readonly material: TlsMaterial | null;
}

/** Whether the doors with TLS could serve the certificates. */
export function checkCertificates(
  { certFile, keyFile, clientCaFile }: GatewayConfig["tls"],
  nowMs: number,
): CheckedCertificates {
  const paths = { certFile: certFile ?? "", keyFile: keyFile ?? "", clientCaFile };
  try {
    const material = checkMaterial(readTlsFiles(paths), paths, nowMs);
    const days = Math.floor((material.expiresAtMs - nowMs) / DAY_MS);
    const found = `${material.names}; ${days} day${days === 1 ? "" : "s"} left`;
    const end = days < NEAR_DAYS ? warn(NAME, found, "renew it") : ok(NAME, found);
    const others = material.warnings.map((warning) => warn(NAME, warning, "see docs-cms/reference/tls.md"));
    return { results: [end, ...others], material };
  } catch (error) {
    if (!(error instanceof TlsProblem)) throw error;
    const [found = "", remedy = ""] = error.message.split(/; (?=[^;]*$)/);
    return { results: [fail(NAME, found, remedy)], material: null };
  }
}

const NAME = "certificates";
const DAY_MS = 24 * 3600 * 1000;
/** As long before its end as a gateway says so, too. */
const NEAR_DAYS = 14;
