import type { Durability } from "../contract.ts";
import type { Finding } from "../networked-contract.ts";
import { toPrismError, unsupported } from "./errors.ts";
import { ask } from "./resp/ask.ts";
import type { Connection } from "./resp/connection.ts";
import { RedisError } from "./resp/redis-error.ts";

/** What a server was found to be. */
export interface ServerFacts {
  readonly durability: Durability;
  /** Whether it may throw away what nobody deleted. */
  readonly mayEvict: boolean;
  readonly isReplica: boolean;
  readonly findings: readonly Finding[];
}

/** What holds when nothing is known: the least. */
export const unknownFacts: ServerFacts = { durability: "none", mayEvict: true, isReplica: false, findings: [] };

/** Asks a server what it is. A user who may not ask for the configuration is told so in the findings, and the least is assumed. */
export async function askFacts(connection: Connection, timeoutMs: number): Promise<ServerFacts> {
  const info = await askInfo(connection, timeoutMs);
  const setting = (name: string): Promise<string | null> => askSetting(connection, name, timeoutMs);
  const [fsync, skipsFsync, policy, maxmemory, minReplicas] = await Promise.all(
    ["appendfsync", "no-appendfsync-on-rewrite", "maxmemory-policy", "maxmemory", "min-replicas-to-write"].map(setting),
  );
  const version = info?.get("redis_version") ?? null;
  if (version !== null && isOld(version)) throw toPrismError(unsupported(version));
  const aof = info?.get("aof_enabled") ?? null;
  const memory = maxmemory ?? info?.get("maxmemory") ?? null;
  const evicting = policy ?? info?.get("maxmemory_policy") ?? null;
  const role = info?.get("role") ?? null;
  const mayEvict = memory === null || evicting === null || (memory !== "0" && evicting !== "noeviction");
  const log: Log = { isOn: aof === "1", fsync: fsync ?? null, skipsFsync: skipsFsync !== "no" };
  return {
    durability: mayEvict ? "none" : durabilityOf(log),
    mayEvict,
    isReplica: role === "slave",
    findings: [
      finding("redis_version", version, ""),
      finding("role", role, role === "slave" ? "A replica takes no writes, and may answer with what was." : ""),
      finding("appendonly", aof === null ? null : aof === "1" ? "yes" : "no", meaningOfLog(log)),
      finding("appendfsync", log.fsync, log.isOn ? meaningOfFsync(log) : ""),
      finding("maxmemory", memory, ""),
      finding("maxmemory-policy", evicting, mayEvict ? mayLose : ""),
      finding("min-replicas-to-write", minReplicas ?? null, meaningOfReplicas(minReplicas ?? null)),
      finding("cluster_enabled", info?.get("cluster_enabled") ?? null, ""),
    ],
  };
}

/** The append-only file. */
interface Log {
  readonly isOn: boolean;
  /** null = not known. */
  readonly fsync: string | null;
  readonly skipsFsync: boolean;
}

/**
 * With `everysec` Redis answers before it writes whenever its last fsync is not over, for up to two seconds, so that not
 * even the end of its process is survived by all that was acknowledged. Source: `flushAppendOnlyFile` in aof.c.
 */
function durabilityOf({ isOn, fsync, skipsFsync }: Log): Durability {
  if (!isOn || fsync === null || fsync === "everysec") return "none";
  return fsync === "always" && !skipsFsync ? "power-loss" : "process-crash";
}

function meaningOfLog({ isOn }: Log): string {
  return isOn ? "" : "Without the append-only file, what came after the last snapshot is lost when Redis ends.";
}

function meaningOfFsync({ fsync, skipsFsync }: Log): string {
  switch (fsync) {
    case "always":
      return skipsFsync ? "While it rewrites its file, `no-appendfsync-on-rewrite` keeps Redis from syncing it." : "";
    case "everysec":
      return "A loss of power costs the last second or two. The end of Redis' process costs what came while it waited for an fsync; with `always` or `no` it costs nothing.";
    case "no":
      return "A loss of power costs what the operating system has not written yet, some 30 s.";
    default:
      return "It is not known when writes reach the disk, so none is taken for durable.";
  }
}

const mayLose =
  "When memory is short Redis throws items away, remembered writes and entries of the index among them: a namespace here is a cache. With `noeviction` writes are refused instead.";

function meaningOfReplicas(count: string | null): string {
  return count === "0"
    ? "Replicas are written later than callers are answered: a failover can cost the last writes."
    : "";
}

function finding(setting: string, value: string | null, meaning: string): Finding {
  return value === null
    ? { setting, value: "unknown", meaning: meaning === "" ? "The user may not ask; the least is assumed." : meaning }
    : { setting, value, meaning };
}

/** null = not known. */
async function askSetting(connection: Connection, name: string, timeoutMs: number): Promise<string | null> {
  const reply = await unlessForbidden(ask(connection, ["CONFIG", "GET", name], timeoutMs));
  return Array.isArray(reply) && typeof reply[1] === "string" ? reply[1] : null;
}

async function askInfo(connection: Connection, timeoutMs: number): Promise<ReadonlyMap<string, string> | null> {
  const reply = await unlessForbidden(ask(connection, ["INFO"], timeoutMs));
  if (typeof reply !== "string") return null;
  const info = new Map<string, string>();
  for (const line of reply.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) info.set(line.slice(0, colon), line.slice(colon + 1));
  }
  return info;
}

/** null where the user may not ask: by an ACL, or because a provider has taken the command away. */
async function unlessForbidden<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof RedisError && (error.prefix === "NOPERM" || error.prefix === "ERR")) return null;
    throw error;
  }
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 6 || (major === 6 && minor < 2);
}
