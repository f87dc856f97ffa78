import { quoted } from "../../common/printable.ts";

/** A rule with its place in the file. */
export interface ExplainedRule {
  readonly path: string;
  /** Empty when no file declares it, and the line is 0 when that is not known. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly principal: string;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly keyPrefix: string | null;
}

/** What `prism namespace explain-access` prints. */
export interface ExplainedAccess {
  readonly decision: "allowed" | "denied" | "depends-on-key";
  readonly namespace: string;
  readonly principal: string;
  readonly teams: readonly string[];
  readonly operation: string;
  readonly class: string;
  readonly key: string | null;
  /** Whether the gateway applies rules at all; null when that is not known. */
  readonly enforced: boolean | null;
  readonly decidedBy: readonly ExplainedRule[];
  readonly overruled: readonly ExplainedRule[];
  readonly forKeys: readonly ExplainedRule[];
}

/** The explanation for a person. */
export function renderExplanation(explained: ExplainedAccess): string {
  const { decision, decidedBy, overruled, forKeys, enforced } = explained;
  const lines = [`${decision.replaceAll("-", " ")}: ${describe(explained)}`];
  if (decidedBy.length > 0) lines.push(...section(decision === "depends-on-key" ? "for other keys" : "by", decidedBy));
  else
    lines.push(
      decision === "depends-on-key" ? "  for other keys no rule speaks of it: denied" : "  no rule speaks of it",
    );
  lines.push(...section("for keys with a prefix, by", forKeys), ...section("which goes before", overruled));
  if (enforced === false) lines.push("no rule applies now: auth.mode is off, and nobody is asked who it is");
  return `${lines.join("\n")}\n`;
}

function describe({ principal, teams, operation, class: right, key, namespace }: ExplainedAccess): string {
  const who = teams.length === 0 ? principal : `${principal} (${teams.join(", ")})`;
  const what = right === operation ? operation : `${operation}, which is ${right},`;
  const where =
    key === null ? "" : right === "scan" ? ` of what begins with ${quoted(key, 200)}` : ` of key ${quoted(key, 200)}`;
  return `${what}${where} in namespace ${namespace} by ${who}`;
}

function section(title: string, rules: readonly ExplainedRule[]): string[] {
  const lines = rules.slice(0, MOST_SHOWN).map((rule) => `    ${placeOf(rule)}  ${text(rule)}`);
  if (rules.length > MOST_SHOWN) lines.push(`    and ${rules.length - MOST_SHOWN} more; -o json has all`);
  return rules.length === 0 ? [] : [`  ${title}`, ...lines];
}

const MOST_SHOWN = 10;

function placeOf({ path, file, line, column }: ExplainedRule): string {
  if (line > 0) return `${file}:${line}:${column}`;
  return file === "" ? path : `${file}: ${path}`;
}

/** As it could stand in the file. */
function text({ principal, allow, deny, keyPrefix }: ExplainedRule): string {
  const parts = [`principal: ${quoted(principal, 300)}`];
  if (allow.length > 0) parts.push(`allow: [${allow.join(", ")}]`);
  if (deny.length > 0) parts.push(`deny: [${deny.join(", ")}]`);
  if (keyPrefix !== null) parts.push(`keyPrefix: ${quoted(keyPrefix, 200)}`);
  return `{ ${parts.join(", ")} }`;
}
