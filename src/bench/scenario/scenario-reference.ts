import { renderExampleLines, renderLists, renderTable } from "../../config/reference.ts";
import { scenarioSchema } from "./scenario-schema.ts";

/** The reference page of the scenarios' files, in Markdown. */
export function renderScenarioReference(): string {
  return `${[
    "<!-- Generated from src/bench/scenario/ by scripts/generate-scenario-reference.mjs; do not edit. -->",
    "# Scenarios",
    INTRODUCTION,
    "## The file",
    renderTable(scenarioSchema, "", false),
    ...renderLists(scenarioSchema, "").map((text) => text.replaceAll("### `.", "### `").replaceAll("| `.", "| `")),
    "## All settings",
    "What each may look like; they do not make a scenario together.",
    `\`\`\`yaml\n${renderExampleLines(scenarioSchema, "").join("\n")}\n\`\`\``,
  ].join("\n\n")}\n`;
}

const INTRODUCTION = `\
A scenario is one YAML file, for \`prism bench run\`. How to run them and what comes out stands in
[load suites](../load-suites.md). Sizes are numbers of bytes or carry a unit: \`B\`, \`KiB\`, \`MiB\`; durations carry one of
\`ms\`, \`s\`, \`m\`, \`h\`. Everything that is wrong is reported at once, each with its file, line, column and remedy, and then
nothing runs.`;
