import { Command, Option } from "commander";
import { PrismError } from "../../common/prism-error.ts";
import { type AdminOptions, addAdminOptions, adminClient } from "../admin-session.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { reportError } from "../report-error.ts";
import { NamespaceClient, type PutResult } from "./namespace-client.ts";
import { type DeclaredNamespace, readDeclarations } from "./read-declarations.ts";
import { type ListForm, listPrinter } from "./render-list.ts";

interface ApplyOptions extends AdminOptions {
  readonly file: string;
  readonly dryRun?: true;
  readonly output: ListForm;
}

/** `prism namespace apply`. */
export function namespaceApplyCommand(context: CliContext): Command {
  const command = new Command("apply")
    .description(
      "Make namespaces what a file says: those that are missing are made, the others changed where they differ.",
    )
    .requiredOption("-f, --file <file>", "YAML or JSON with one namespace or many; - is standard input")
    .option("--dry-run", "check everything and say what would be done")
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["json", "yaml", "table"]).default("table"),
    )
    .action((options: ApplyOptions) => apply(context, options));
  addAdminOptions(command);
  addExamples(command, [
    ["what would it do?", "prism namespace apply -f namespaces.yaml --dry-run"],
    ["do it; doing it again changes nothing", "prism namespace apply -f namespaces.yaml"],
    ["one, without a file", "echo '{name: orders, pattern: keyvalue, backend: disk}' | prism namespace apply -f -"],
  ]);
  return command;
}

async function apply(context: CliContext, options: ApplyOptions): Promise<void> {
  const declared = await readDeclarations(context, options.file);
  const namespaces = new NamespaceClient(await adminClient(context, options));
  // All are looked at before the first is changed: a file with a mistake changes nothing.
  const planned = await checkAll(context, namespaces, declared);
  if (planned === null) {
    context.exitCode = ExitCode.FAILED;
    return;
  }
  const isDry = options.dryRun === true;
  const printer = listPrinter(options.output, [
    ["name", ({ name }) => name],
    ["change", ({ change }) => (isDry ? WOULD : DONE)[change as PutResult["change"]]],
  ]);
  for (const [i, { name, declaration }] of declared.entries()) {
    const change = isDry ? planned[i] : (await namespaces.put(name, declaration, false)).change;
    await context.stdout.write(printer.page([{ name, change, dryRun: isDry }]));
  }
  await context.stdout.write(printer.end());
}

const DONE = { CREATED: "created", UPDATED: "updated", UNCHANGED: "unchanged" };
const WOULD = { CREATED: "would be created", UPDATED: "would be updated", UNCHANGED: "unchanged" };

/** What would become of each; null when one of them cannot be, and all that is wrong has been told. */
async function checkAll(
  context: CliContext,
  namespaces: NamespaceClient,
  declared: readonly DeclaredNamespace[],
): Promise<PutResult["change"][] | null> {
  const planned: PutResult["change"][] = [];
  for (const { name, declaration, place } of declared) {
    try {
      planned.push((await namespaces.put(name, declaration, true)).change);
    } catch (error) {
      if (!(error instanceof PrismError) || error.source === "client") throw error;
      context.stderr.post(`${place}: ${reportError(error).text}`);
    }
  }
  return planned.length === declared.length ? planned : null;
}
