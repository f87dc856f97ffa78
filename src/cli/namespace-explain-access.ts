import { Command, Option } from "commander";
import { stringify } from "yaml";
import { toByteString } from "../codec/byte-string.ts";
import { classOfCall } from "../codec/call-classes.ts";
import { FIRST_CALL, OPERATIONS } from "../codec/calls.ts";
import { CLASS_NAMES, classMask, classNames } from "../common/operation-class.ts";
import { quoted } from "../common/printable.ts";
import { nearNames } from "../common/suggest.ts";
import type { NamespaceConfig } from "../config/gateway-config.ts";
import { loadPlacedConfig, type PlacedConfig } from "../config/load-config.ts";
import { compileAccess } from "../namespaces/compile-rules.ts";
import { type Explanation, explainAccess } from "../security/access/explain-access.ts";
import type { CliContext } from "./cli-context.ts";
import { CommandError } from "./command-error.ts";
import { addExamples } from "./examples.ts";
import { type ExplainedAccess, type ExplainedRule, renderExplanation } from "./explained-access.ts";
import { principalOption, teamOption } from "./principal-options.ts";

interface ExplainOptions {
  readonly principal: string;
  readonly team: readonly string[];
  readonly namespace: string;
  readonly operation: string;
  readonly key?: string;
  readonly config?: string;
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
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["text", "json", "yaml"]).default("text"),
    )
    .action((options: ExplainOptions) => explain(context, options));
  addExamples(command, [
    [
      "may the order API delete this one?",
      "prism namespace explain-access -n default --principal service:order-api --operation delete --key eu/1",
    ],
    [
      "a member of a team, for programs",
      "prism namespace explain-access -n default --principal user:ada --team analytics --operation read -o json",
    ],
  ]);
  return command;
}

async function explain(context: CliContext, options: ExplainOptions): Promise<void> {
  const { environment } = context;
  const placed = loadPlacedConfig({
    ...environment,
    ...(options.config === undefined ? {} : { file: options.config }),
  });
  const index = indexOf(placed, options.namespace);
  const { access } = placed.config.namespaces[index] as NamespaceConfig;
  const operationClass = classOf(options.operation);
  const explanation = explainAccess(compileAccess(access), {
    principal: { id: 0, name: options.principal, teams: options.team },
    operationClass,
    key: options.key === undefined ? null : toByteString(options.key),
  });
  const explained = describe(explanation, options, operationClass, placed, index);
  if (options.output === "json") return context.stdout.write(`${JSON.stringify(explained, null, 2)}\n`);
  if (options.output === "yaml") return context.stdout.write(stringify(explained));
  return context.stdout.write(renderExplanation(explained));
}

function describe(
  explanation: Explanation,
  { namespace, principal, team: teams, operation, key }: ExplainOptions,
  operationClass: number,
  { config, places }: PlacedConfig,
  index: number,
): ExplainedAccess {
  const rules = (list: readonly number[]): ExplainedRule[] =>
    list.map((place) => {
      const path = `namespaces[${index}].access[${place}]`;
      const at = places.get(path);
      const rule = config.namespaces[index]?.access[place];
      return {
        path,
        file: at?.file ?? "",
        line: at?.line ?? 0,
        column: at?.column ?? 0,
        principal: rule?.principal ?? "",
        allow: rule?.allow ?? [],
        deny: rule?.deny ?? [],
        keyPrefix: rule?.keyPrefix ?? null,
      };
    });
  return {
    decision: explanation.decision,
    namespace,
    principal,
    teams,
    operation,
    class: classNames(operationClass)[0] ?? "",
    key: key ?? null,
    enforced: config.auth.mode === "required",
    decidedBy: rules(explanation.decidedBy),
    overruled: rules(explanation.overruled),
    forKeys: rules(explanation.forKeys),
  };
}

function indexOf({ config }: PlacedConfig, namespace: string): number {
  const names = config.namespaces.map((each) => each.name);
  const index = names.indexOf(namespace);
  if (index >= 0) return index;
  const near = nearNames(namespace, names, 1)[0];
  throw new CommandError(
    "NAMESPACE_NOT_DECLARED",
    `${config.file ?? "the configuration"} declares no namespace ${quoted(namespace)}`,
    near === undefined ? "--config names another file" : `did you mean ${quoted(near)}?`,
  );
}

/** A class by its name, or that of the call. */
function classOf(operation: string): number {
  const call = (OPERATIONS as readonly string[]).indexOf(operation);
  return (CLASS_NAMES as readonly string[]).includes(operation)
    ? classMask([operation])
    : classOfCall(FIRST_CALL + call);
}
