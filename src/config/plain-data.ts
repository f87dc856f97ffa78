import type { ConfigNode, Place } from "./config-node.ts";

/** Deeper than anybody writes; an alias of YAML may contain itself. */
const MAX_DEPTH = 32;

/** The plain data that a tree stands for: maps, lists and scalars. */
export function plainData(node: ConfigNode, depth = 0): unknown {
  if (node.kind === "scalar") return node.value;
  if (depth === MAX_DEPTH) return null;
  if (node.kind === "list") return node.items.map((item) => plainData(item, depth + 1));
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainData(value, depth + 1)]));
}

/** The tree of plain data; everything stands at one place. */
export function treeOf(data: unknown, at: Place, depth = 0): ConfigNode {
  if (typeof data !== "object" || data === null || depth === MAX_DEPTH) {
    return { kind: "scalar", at, value: data, text: String(data) };
  }
  if (Array.isArray(data)) return { kind: "list", at, items: data.map((item) => treeOf(item, at, depth + 1)) };
  const entries = Object.entries(data).map(([key, value]) => ({ key, at, value: treeOf(value, at, depth + 1) }));
  return { kind: "map", at, entries };
}
