import { Command } from "commander";
import { stringify } from "yaml";
import { PrismError } from "../../common/prism-error.ts";
import { declarationOf } from "../../config/namespace-declaration.ts";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { plainText } from "../plain-text.ts";
import { lineDifference } from "./line-difference.ts";
import { type NamespaceBody, NamespaceClient } from "./namespace-client.ts";
import { type DeclaredNamespace, readDeclarations } from "./read-declarations.ts";

interface DiffOptions extends AdminOptions {
  readonly file: string;
}

/** `prism namespace diff`. */
export function namespaceDiffCommand(context: CliContext): Command {
  const command = new Command("diff")
    .description("Show what `apply` would change. Ends with status 1 when there is a difference.")
    .requiredOption("-f, --file <file>", "YAML or JSON with one namespace or many; - is standard input")
    .action((options: DiffOptions) => diff(context, options));
  addAdminOptions(command);
  addExamples(command, [["before a change", "prism namespace diff -f namespaces.yaml"]]);
  return command;
}

async function diff(context: CliContext, options: DiffOptions): Promise<void> {
  const declared = await readDeclarations(context, options.file);
  const namespaces = new NamespaceClient(await adminClient(context, options));
  for (const each of declared) {
    const before = await current(namespaces, each.name);
    const { namespace, change } = await namespaces.put(each.name, each.declaration, true);
    if (change === "UNCHANGED") continue;
    context.exitCode = ExitCode.FAILED;
    await context.stdout.write(render(each, before, namespace));
  }
}

async function current(namespaces: NamespaceClient, name: string): Promise<NamespaceBody | null> {
  try {
    return await namespaces.get(name);
  } catch (error) {
    if (error instanceof PrismError && error.failure.reason === "NAMESPACE_NOT_FOUND") return null;
    throw error;
  }
}

function render({ name, place }: DeclaredNamespace, before: NamespaceBody | null, after: NamespaceBody): string {
  const from = before === null ? "" : stringify(declarationOf(before));
  const lines = lineDifference(from, stringify(declarationOf(after)));
  const head = `${name} (${place}) ${before === null ? "would be created" : "would be updated"}`;
  return `${[head, ...lines].map((line) => plainText(line, MAX_LINE)).join("\n")}\n`;
}

const MAX_LINE = 2_000;
