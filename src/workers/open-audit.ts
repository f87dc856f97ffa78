import type { Clock } from "../common/clock.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import { auditUnusable, readIdentity } from "../security/audit/audit-folder.ts";
import { AuditKeys } from "../security/audit/audit-keys.ts";
import { AuditLog } from "../security/audit/audit-log.ts";
import { DirectSegment } from "../security/audit/segment.ts";

/**
 * Opens the chain of a worker, in the folder that control has prepared. Throws a PrismError when that cannot be.
 * @param settings null where there is no audit.
 * @param onProblem hears why the log cannot be written or kept, and "" once it can be again.
 */
export function openAudit(
  settings: GatewayConfig["audit"] | null,
  worker: number,
  clock: Clock,
  onProblem: (problem: string) => void,
): AuditLog | null {
  if (settings === null) return null;
  const { folder, keyFolder } = settings;
  const keys = AuditKeys.read(keyFolder);
  const log = readIdentity(folder)?.log;
  if (log === undefined) throw auditUnusable(folder, "has no audit.json any more; restart the gateway");
  try {
    return new AuditLog({
      folder,
      chain: `worker-${worker}`,
      log,
      keys,
      settings,
      clock,
      openSegment: (path, bytes) => new DirectSegment(path, bytes),
      onProblem,
    });
  } catch (error) {
    throw auditUnusable(folder, (error as Error).message, error);
  }
}
