#!/usr/bin/env node
import { Command } from "commander";
import { serveCommand } from "./cli/serve.ts";

await new Command("prism").description("a data access gateway").addCommand(serveCommand()).parseAsync();
