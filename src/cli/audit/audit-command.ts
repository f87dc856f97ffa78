import { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { auditHashKeyCommand } from "./audit-hash-key.ts";
import { auditTailCommand } from "./audit-tail.ts";
import { auditVerifyCommand } from "./audit-verify.ts";

/** `prism audit`: the audit log of a gateway, from its files. */
export function auditCommand(context: CliContext): Command {
  const command = new Command("audit").description("Verify and read the audit log of a gateway, from its files.");
  for (const create of [auditVerifyCommand, auditTailCommand, auditHashKeyCommand]) command.addCommand(create(context));
  addExamples(command, [
    ["whether the log is as the gateway wrote it", "prism audit verify"],
    ["what was denied", "prism audit tail --denied"],
  ]);
  return command;
}
