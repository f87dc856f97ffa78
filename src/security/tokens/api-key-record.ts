import { MAX_TEAMS } from "../../common/limits.ts";
import { quoted } from "../../common/printable.ts";
import { PRINCIPAL_NAME_RULE, parsePrincipalName } from "../principal-name.ts";
import { API_KEY_HASH_BYTES } from "./api-key.ts";

/**
 * What is kept of an API key, as one line of JSON in the file of keys. Empty lines and lines that begin with # are for
 * people. Keys may stand in any order; none stands twice.
 *
 *     {"id":"7k2m9q4x1c","hash":"…43 characters…","principal":"service:order-api","teams":["team:orders"],
 *      "created":"2026-01-31T10:00:00.000Z","expires":"2026-05-01T10:00:00.000Z","comment":"billing job"}
 */
export interface ApiKeyRecord {
  readonly id: string;
  /** SHA-256 of the key's text. */
  readonly hash: Uint8Array;
  /** `user:…` or `service:…`. */
  readonly principal: string;
  /** `team:…` each. */
  readonly teams: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdMs: number;
  /** 0 = never. */
  readonly expiresAtMs: number;
  readonly comment: string;
}

/** The records of a file. Throws an Error that names the line and what is wrong with it. */
export function parseApiKeyFile(text: string): ApiKeyRecord[] {
  const records: ApiKeyRecord[] = [];
  const lineOf = new Map<string, number>();
  for (const [i, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    try {
      const record = parseLine(line);
      const first = lineOf.get(record.id);
      if (first !== undefined) throw new Error(`its id stands on line ${first} too`);
      lineOf.set(record.id, i + 1);
      records.push(record);
    } catch (error) {
      throw new Error(`is wrong on line ${i + 1}: ${(error as Error).message}`, { cause: error });
    }
  }
  return records;
}

/** One line of the file, with its end. */
export function formatApiKeyRecord(record: ApiKeyRecord): string {
  const { id, hash, principal, teams, createdMs, expiresAtMs, comment } = record;
  const created = new Date(createdMs).toISOString();
  const expires = expiresAtMs === 0 ? {} : { expires: new Date(expiresAtMs).toISOString() };
  const line = { id, hash: Buffer.from(hash).toString("base64url"), principal, teams, created, ...expires, comment };
  return `${JSON.stringify(line)}\n`;
}

const MEMBERS = ["id", "hash", "principal", "teams", "created", "expires", "comment"];

function parseLine(line: string): ApiKeyRecord {
  const given = parseObject(line);
  const unknown = Object.keys(given).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw new Error(`${quoted(unknown)} is none of ${MEMBERS.join(", ")}`);
  const { id, hash, principal, teams = [], created, expires, comment = "" } = given;
  if (typeof id !== "string" || !/^[a-z2-7]{10}$/.test(id)) throw new Error("id must be 10 characters of a-z and 2-7");
  if (typeof comment !== "string") throw new Error("comment must be a text");
  return {
    id,
    hash: parseHash(hash),
    principal: parseName(principal, ["user", "service"], "principal"),
    teams: parseTeams(teams),
    createdMs: parseTime(created, "created"),
    expiresAtMs: expires === undefined ? 0 : parseTime(expires, "expires"),
    comment,
  };
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error("it is no JSON", { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("it is no JSON object");
  return value as Readonly<Record<string, unknown>>;
}

function parseHash(given: unknown): Uint8Array {
  const hash = typeof given === "string" ? Buffer.from(given, "base64url") : null;
  // Written again it must be the same: what is no base64url is not skipped over.
  if (hash?.length !== API_KEY_HASH_BYTES || hash.toString("base64url") !== given) {
    throw new Error("hash must be 43 characters of base64url");
  }
  return hash;
}

function parseName(given: unknown, kinds: readonly ("user" | "service" | "team")[], member: string): string {
  const name = typeof given === "string" ? parsePrincipalName(given, kinds) : null;
  if (name !== null) return name;
  throw new Error(
    `${member} must be ${kinds.map((kind) => `${kind}:NAME`).join(" or ")}, NAME being ${PRINCIPAL_NAME_RULE}`,
  );
}

function parseTeams(given: unknown): string[] {
  if (!Array.isArray(given) || given.length > MAX_TEAMS)
    throw new Error(`teams must be a list of at most ${MAX_TEAMS}`);
  return given.map((team) => parseName(team, ["team"], "teams"));
}

function parseTime(given: unknown, member: string): number {
  const ms = typeof given === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(given) ? Date.parse(given) : Number.NaN;
  if (Number.isNaN(ms)) throw new Error(`${member} must be a time such as 2026-01-31T10:00:00Z`);
  return ms;
}
