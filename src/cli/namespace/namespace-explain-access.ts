import { Command, Option } from "commander";
import { stringify } from "yaml";
import { toByteString } from "../../codec/byte-string.ts";
import { classOfCall } from "../../codec/call-classes.ts";
import { callNamed, OPERATIONS } from "../../codec/calls.ts";
import { CLASS_NAMES, classMask, classNames } from "../../common/operation-class.ts";
import { compileAccess } from "../../namespaces/compile-rules.ts";
import { type Explanation, explainAccess } from "../../security/access/explain-access.ts";
import { type AdminOptions, addAdminOptions } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { principalOption, teamOption } from "../principal-options.ts";
import { explainedRule, fileRules, liveRules, type RuleSource } from "./access-rules-source.ts";
import { type ExplainedAccess, type ExplainedRule, renderExplanation } from "./explained-access.ts";

interface ExplainOptions extends AdminOptions {
  readonly principal: string;
  readonly team: readonly string[];
  readonly namespace: string;
  readonly operation: string;
  readonly key?: string;
  readonly config?: string;
  readonly live?: true;
  readonly output: "text" | "json" | "yaml";
}

/** `prism namespace explain-access`. */
export function namespaceExplainAccessCommand(context: CliContext): Command {
  const command = new Command("explain-access")
    .description("Say whether a principal may do something in a namespace, and which rule decides.")
    .addOption(principalOption("who asks"))
    .addOption(teamOption())
    .requiredOption("-n, --namespace <name>", "where")
    .addOption(
      new Option("--operation <name>", "what: a class of operations or a call")
        .choices([...new Set<string>([...CLASS_NAMES, ...OPERATIONS])])
        .makeOptionMandatory(),
    )
    .option("--key <key>", "the key, or the prefix that is scanned; without it, for every key")
    .option("-c, --config <file>", "configuration file; else prism.yaml in this folder")
    .option("--live", "by the rules that a running gateway has now, from its file or through the API")
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["text", "json", "yaml"]).default("text"),
    );
  addAdminOptions(command).action((options: ExplainOptions) => explain(context, options));
  addExamples(command, [
    [
      "may the order API delete this one?",
      "prism namespace explain-access -n default --principal service:order-api --operation delete --key eu/1",
    ],
    [
      "a member of a team, for programs",
      "prism namespace explain-access -n default --principal user:ada --team analytics --operation read -o json",
    ],
    [
      "by the rules that a running gateway has",
      "prism namespace explain-access --live -n default --principal user:ada --operation write",
    ],
  ]);
  return command;
}

async function explain(context: CliContext, options: ExplainOptions): Promise<void> {
  const source = options.live === true ? await liveRules(context, options) : fileRules(context, options);
  const operationClass = classOf(options.operation);
  const explanation = explainAccess(compileAccess(source.access), {
    principal: { id: 0, name: options.principal, teams: options.team },
    operationClass,
    key: options.key === undefined ? null : toByteString(options.key),
  });
  const explained = describe(explanation, options, operationClass, source);
  if (options.output === "json") return context.stdout.write(`${JSON.stringify(explained, null, 2)}\n`);
  if (options.output === "yaml") return context.stdout.write(stringify(explained));
  return context.stdout.write(renderExplanation(explained));
}

function describe(
  explanation: Explanation,
  { namespace, principal, team: teams, operation, key }: ExplainOptions,
  operationClass: number,
  source: RuleSource,
): ExplainedAccess {
  const rules = (places: readonly number[]): ExplainedRule[] => places.map((place) => explainedRule(source, place));
  return {
    decision: explanation.decision,
    namespace,
    principal,
    teams,
    operation,
    class: classNames(operationClass)[0] ?? "",
    key: key ?? null,
    enforced: source.enforced,
    decidedBy: rules(explanation.decidedBy),
    overruled: rules(explanation.overruled),
    forKeys: rules(explanation.forKeys),
  };
}

/** A class by its name, or that of the call. */
function classOf(operation: string): number {
  return (CLASS_NAMES as readonly string[]).includes(operation)
    ? classMask([operation])
    : classOfCall(callNamed(operation));
}
