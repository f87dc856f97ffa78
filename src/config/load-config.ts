import { dirname, resolve } from "node:path";
import { nearNames } from "../common/suggest.ts";
import { warnOfRules } from "./access/warn-of-rules.ts";
import { backendTypes } from "./backend-types.ts";
import { checkAcceptors, type Runtime } from "./check-acceptors.ts";
import { checkAudit } from "./check-audit.ts";
import { checkAuth, warnOfAuth } from "./check-auth.ts";
import { checkCapture } from "./check-capture.ts";
import { checkBackends, checkListeners, checkNamespaces } from "./check-declarations.ts";
import { checkKafka } from "./check-kafka.ts";
import { checkLargeValues } from "./check-large-values.ts";
import { checkLevels } from "./check-levels.ts";
import { checkNeeds } from "./check-needs.ts";
import { checkStreams } from "./check-streams.ts";
import { checkTls, warnOfUnusedTls } from "./check-tls.ts";
import { checkTracing } from "./check-tracing.ts";
import { ConfigError, type ConfigProblem } from "./config-error.ts";
import type { Place } from "./config-node.ts";
import { joinPath } from "./config-path.ts";
import { ConfigReader, type Fields } from "./config-reader.ts";
import { deepFreeze } from "./deep-freeze.ts";
import { defaultBackends, defaultNamespaces } from "./default-declarations.ts";
import type { Environment } from "./environment.ts";
import type { BackendConfig, GatewayConfig, NamespaceConfig } from "./gateway-config.ts";
import { type ListedSetting, listSettings } from "./list-settings.ts";
import { parseDocument } from "./parse-document.ts";
import { placeModules } from "./place-modules.ts";
import { type ConfigFile, DEFAULT_FILE, readConfigFile } from "./read-config-file.ts";
import { resolvePaths } from "./resolve-paths.ts";
import { schema } from "./schema.ts";
import { fieldName, isSetting, type Section } from "./setting.ts";
import { CONFIG_VARIABLE, warnOfUnknownVariables } from "./unknown-variables.ts";

export interface LoadOptions extends Environment {
  /** The configuration file; else PRISM_CONFIG names it, else it is `prism.yaml` in the working directory, if any. */
  readonly file?: string;
  /** Values by the path of the setting, for example `{ "listeners.tcp.port": "7400" }`; undefined is not given. */
  readonly flags?: Readonly<Record<string, unknown>>;
  /** Where the default durable backend keeps its data, for a configuration that declares no backends. */
  readonly dataFolder?: string;
  /** Given where secrets are not used: whoever may read the audit log, say, need not have those of the gateway. */
  readonly withoutSecrets?: true;
  /** What the gateway runs on; what this runs on if it is not given. */
  readonly runtime?: Runtime;
}

