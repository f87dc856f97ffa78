import type { ConfigNode, Place } from "./config-node.ts";

/**
 * Plain data, as it comes out of JSON, as the tree that a file gives. What counts as not given in protobuf is left out:
 * null, an empty text or list, 0 and false.
 */
export function plainNode(value: unknown, at: Place, depth = 0): ConfigNode {
  if (typeof value !== "object" || value === null) return { kind: "scalar", at, value, text: String(value) };
  if (depth === MAX_DEPTH) return { kind: "scalar", at, value: null, text: "" };
  if (Array.isArray(value)) return { kind: "list", at, items: value.map((item) => plainNode(item, at, depth + 1)) };
  const entries = Object.entries(value)
    .filter(([, part]) => isGiven(part))
    .map(([key, part]) => ({ key, at, value: plainNode(part, at, depth + 1) }));
  return { kind: "map", at, entries };
}

/** Deeper than any setting stands, so that what is cut off there was wrong already. */
const MAX_DEPTH = 32;

function isGiven(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== "" && value !== 0 && value !== false;
}
