import type { Durability } from "../contract.ts";
import type { Finding } from "../networked-contract.ts";
import type { Row, Statement } from "./sql.ts";

/** What is asked of a server to know what it guarantees. */
export const probeStatement: Statement = {
  name: "probe",
  text: `SELECT s, current_setting(s) FROM unnest(ARRAY['server_version', 'fsync', 'full_page_writes', 'synchronous_commit',
      'transaction_read_only', 'max_connections']) AS s
    UNION ALL SELECT 'in_recovery', CASE WHEN pg_is_in_recovery() THEN 'on' ELSE 'off' END`,
};

/** What the last probe found; before the first one, nothing, and so no guarantee. */
export class Probed {
  durability: Durability = "none";
  isStandby = false;
  findings: readonly Finding[] = [];

  /** Takes what the server answered, setting by setting. */
  take(values: ReadonlyMap<string, string>): void {
    this.isStandby = values.get("in_recovery") === "on";
    this.durability = durabilityOf(values);
    this.findings = [...values].map(([setting, value]) => ({ setting, value, meaning: meaningOf(setting, value) }));
  }
}

export function readSetting(row: Row, into: Map<string, string>): void {
  into.set(row.text(0), row.text(1));
}

/**
 * With `synchronous_commit` off a commit is answered before it has left the server's memory. Without `fsync` it is in the
 * kernel's, and without `full_page_writes` a power loss may tear a page.
 */
function durabilityOf(values: ReadonlyMap<string, string>): Durability {
  if (values.get("synchronous_commit") === "off") return "none";
  return values.get("fsync") === "on" && values.get("full_page_writes") === "on" ? "power-loss" : "process-crash";
}

const meanings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fsync: {
    on: "A commit is on disk before it is acknowledged.",
    off: "A power loss may lose acknowledged writes, and damage the database.",
  },
  full_page_writes: { off: "A power loss may leave torn pages behind." },
  synchronous_commit: {
    off: "A crash of the server may lose the last acknowledged writes.",
    local: "Acknowledged when this server has it; standbys follow.",
    on: "Acknowledged when this server has it, and its synchronous standbys if it has some.",
    remote_write: "Acknowledged when synchronous standbys have it in memory.",
    remote_apply: "Acknowledged when synchronous standbys show it.",
  },
  transaction_read_only: { on: "Writes are refused." },
  in_recovery: { on: "A standby: writes are refused, and reads may be behind the primary." },
};

function meaningOf(setting: string, value: string): string {
  return meanings[setting]?.[value] ?? "";
}
