import { addressProblem, isLoopback } from "../common/web-address.ts";
import { patternProblem } from "./access/principal-pattern.ts";
import type { Place } from "./config-node.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { GatewayConfig } from "./gateway-config.ts";
import { readSecret } from "./secret.ts";
import { PUBLIC_KEY_ALGORITHMS, SECRET_ALGORITHMS } from "./sections/auth.ts";

type Auth = GatewayConfig["auth"];
type Issuer = Auth["jwt"][number];
type Env = Readonly<Record<string, string | undefined>>;

/** What the sections say together that no setting says alone. What is wrong in itself is passed over. */
type Sections = Pick<GatewayConfig, "auth" | "listeners" | "tls">;

/** @param env where the secrets of issuers may be; null = they are not looked at. */
export function checkAuth(reader: ConfigReader, sections: Sections, env: Env | null): void {
  const { auth } = sections;
  if (auth.mode === "off") checkOpenDoors(reader, sections);
  else if (!hasSource(sections)) {
    report(
      reader,
      "auth.mode",
      "is required, and nothing says whom to let in",
      "declare auth.jwt or auth.apiKeys.file, or ask for certificates with tls.clientCertificates",
    );
  }
  for (const admin of auth.admins) {
    const problem = patternProblem(admin);
    if (problem !== null) report(reader, "auth.admins", problem.message, problem.suggestion);
  }
  for (const [i, issuer] of auth.jwt.entries()) checkIssuer(reader, issuer, `auth.jwt[${i}]`, env);
  checkApart(reader, auth.jwt);
}

/** What looks like a mistake but may be none. */
export function warnOfAuth({ auth, listeners }: Sections): string[] {
  if (auth.mode === "required") return [];
  const doors = Object.entries(listeners).flatMap(([door, { host }]) => (isLoopback(host) ? [] : [door]));
  const open = `auth.mode is off and other machines are let in (${doors.join(", ")}): whoever reaches a door may do everything`;
  const idle = [
    ...(auth.jwt.length > 0 ? ["auth.jwt"] : []),
    ...(auth.apiKeys.file !== null ? ["auth.apiKeys"] : []),
    ...(auth.admins.length > 0 ? ["auth.admins"] : []),
  ];
  const useless = `auth.mode is off and nobody is asked who it is, so this has no effect: ${idle.join(", ")}`;
  return [...(doors.length > 0 ? [open] : []), ...(idle.length > 0 ? [useless] : [])];
}

function checkOpenDoors(reader: ConfigReader, { auth, listeners }: Sections): void {
  if (auth.allowOpenDoors || reader.isFlawed("auth.mode") || reader.isFlawed("auth.allowOpenDoors")) return;
  for (const [door, { host }] of Object.entries(listeners)) {
    if (isLoopback(host)) continue;
    report(
      reader,
      `listeners.${door}.host`,
      `lets other machines in, and auth.mode is off: whoever reaches ${host} may read and write everything`,
      "set auth.mode to required, or listen on 127.0.0.1, or, if the network itself keeps others out, set auth.allowOpenDoors to true",
    );
  }
}

function hasSource({ auth, tls }: Sections): boolean {
  if (auth.jwt.length > 0 || auth.apiKeys.file !== null) return true;
  // With client certificates the TLS of a door says who comes.
  return tls.clientCertificates !== "none";
}

function checkIssuer(reader: ConfigReader, issuer: Partial<Issuer>, path: string, env: Env | null): void {
  if (issuer.audience?.length === 0) report(reader, `${path}.audience`, "must name at least one");
  checkKeyPlace(reader, issuer, path);
  const { algorithms = null, secret = null } = issuer;
  const suited: readonly string[] = secret === null ? PUBLIC_KEY_ALGORITHMS : SECRET_ALGORITHMS;
  const unsuited = algorithms?.find((algorithm) => !suited.includes(algorithm));
  // With both, a public key could be taken for a secret that everybody knows.
  if (unsuited !== undefined) {
    const why = secret === null ? "a shared secret, and there is none" : "a public key, and there is a shared secret";
    report(reader, `${path}.algorithms`, `has ${unsuited}, which is for ${why}`, `take of ${suited.join(", ")}`);
  }
  if (algorithms?.length === 0) report(reader, `${path}.algorithms`, "must name at least one, or be left out");
  if (secret !== null && env !== null) checkSecret(reader, secret, algorithms ?? [], `${path}.secret`, env);
}

const KEY_PLACES = ["jwksUrl", "jwksFile", "publicKeyFile", "secret"] as const;

function checkKeyPlace(reader: ConfigReader, issuer: Partial<Issuer>, path: string): void {
  const given = KEY_PLACES.filter((name) => typeof issuer[name] === "string" || reader.isFlawed(`${path}.${name}`));
  const places = issuer.discovery === true ? ["discovery", ...given] : given;
  if (places.length !== 1) {
    const found =
      places.length === 0 ? "nothing says where its keys are" : `${places.join(" and ")} exclude each other`;
    report(reader, path, found, `set one of discovery, ${KEY_PLACES.join(", ")}`);
  }
  const address = issuer.discovery === true ? "issuer" : "jwksUrl";
  const url = issuer[address];
  const problem = typeof url === "string" ? addressProblem(url) : null;
  if (problem !== null) report(reader, `${path}.${address}`, problem);
}

/** A secret must be as long as the hash it is used with (RFC 7518, 3.2). */
function checkSecret(
  reader: ConfigReader,
  secret: string,
  algorithms: readonly string[],
  path: string,
  env: Env,
): void {
  const needed = Math.max(...["HS256", ...algorithms].map((algorithm) => Number(algorithm.slice(2)) / 8));
  try {
    const { length } = readSecret(secret, env);
    if (length < needed) report(reader, path, `has ${length} bytes, and ${needed} are the least that is safe`);
  } catch (error) {
    report(reader, path, `${secret} ${(error as Error).message}`);
  }
}

/** A name is one issuer's, and a token is one issuer's. */
function checkApart(reader: ConfigReader, issuers: readonly Partial<Issuer>[]): void {
  const names = new Map<string, number>();
  const audiences = new Map<string, number>();
  for (const [i, { name, issuer, audience = [] }] of issuers.entries()) {
    const first = name === undefined ? undefined : names.get(name);
    if (first !== undefined) report(reader, `auth.jwt[${i}].name`, `is the name of auth.jwt[${first}] too`);
    if (name !== undefined) names.set(name, i);
    for (const each of new Set(audience)) {
      const key = JSON.stringify([issuer, each]);
      const other = audiences.get(key);
      if (other === undefined) audiences.set(key, i);
      else report(reader, `auth.jwt[${i}].audience`, `has "${each}", as auth.jwt[${other}] of the same issuer has`);
    }
  }
}

function report(reader: ConfigReader, path: string, message: string, suggestion?: string): void {
  reader.report(path, reader.places.get(path) ?? DEFAULTS, message, suggestion);
}

const DEFAULTS: Place = { file: "defaults", line: 0, column: 0 };
