import { ALL_CLASSES, CLASS_NAMES } from "../../common/operation-class.ts";
import { printable, quoted } from "../../common/printable.ts";
import { nearNames } from "../../common/suggest.ts";
import type { Place } from "../../config/config-node.ts";
import type { NamespaceConfig } from "../../config/gateway-config.ts";
import { loadPlacedConfig } from "../../config/load-config.ts";
import { type AdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import type { ExplainedRule } from "./explained-access.ts";
import { NamespaceClient } from "./namespace-client.ts";

type Access = NamespaceConfig["access"];

/** The rules of one namespace, and where they come from. */
export interface RuleSource {
  readonly access: Access;
  /** Whether the gateway applies them; null when that cannot be seen from here. */
  readonly enforced: boolean | null;
  /** Where the rules stand: before `[3]`. */
  readonly path: string;
  /** The file that declares them; empty when the API does. */
  readonly file: string;
  /** By path; for rules in a file that is read here. */
  readonly places: ReadonlyMap<string, Place>;
}

/** As the configuration file declares them. */
export function fileRules(
  { environment }: CliContext,
  { config: file, namespace }: { readonly config?: string; readonly namespace: string },
): RuleSource {
  const { config, places } = loadPlacedConfig({
    ...environment,
    withoutSecrets: true,
    ...(file === undefined ? {} : { file }),
  });
  const names = config.namespaces.map((each) => each.name);
  const index = names.indexOf(namespace);
  const found = config.namespaces[index];
  if (found !== undefined) {
    const path = `namespaces[${index}].access`;
    return { access: found.access, enforced: config.auth.mode === "required", path, file: config.file ?? "", places };
  }
  const near = nearNames(namespace, names, 1)[0];
  throw new CommandError(
    "NAMESPACE_NOT_DECLARED",
    `${config.file ?? "the configuration"} declares no namespace ${quoted(namespace)}`,
    near === undefined
      ? "--config names another file; --live asks a running gateway, which knows those that the API declared"
      : `did you mean ${quoted(near)}?`,
  );
}

/** As a running gateway has them now, from the file or through the API. */
export async function liveRules(
  context: CliContext,
  options: AdminOptions & { readonly namespace: string },
): Promise<RuleSource> {
  const found = await new NamespaceClient(await adminClient(context, options)).get(options.namespace);
  const rules = Array.isArray(found.access) ? (found.access as Partial<Access[number]>[]) : [];
  // What the JSON form leaves out is empty; a class that a newer gateway has is none that could be asked about here.
  const access = rules.map(({ principal = "", allow = [], deny = [], keyPrefix = null }) => ({
    principal,
    allow: allow.filter(isClass),
    deny: deny.filter(isClass),
    keyPrefix: keyPrefix === "" ? null : keyPrefix,
  }));
  const file = typeof found.file === "string" ? printable(found.file, MAX_PATH) : "";
  return { access, enforced: null, path: "access", file, places: new Map() };
}

function isClass(name: string): boolean {
  return name === ALL_CLASSES || (CLASS_NAMES as readonly string[]).includes(name);
}

const MAX_PATH = 300;

/** A rule with its place. */
export function explainedRule({ access, path, file, places }: RuleSource, place: number): ExplainedRule {
  const rulePath = `${path}[${place}]`;
  const at = places.get(rulePath) ?? { file, line: 0, column: 0 };
  const { principal, allow, deny, keyPrefix } = access[place] as Access[number];
  return { path: rulePath, ...at, principal, allow, deny, keyPrefix };
}
