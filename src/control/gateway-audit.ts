import { setTimeout as pause } from "node:timers/promises";
import { type FolderLock, lockFolder } from "../backends/sqlite/folder-lock.ts";
import { systemClock } from "../common/clock.ts";
import { Code } from "../common/codes.ts";
import { Failure } from "../common/failure.ts";
import { PrismError } from "../common/prism-error.ts";
import { secretBytes } from "../common/prng.ts";
import type { GatewayConfig } from "../config/gateway-config.ts";
import type { AuditReport } from "../metrics/audit-report.ts";
import type { AdminChange, AdminOperation } from "../security/audit/admin-operation.ts";
import { AuditEntry } from "../security/audit/audit-entry.ts";
import { auditUnusable, createPrivateFolder, readIdentity, writeIdentity } from "../security/audit/audit-folder.ts";
import { AuditKeys, publicPem } from "../security/audit/audit-keys.ts";
import { AuditLog } from "../security/audit/audit-log.ts";
import { DenialLog } from "../security/audit/denial-log.ts";
import { QueuedSegment } from "../security/audit/queued-segment.ts";
import { Door } from "../security/caller.ts";

type Log = (level: "info" | "error", message: string, fields: Record<string, unknown>) => void;

/** The audit of a gateway: its folder and keys, and the chain of the acceptor's thread. Workers open theirs themselves. */
export class GatewayAudit {
  /** Where the doors record what they refuse. */
  readonly denials = new DenialLog(systemClock);
  private readonly settings: GatewayConfig["audit"];
  private readonly log: Log;
  private readonly onChange: () => void;
  private lock: FolderLock | null = null;
  private chain: AuditLog | null = null;
  private problem = "";

  /** @param onChange is called when the chain can no longer be written, and when it can be again. */
  constructor(settings: GatewayConfig["audit"], log: Log, onChange: () => void) {
    this.settings = settings;
    this.log = log;
    this.onChange = onChange;
  }

  /** Takes the folder, makes what is missing and opens the acceptor's chain. Throws a PrismError when that cannot be. */
  open(): void {
    const { settings } = this;
    const { folder, keyFolder } = settings;
    const keys = AuditKeys.createOrRead(keyFolder);
    try {
      createPrivateFolder(folder);
      this.take(folder);
      const log = identify(folder, publicPem(keys.publicKey));
      const openSegment = (path: string, bytes: number): QueuedSegment => new QueuedSegment(path, bytes);
      const onProblem = (problem: string): void => this.onProblem(problem);
      const place = { folder, chain: ACCEPTOR_CHAIN, log, keys, openSegment };
      this.chain = new AuditLog({ ...place, settings, clock: systemClock, onProblem });
    } catch (error) {
      throw error instanceof PrismError ? error : auditUnusable(folder, (error as Error).message, error);
    }
    this.denials.open(this.chain);
    this.log("info", "every write and every denied call is on record", { folder, signedWith: keys.id });
  }

  /** Why the acceptor's chain cannot be written or kept; empty when it can. */
  get chainProblem(): string {
    return this.problem;
  }

  /** Records what an administrator is about to do. Throws a PrismError when that cannot be recorded and must be. */
  record(principal: string, operation: AdminOperation, namespace: string): void {
    const entry = new AuditEntry();
    entry.namespace = namespace;
    this.write(principal, operation, entry);
  }

  /** Like {@link record}, of a number that is about to be another. */
  recordChange(principal: string, operation: AdminOperation, change: AdminChange): void {
    const entry = new AuditEntry();
    entry.change = change;
    this.write(principal, operation, entry);
  }

  report(): AuditReport | null {
    return this.chain?.report(systemClock.wallMs()) ?? null;
  }

  /** To be called when no thread writes any more. A disk that does not answer does not hold it up. */
  async close(): Promise<void> {
    await Promise.race([this.denials.close(), pause(CLOSE_MS, undefined, { ref: false })]);
    this.lock?.release();
    this.lock = null;
  }

  private write(principal: string, operation: AdminOperation, entry: AuditEntry): void {
    const { chain } = this;
    if (chain === null) return;
    entry.principal = principal;
    entry.door = Door.ADMIN;
    entry.operation = operation;
    chain.begin(systemClock.wallMs());
    chain.append(entry);
    if (!chain.flush()) throw new PrismError(notRecorded, { retry: "safe" });
  }

  private take(folder: string): void {
    const taken = lockFolder(folder, LOCK_WAIT_MS);
    if (typeof taken === "number") {
      const holder = taken === 0 ? "another process" : `the process ${taken}`;
      throw auditUnusable(folder, `${holder} writes it; stop that, or set audit.folder`);
    }
    this.lock = taken;
  }

  private onProblem(problem: string): void {
    this.problem = problem;
    tellAuditProblem(this.log, ACCEPTOR_CHAIN, problem);
    this.onChange();
  }
}

export function tellAuditProblem(log: Log, chain: string, problem: string): void {
  if (problem === "") log("info", "the audit log is written again", { chain });
  else log("error", "the audit log cannot be written or kept", { chain, problem });
}

/** The log's id, made at the first start; a key that signs in it for the first time is added to its public keys. */
function identify(folder: string, publicKey: string): string {
  const known = readIdentity(folder);
  const log = known?.log ?? Buffer.from(secretBytes(LOG_ID_BYTES)).toString("hex");
  const publicKeys = known?.publicKeys ?? [];
  if (!publicKeys.includes(publicKey)) writeIdentity(folder, { log, publicKeys: [...publicKeys, publicKey] });
  return log;
}

const notRecorded = new Failure(
  Code.UNAVAILABLE,
  "AUDIT_UNAVAILABLE",
  "what administrators do must be on record, and the audit log cannot be written; nothing was done",
  { retryAfterMs: 1_000 },
);

const ACCEPTOR_CHAIN = "acceptor";
const LOG_ID_BYTES = 8;
/** For a gateway that is being replaced to close its log. */
const LOCK_WAIT_MS = 3_000;
const CLOSE_MS = 1_000;
