#!/usr/bin/env node
import { CliContext } from "./cli/cli-context.ts";
import { ExitCode } from "./cli/exit-code.ts";
import { Output } from "./cli/output.ts";
import { runCli } from "./cli/run-cli.ts";
import { systemClock } from "./common/clock.ts";
import { readEnvironment } from "./config/environment.ts";

const environment = readEnvironment();
const context = new CliContext({
  environment,
  stdin: process.stdin,
  stdout: new Output(process.stdout, environment.env),
  stderr: new Output(process.stderr, environment.env),
  clock: systemClock,
  onInterrupt: (action) => void process.once("SIGINT", action),
});
const exitCode = await runCli(context, process.argv.slice(2));
// A command may have set a status of its own, and a gateway that it started keeps the process.
if (exitCode !== ExitCode.DONE) process.exitCode = exitCode;
