import { MAX_KEY_BYTES } from "../../common/limits.ts";
import { classMask, classNames } from "../../common/operation-class.ts";
import type { Place } from "../config-node.ts";
import type { ConfigReader } from "../config-reader.ts";
import type { NamespaceConfig } from "../gateway-config.ts";
import { findConflicts, type Stance } from "./find-conflicts.ts";
import { patternProblem } from "./principal-pattern.ts";

type AccessConfig = Partial<NamespaceConfig["access"][number]>;

/** What is wrong with the rules of one namespace, which stand at `path`: with each by itself, and between them. */
export function checkAccess(reader: ConfigReader, path: string, rules: readonly AccessConfig[]): void {
  const placeOf = (place: string, otherwise: string): Place =>
    reader.places.get(place) ?? reader.places.get(otherwise) ?? { file: "defaults", line: 0, column: 0 };
  const stances = rules.map((rule, i) => {
    const at = `${path}[${i}]`;
    const isSound =
      checkPrincipal(reader, at, rule.principal) && checkPrefix(reader, at, rule) && checkClasses(reader, at, rule);
    return isSound ? stanceOf(rule) : null;
  });
  for (const { earlier, later, classes } of findConflicts(stances)) {
    const [one, other] = [rules[later], rules[earlier]];
    const line = placeOf(`${path}[${earlier}]`, path).line;
    const what = classNames(classes).join(", ");
    const isDenial = (classMask(one?.deny ?? []) & classes) !== 0;
    const opposite = isDenial ? ["denies", "allows"] : ["allows", "denies"];
    const message = `${opposite[0]} ${what} to "${one?.principal}", and ${path}[${earlier}] on line ${line} ${opposite[1]} it to "${other?.principal}": neither is more specific`;
    const place = `${path}[${later}]`;
    reader.report(place, placeOf(place, path), message, "remove one, or give it a narrower principal or a key prefix");
  }
}

/** Whether the principal of a rule at `path` is a pattern; reports it when not. */
export function checkPrincipal(reader: ConfigReader, path: string, principal: unknown): principal is string {
  // When it is missing or no text, that has been reported.
  if (typeof principal !== "string") return false;
  const problem = patternProblem(principal);
  if (problem === null) return true;
  const at = `${path}.principal`;
  reader.report(at, reader.places.get(at) ?? reader.places.get(path) ?? nowhere, problem.message, problem.suggestion);
  return false;
}

const nowhere: Place = { file: "defaults", line: 0, column: 0 };

function checkPrefix(reader: ConfigReader, path: string, { keyPrefix }: AccessConfig): boolean {
  if (keyPrefix === undefined || keyPrefix === null) return true;
  const bytes = Buffer.byteLength(keyPrefix, "utf8");
  if (bytes <= MAX_KEY_BYTES) return true;
  const at = `${path}.keyPrefix`;
  const message = `has ${bytes} bytes of UTF-8; a key has at most ${MAX_KEY_BYTES}, so that none begins with it`;
  reader.report(at, reader.places.get(at) ?? nowhere, message);
  return false;
}

function checkClasses(reader: ConfigReader, path: string, { allow, deny }: AccessConfig): boolean {
  if (allow === undefined || deny === undefined) return false;
  const place = reader.places.get(path) ?? nowhere;
  if (allow.length === 0 && deny.length === 0) {
    reader.report(path, place, "neither allows nor denies anything", "for example allow: [read]");
    return false;
  }
  const both = classMask(allow) & classMask(deny);
  if (both === 0) return true;
  const message = `allows and denies ${classNames(both).join(", ")}`;
  const rest = classNames(classMask(allow) & ~both);
  reader.report(
    path,
    place,
    message,
    rest.length === 0 ? "allow or deny it" : `did you mean allow: [${rest.join(", ")}]?`,
  );
  return false;
}

function stanceOf({ principal = "", keyPrefix, allow = [], deny = [] }: AccessConfig): Stance {
  return { principal, keyPrefix: keyPrefix ?? "", allow: classMask(allow), deny: classMask(deny) };
}
