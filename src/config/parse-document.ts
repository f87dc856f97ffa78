import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Pair,
  parseDocument as parseYaml,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { ConfigProblem } from "./config-error.ts";
import type { ConfigNode, ListNode, MapNode, Place } from "./config-node.ts";
import { joinPath } from "./config-path.ts";

/** What was read. The root is null for a file without content, and for one that is no YAML. */
export interface ParsedDocument {
  readonly root: ConfigNode | null;
  readonly problems: readonly ConfigProblem[];
}

/** Reads YAML 1.2 and keeps the positions. `file` is the name to use in problems. */
export function parseDocument(text: string, file: string): ParsedDocument {
  const lines = new LineCounter();
  // The reader finds duplicate keys itself: the library's own check compares every key of a map with every other.
  const document = parseYaml(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" });
  const reader = new TreeReader(file, lines);
  for (const error of [...document.errors, ...document.warnings]) {
    const message =
      error.code === "MULTIPLE_DOCS" ? "the file must hold one document, without a second ---" : error.message;
    reader.report("", reader.placeAt(error.pos[0]), message);
  }
  // What stands behind a syntax error is a guess, and problems found in a guess mislead.
  if (reader.problems.length > 0 || document.contents === null) return { root: null, problems: reader.problems };
  return { root: reader.read(document.contents, "", reader.placeAt(0), 0), problems: reader.problems };
}

/** Deeper than any setting stands; a bound on the recursion below. */
const MAX_DEPTH = 32;

class TreeReader {
  readonly problems: ConfigProblem[] = [];
  readonly #file: string;
  readonly #lines: LineCounter;
  readonly #anchors = new Map<string, ConfigNode>();

  constructor(file: string, lines: LineCounter) {
    this.#file = file;
    this.#lines = lines;
  }

  report(path: string, at: Place, message: string): void {
    this.problems.push({ ...at, path, message });
  }

  placeAt(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    // An empty text has no line at all.
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** `keyAt` is the place to name for a value that is not written out, such as that of `workers:` alone. */
  read(node: unknown, path: string, keyAt: Place, depth: number): ConfigNode {
    const at = this.#placeOf(node) ?? keyAt;
    if (depth > MAX_DEPTH) {
      this.report(path, at, `nested deeper than ${MAX_DEPTH} levels`);
      return nothingAt(at);
    }
    if (isAlias(node)) return this.#readAlias(node.source, path, at);
    if (isMap(node)) return this.#readMap(node, path, at, depth);
    if (isScalar(node)) {
      const text = typeof node.source === "string" ? node.source : String(node.value);
      const isEmpty = node.value === null && text === "";
      return this.#remember(node.anchor, { kind: "scalar", at: isEmpty ? keyAt : at, value: node.value, text });
    }
    return node === null ? nothingAt(keyAt) : this.#readList(node as YAMLSeq, path, at, depth);
  }

  #readAlias(name: string, path: string, at: Place): ConfigNode {
    const target = this.#anchors.get(name);
    if (target !== undefined) return target;
    this.report(path, at, `there is no anchor &${name} before the alias *${name}`);
    return nothingAt(at);
  }

  #readMap(map: YAMLMap, path: string, at: Place, depth: number): MapNode {
    const node: MapNode = this.#remember(map.anchor, { kind: "map", at, entries: [] });
    const lineOfKey = new Map<string, number>();
    for (const pair of map.items) {
      const keyAt = this.#placeOf(pair.key) ?? at;
      const key = keyText(pair);
      if (key === null) {
        this.report(path, keyAt, "a key must be a plain word");
        continue;
      }
      const keyPath = joinPath(path, key);
      const value = this.read(pair.value, keyPath, keyAt, depth + 1);
      const firstLine = lineOfKey.get(key);
      if (firstLine !== undefined) {
        this.report(keyPath, keyAt, `duplicate key; the first stands on line ${firstLine}`);
        continue;
      }
      lineOfKey.set(key, keyAt.line);
      node.entries.push({ key, at: keyAt, value });
    }
    return node;
  }

  #readList(list: YAMLSeq, path: string, at: Place, depth: number): ListNode {
    const node: ListNode = this.#remember(list.anchor, { kind: "list", at, items: [] });
    for (const [i, item] of list.items.entries()) node.items.push(this.read(item, `${path}[${i}]`, at, depth + 1));
    return node;
  }

  #remember<N extends ConfigNode>(anchor: string | undefined, node: N): N {
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return node;
  }

  #placeOf(node: unknown): Place | null {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return range?.[0] === undefined ? null : this.placeAt(range[0]);
  }
}

function keyText(pair: Pair): string | null {
  if (!isScalar(pair.key)) return null;
  return typeof pair.key.source === "string" ? pair.key.source : String(pair.key.value);
}

function nothingAt(at: Place): ConfigNode {
  return { kind: "scalar", at, value: null, text: "" };
}
