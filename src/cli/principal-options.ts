import { InvalidArgumentError, Option } from "commander";
import { quoted } from "../common/printable.ts";
import { PRINCIPAL_NAME_RULE, type PrincipalKind, parsePrincipalName } from "../security/principal-name.ts";

/** `--principal`: one user or service, which must be given. */
export function principalOption(meaning: string): Option {
  return new Option("--principal <name>", `${meaning}: user:NAME or service:NAME`)
    .argParser((text) => name(text, ["user", "service"]))
    .makeOptionMandatory();
}

/** `--team`: the teams of that principal, each with its kind. */
export function teamOption(): Option {
  return new Option("--team <name>", "a team that it belongs to; may be given several times")
    .argParser((text, before: readonly string[]) => [...before, team(text)])
    .default([], "none");
}

function name(text: string, kinds: readonly PrincipalKind[]): string {
  const parsed = parsePrincipalName(text, kinds);
  if (parsed !== null) return parsed;
  throw new InvalidArgumentError(
    `${quoted(text)} is not ${kinds.map((kind) => `${kind}:NAME`).join(" or ")}, NAME being ${PRINCIPAL_NAME_RULE}.`,
  );
}

/** The kind may be left out: nothing else can stand there. */
function team(text: string): string {
  return name(text.startsWith("team:") ? text : `team:${text}`, ["team"]);
}
