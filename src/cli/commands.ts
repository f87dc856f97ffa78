import type { Command } from "commander";
import { apikeyCommand } from "./apikey/apikey-command.ts";
import { auditCommand } from "./audit/audit-command.ts";
import { createBenchCommand } from "./bench/bench-command.ts";
import { exportCommand } from "./bulk/export-command.ts";
import { importCommand } from "./bulk/import-command.ts";
import { captureCommand } from "./capture/capture-command.ts";
import type { CliContext } from "./cli-context.ts";
import { conformCommand } from "./conform/conform-command.ts";
import { doctorCommand } from "./doctor-command.ts";
import { addExamples, type Example } from "./examples.ts";
import { healthCommand } from "./health-command.ts";
import { kvCommand } from "./kv-command.ts";
import { loginCommand } from "./login/login-command.ts";
import { logoutCommand } from "./login/logout-command.ts";
import { whoamiCommand } from "./login/whoami-command.ts";
import { namespaceCommand } from "./namespace-command.ts";
import { poolCommand } from "./pool/pool-command.ts";
import { profileCommand } from "./profile-command.ts";
import { serveCommand } from "./serve-command.ts";
import { sloCommand } from "./slo/slo-command.ts";
import { stackCommand } from "./stack/stack-command.ts";
import { streamCommand } from "./stream/stream-command.ts";
import { topCommand } from "./top/top-command.ts";
import { tuneCommand } from "./tune/tune-command.ts";
import { versionCommand } from "./version-command.ts";
import { workersCommand } from "./workers/workers-command.ts";

/** All commands, in the order of the help: one line each. */
export function allCommands(context: CliContext): Command[] {
  return [
    serveCommand(),
    healthCommand(context),
    kvCommand(context),
    streamCommand(context),
    exportCommand(context),
    importCommand(context),
    namespaceCommand(context),
    workersCommand(context),
    poolCommand(context),
    loginCommand(context),
    logoutCommand(context),
    whoamiCommand(context),
    apikeyCommand(context),
    auditCommand(context),
    sloCommand(context),
    topCommand(context),
    addExamples(createBenchCommand(context), benchExamples),
    tuneCommand(context),
    profileCommand(context),
    captureCommand(context),
    stackCommand(context),
    conformCommand(context),
    doctorCommand(context),
    versionCommand(context),
  ];
}

const benchExamples: readonly Example[] = [
  ["reads from memory, for five seconds", "prism bench"],
  [
    "durable writes, sixteen in flight on each of four connections",
    "prism bench -n default --operation put -c 4 -d 16",
  ],
];