/** A configuration, and where each part of it that is given stands: by its path, for example `namespaces[0].access[3]`. */
export interface PlacedConfig {
  readonly config: GatewayConfig;
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * The configuration from flags, environment, file and defaults, the earlier before the later.
 * Throws a {@link ConfigError} with everything that is wrong.
 */
export function loadConfig(options: LoadOptions): GatewayConfig {
  return loadPlacedConfig(options).config;
}

/** The same, with the places of its parts. */
export function loadPlacedConfig(options: LoadOptions): PlacedConfig {
  const file = readConfigFile(nameFile(options), options.cwd);
  const reader = new ConfigReader();
  const fields = file === null ? {} : readFile(file, reader);
  overlay(fields, options, reader);
  placeControl(fields, options);

  const folder = file === null ? options.cwd : dirname(file.path);
  const { workers, ...rest } = withDefaults(schema, fields);
  const sections = resolvePaths(schema, rest, folder) as unknown as Omit<GatewayConfig, keyof Assembled>;
  checkListeners(reader, sections.listeners);
  const secrets = options.withoutSecrets === true ? null : options.env;
  checkAuth(reader, sections, secrets);
  checkAcceptors(reader, sections.acceptors, sections.limits, options.runtime);
  checkTls(reader, sections);
  checkTracing(reader, sections.tracing, secrets);
  const declared = (fields.backends ?? defaultsIn(options)) as ReadonlyMap<string, Fields>;
  if (options.dataFolder !== undefined && fields.backends !== undefined) reportUselessFolder(reader);
  const backends = assembleBackends(declared, folder);
  checkBackends(reader, backends);
  placeModules(reader, backends, folder);
  const namespaces = (fields.namespaces ??
    defaultNamespaces.filter((n) => declared.has(n.backend))) as NamespaceConfig[];
  checkNamespaces(reader, namespaces, [...declared.keys()]);
  checkNeeds(reader, namespaces, backends);
  checkLevels(reader, namespaces);
  checkCapture(reader, namespaces);
  checkLargeValues(reader, namespaces);
  checkStreams(reader, namespaces, backends);
  checkKafka(reader, backends, namespaces);
  checkAudit(reader, sections.audit, namespaces);

  if (reader.problems.length > 0) throw new ConfigError(reader.problems.sort(byPlace));
  const config = deepFreeze({
    ...sections,
    listeners: placeDoors(sections.listeners, options.cores),
    file: file?.name ?? null,
    // The schema allows one word here: `auto`.
    workers: typeof workers === "number" ? workers : autoWorkers(options.cores, sections.acceptors),
    backends,
    namespaces,
    warnings: [
      ...warnOfUnknownVariables(options.env),
      ...warnOfAuth(sections),
      ...warnOfUnusedTls(sections),
      ...warnOfRules({ ...sections, namespaces }),
    ],
  });
  return { config, places: reader.places };
}

/** What is not a section of the file as it stands there. */
type Assembled = Pick<GatewayConfig, "file" | "workers" | "backends" | "namespaces" | "warnings">;

function defaultsIn({ dataFolder, cwd }: LoadOptions): ReadonlyMap<string, Fields> {
  if (dataFolder === undefined) return defaultBackends;
  return new Map([...defaultBackends, ["disk", { ...defaultBackends.get("disk"), path: resolve(cwd, dataFolder) }]]);
}

/** With a folder for the data named, nothing is written elsewhere unless a setting says so. */
function placeControl(fields: Fields, { dataFolder, cwd }: LoadOptions): void {
  if (dataFolder === undefined) return;
  const given = fields.control as Fields | undefined;
  fields.control = { path: resolve(cwd, dataFolder, "control"), ...given };
}

function reportUselessFolder(reader: ConfigReader): void {
  const at = { file: "--data", line: 0, column: 0 };
  reader.report(
    "",
    at,
    "is for the default backend, and the configuration declares backends; set backends.<name>.path",
  );
}

/** HTTP/2 takes much of a thread; where there are two cores, a third busy thread would only take from the others. */
function placeDoors(listeners: GatewayConfig["listeners"], cores: number): GatewayConfig["listeners"] {
  const { thread } = listeners.grpc;
  const auto = cores >= MIN_CORES_FOR_DOOR_THREAD ? "own" : "shared";
  return { ...listeners, grpc: { ...listeners.grpc, thread: thread === "auto" ? auto : thread } };
}

const MIN_CORES_FOR_DOOR_THREAD = 3;

/** A core for each acceptor, the others for workers, within what the setting allows. */
function autoWorkers(cores: number, acceptors: number): number {
  const { min, max } = schema.entries.workers;
  return Math.min(Math.max(cores - acceptors, min), max);
}

function nameFile(options: LoadOptions): { name: string; by: string } | null {
  if (options.file !== undefined) return { name: options.file, by: "--config" };
  const name = options.env[CONFIG_VARIABLE];
  return name === undefined || name === "" ? null : { name, by: CONFIG_VARIABLE };
}

/** The file that {@link loadConfig} reads, whether it is there or not. Absolute. */
export function configPath(options: LoadOptions): string {
  return resolve(options.cwd, nameFile(options)?.name ?? DEFAULT_FILE);
}

function readFile(file: ConfigFile, reader: ConfigReader): Fields {
  const { root, problems } = parseDocument(file.text, file.name);
  reader.problems.push(...problems);
  return root === null ? {} : reader.readSection(root, schema, "");
}

/** Lays the environment over what the file says, and the flags over both. An empty variable is not given. */
function overlay(fields: Fields, options: LoadOptions, reader: ConfigReader): void {
  const settings = listSettings();
  const flags = Object.entries(options.flags ?? {}).filter(([, value]) => value !== undefined);
  const given = new Set(flags.map(([path]) => path));
  for (const listed of settings) {
    const text = options.env[listed.variable];
    if (text !== undefined && text !== "") {
      given.add(listed.path);
      set(fields, listed, { source: listed.variable, given: text, cwd: options.cwd }, reader);
    }
  }
  for (const [path, value] of flags) {
    const listed = settings.find((setting) => setting.path === path);
    if (listed !== undefined) set(fields, listed, { source: listed.flag, given: value, cwd: options.cwd }, reader);
    else reportUnknownFlag(reader, path, settings);
  }
  overlayOthers(fields, options, reader, given);
}

/**
 * Variables that are not Prism's own go before the file where the section that reads them is on: whoever sets them for
 * every process of a machine must not keep one from starting that has no use for them.
 */
function overlayOthers(fields: Fields, options: LoadOptions, reader: ConfigReader, given: ReadonlySet<string>): void {
  for (const listed of listSettings()) {
    const source = listed.setting.otherVariable;
    if (source === undefined || given.has(listed.path)) continue;
    const section = fields[listed.path.slice(0, listed.path.indexOf("."))] as Fields | undefined;
    const text = options.env[source];
    if (section?.mode !== "on" || text === undefined || text === "") continue;
    set(fields, listed, { source, given: text, cwd: options.cwd }, reader);
  }
}

function set(
  fields: Fields,
  listed: ListedSetting,
  { source, given, cwd }: { source: string; given: unknown; cwd: string },
  reader: ConfigReader,
): void {
  const at = { file: source, line: 0, column: 0 };
  const parsed = reader.readSetting(listed.setting, listed.path, at, {
    value: given,
    text: String(given),
    typed: false,
  });
  if (parsed === undefined) return;
  const value = resolvePaths(
    { kind: "section", summary: "", entries: { value: listed.setting } },
    { value: parsed },
    cwd,
  ).value;
  reader.places.set(listed.path, at);
  const names = listed.path.split(".");
  const name = fieldName(names.pop() ?? "", listed.setting);
  let section = fields;
  for (const sectionName of names) {
    section[sectionName] ??= {};
    section = section[sectionName] as Fields;
  }
  section[name] = value;
}

function reportUnknownFlag(reader: ConfigReader, path: string, settings: readonly ListedSetting[]): void {
  const near = nearNames(
    path,
    settings.map((setting) => setting.path),
    1,
  )[0];
  const at = { file: "flags", line: 0, column: 0 };
  reader.report(joinPath("", path), at, "unknown setting", near === undefined ? undefined : `did you mean "${near}"?`);
}

/** What a section holds, in the order of the schema, whatever was given in which order; backends and namespaces left out. */
function withDefaults(section: Section, fields: Fields): Fields {
  const complete: Fields = {};
  for (const [name, entry] of Object.entries(section.entries)) {
    const field = fieldName(name, entry);
    if (isSetting(entry)) complete[field] = fields[field] ?? entry.default ?? null;
    else if (entry.kind === "section") complete[field] = withDefaults(entry, (fields[field] ?? {}) as Fields);
    else if (entry.kind === "list" && section !== schema) complete[field] = fields[field] ?? [];
  }
  return complete;
}

function assembleBackends(declared: ReadonlyMap<string, Fields>, folder: string): BackendConfig[] {
  const backends: BackendConfig[] = [];
  for (const [name, { type, ...settings }] of declared) {
    // Without a type the declaration has been reported as wrong.
    if (type === undefined) continue;
    const variant: Section = backendTypes[type as keyof typeof backendTypes];
    backends.push({ name, type, settings: resolvePaths(variant, settings, folder) } as BackendConfig);
  }
  return backends;
}

/** The file's problems in its order, then those of the environment and the flags as they were found. */
function byPlace(a: ConfigProblem, b: ConfigProblem): number {
  if (a.line === 0 || b.line === 0) return Number(a.line === 0) - Number(b.line === 0);
  return a.line - b.line || a.column - b.column;
}
