/** What of a namespace's calls is recorded; denied ones always are. */
export const AuditLevel = { OFF: 0, WRITES: 1, ALL: 2 } as const;

export type AuditLevel = (typeof AuditLevel)[keyof typeof AuditLevel];

export function auditLevelOf(word: "off" | "writes" | "all"): AuditLevel {
  if (word === "all") return AuditLevel.ALL;
  return word === "writes" ? AuditLevel.WRITES : AuditLevel.OFF;
}
