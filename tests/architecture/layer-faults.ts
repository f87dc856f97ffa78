import { isBuiltin } from "node:module";
import { posix } from "node:path";
import { exceptions, inputOutputModules, type Layer, layers } from "./layer-table.ts";
import type { SourceFile } from "./source-file.ts";

interface Unit {
  readonly layer: Layer;
  /** The layer's path with its `*` filled in: `backends/sqlite`. */
  readonly name: string;
}

/** What is wrong with the imports of files under src/: one sentence each. */
export function layerFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const from = unitOf(file.path);
    if (from === null) return [`${file.path} is in no row of the layer table`];
    return importsOf(file).flatMap((specifier) => importFault(file, from, specifier) ?? []);
  });
}

/** Modules that a file names: in imports and exports with `from`, in `import()`, and as a thread or process to start. */
export function importsOf(file: SourceFile): string[] {
  const patterns = [
    /\b(?:import|export)\b[^;"'`]*?\bfrom\s*(["'])(?<specifier>.+?)\1/g,
    /\bimport\s*\(?\s*(["'`])(?<specifier>.+?)\1/g,
    /\bnew\s+URL\(\s*(["'`])(?<specifier>\.{1,2}\/.+?\.[jt]s)\1\s*,\s*import\.meta\.url/g,
    /\brequire\(\s*(["'`])(?<specifier>.+?)\1/g,
  ];
  return patterns.flatMap((pattern) =>
    [...file.codeAndStrings.matchAll(pattern)].map((match) => match.groups?.specifier ?? ""),
  );
}

function importFault(file: SourceFile, from: Unit, specifier: string): string | null {
  if (!specifier.startsWith(".")) return packageFault(file, from.layer, specifier);
  const path = posix.join(posix.dirname(file.path), specifier);
  const to = unitOf(path);
  if (to === null) return `${file.path} imports ${path}, which is in no row of the layer table`;
  if (to.name === from.name || mayImport(from.layer, to.layer)) return null;
  if (exceptions.some((exception) => exception.from === file.path && exception.to === path)) return null;
  return `${file.path} imports ${path}: ${from.name} may not import ${to.name}`;
}

function mayImport(from: Layer, to: Layer): boolean {
  if (to.row >= from.row) return false;
  if (to.unit === "common" || from.mayImport === "all") return true;
  return from.mayImport === "below" ? to.unit !== "client" : from.mayImport.includes(to.unit);
}

function packageFault(file: SourceFile, layer: Layer, specifier: string): string | null {
  const name = specifier.replace(/^node:/, "");
  if (!isBuiltin(specifier)) {
    return layer.noPackages ? `${file.path} imports the package ${name}: ${layer.unit} may import none` : null;
  }
  const module = name.split("/")[0] ?? name;
  if (!layer.pure || !inputOutputModules.includes(module)) return null;
  return `${file.path} imports ${specifier}: ${layer.unit} does no input or output`;
}

/** The row with the longest path that fits. */
function unitOf(path: string): Unit | null {
  let found: Unit | null = null;
  for (const layer of layers) {
    const folder = layer.unit.replaceAll(".", "\\.").replaceAll("*", "[^/]+");
    const match = new RegExp(layer.unit.endsWith(".ts") ? `^src/(${folder})$` : `^src/(${folder})/`).exec(path);
    const name = match?.[1];
    if (name !== undefined && name.length > (found?.name.length ?? 0)) found = { layer, name };
  }
  return found;
}
