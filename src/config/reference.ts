import { variableName } from "./config-path.ts";
import { describeSetting } from "./parse-setting.ts";
import { schema } from "./schema.ts";
import { type Entry, isSetting, type Section, type Setting } from "./setting.ts";
import { formatBytes, formatDuration } from "./units.ts";
import { CONFIG_VARIABLE } from "./unknown-variables.ts";

/** The reference page of the configuration, in Markdown. */
export function renderReference(): string {
  const { acceptors, workers, backends, namespaces } = schema.entries;
  const types = Object.entries(backends.variants).flatMap(([type, variant]) => [
    `### \`type: ${type}\``,
    variant.summary,
    renderTable(variant, `backends.<name>`, false),
  ]);
  const sections = topSections().flatMap(([name, section]) => [
    `## \`${name}\``,
    section.summary,
    renderTable(section, name, true),
    ...renderLists(section, name),
  ]);
  return `${[
    "<!-- Generated from src/config/schema.ts by scripts/generate-config-reference.mjs; do not edit. -->",
    "# Configuration",
    INTRODUCTION,
    "## Process",
    renderTable({ ...schema, entries: { acceptors, workers } }, "", true),
    ...sections,
    "## `backends`",
    `${backends.summary} A name has 1 to 63 characters a-z, 0-9, _ and -. At most ${backends.maxItems}. ${DEFAULT_BACKENDS}`,
    ...types,
    "## `namespaces`",
    `${namespaces.summary} At most ${namespaces.maxItems}. ${DEFAULT_NAMESPACES}`,
    renderTable(namespaces.item, "namespaces[]", false),
    ...renderLists(namespaces.item, "namespaces[]"),
    "## Example",
    `\`\`\`yaml\n${renderExample()}\`\`\``,
  ].join("\n\n")}\n`;
}

/** A whole configuration file, made of the examples of the schema. */
export function renderExample(): string {
  const { acceptors, workers, backends, namespaces } = schema.entries;
  const lines = [`acceptors: ${acceptors.example}`, `workers: ${workers.example}`];
  for (const [name, section] of topSections()) lines.push(`${name}:`, ...renderExampleLines(section, "  "));
  lines.push("backends:");
  for (const [type, variant] of Object.entries(backends.variants)) {
    lines.push(`  ${variant.exampleName}:`, `    type: ${type}`, ...renderExampleLines(variant, "    "));
  }
  lines.push("namespaces:", ...renderExampleItem(namespaces.item, "  "));
  return `${lines.join("\n")}\n`;
}

/** The sections of the file that are maps with fixed keys. */
function topSections(): [string, Section][] {
  return Object.entries(schema.entries as Readonly<Record<string, Entry>>).flatMap(([name, entry]) =>
    entry.kind === "section" ? [[name, entry]] : [],
  );
}

const INTRODUCTION = `\
The gateway reads \`prism.yaml\` in its working directory, or the file that \`--config\` or \`${CONFIG_VARIABLE}\` names. It needs
none: every setting has a default. A flag goes before the environment, the environment before the file, the file before
the default. An empty environment variable counts as not set. The flag of a setting is its environment variable in lower
case with dashes and without the prefix: \`PRISM_LIMITS_RING_BYTES\`, \`--limits-ring-bytes\`.

A secret does not stand in the file: where one is asked for, \`env:NAME\` names the environment variable that holds it, and
\`file:PATH\` the file, whose last line break does not count.

Sizes are numbers of bytes or carry a unit: \`B\`, \`KiB\`, \`MiB\`, \`GiB\`, \`TiB\`. Durations carry one of \`ms\`, \`s\`, \`m\`,
\`h\`, \`d\`. YAML anchors and aliases work; merge keys (\`<<\`) do not. Everything that is wrong is reported at once, each
with its file, line and column, and then nothing starts.`;

const DEFAULT_BACKENDS = `Without this key there are two: \`disk\` (sqlite, \`./.prism/data\`) and \`ram\` (memory, 512MiB).`;

const DEFAULT_NAMESPACES = `Without this key there are two, both keyvalue: \`default\` on the backend \`disk\` and \`memory\` \
on the backend \`ram\`, each if that backend is declared.`;

export function renderTable(section: Section, path: string, hasVariables: boolean): string {
  const head = ["Setting", "Must be", "Default", ...(hasVariables ? ["Environment"] : []), "What it does"];
  const rows = listRows(section, path).map(([settingPath, setting]) => [
    `\`${settingPath}\``,
    describeSetting(setting),
    renderDefault(setting),
    ...(hasVariables ? [`\`${variableName(settingPath)}\``] : []),
    renderSummary(setting),
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function renderSummary({ summary, otherVariable }: Setting): string {
  return otherVariable === undefined
    ? summary
    : `${summary} \`${otherVariable}\` gives it too, after our own variable.`;
}

function listRows(section: Section, path: string): [string, Setting][] {
  return Object.entries(section.entries).flatMap(([name, entry]): [string, Setting][] => {
    const entryPath = path === "" ? name : `${path}.${name}`;
    if (isSetting(entry)) return [[entryPath, entry]];
    return entry.kind === "section" ? listRows(entry, entryPath) : [];
  });
}

/** A table for each list in the section, with the settings of one item. */
export function renderLists(section: Section, path: string): string[] {
  return Object.entries(section.entries).flatMap(([name, entry]) => {
    if (entry.kind === "section") return renderLists(entry, `${path}.${name}`);
    if (entry.kind !== "list") return [];
    const itemPath = `${path}.${name}[]`;
    return [
      `### \`${itemPath}\``,
      `${entry.summary} At most ${entry.maxItems}.`,
      renderTable(entry.item, itemPath, false),
      ...renderLists(entry.item, itemPath),
    ];
  });
}

function renderDefault(setting: Setting): string {
  if (setting.default === undefined) return setting.optional === true ? "none" : "required";
  if (setting.kind === "free") return "none";
  if (setting.kind === "bytes") return `\`${formatBytes(setting.default)}\``;
  if (setting.kind === "duration") return `\`${formatDuration(setting.default)}\``;
  if (setting.kind === "strings") return setting.default.length === 0 ? "none" : `\`${setting.default.join(", ")}\``;
  return `\`${setting.default}\``;
}

export function renderExampleLines(section: Section, indent: string): string[] {
  return Object.entries(section.entries).flatMap(([name, entry]) => {
    if (isSetting(entry)) return entry.alternative === true ? [] : [`${indent}${name}: ${entry.example}`];
    if (entry.kind === "section") return [`${indent}${name}:`, ...renderExampleLines(entry, `${indent}  `)];
    return entry.kind === "list" ? [`${indent}${name}:`, ...renderExampleItem(entry.item, `${indent}  `)] : [];
  });
}

/** One item of a list, behind its dash. */
function renderExampleItem(item: Section, indent: string): string[] {
  const [first = "", ...others] = renderExampleLines(item, `${indent}  `);
  return [`${indent}- ${first.trim()}`, ...others];
}
