import { SourceMap, type SourceMapPayload } from "node:module";
import type { Locate } from "./read-profile.ts";
import type { CallFrame, FrameSource } from "./stack-tree.ts";

/** The text of the file at a `file:` URL; null when it cannot be had. */
export type ReadText = (url: string) => string | null;

/**
 * Finds the sources of functions by the source maps beside what runs, where they are; without them it names what runs.
 * @param readText is asked once for each map.
 */
export function createLocator(readText: ReadText): Locate {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (url: string): SourceMap | null => {
    let map = maps.get(url);
    if (map === undefined) {
      map = readMap(readText(`${url}.map`));
      maps.set(url, map);
    }
    return map;
  };
  return (frame) => locate(frame, mapOf);
}

function locate(frame: CallFrame, mapOf: (url: string) => SourceMap | null): FrameSource {
  const { url, functionName, lineNumber, columnNumber } = frame;
  if (url === "") return { place: "", kind: KIND_OF_WORD[functionName] ?? "native" };
  if (!url.startsWith("file:")) {
    return { place: `${url}:${lineNumber + 1}`, kind: url.startsWith("node:") ? "node" : "other" };
  }
  const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+\/.*)$/.exec(url);
  if (inPackage !== null) return { place: `${inPackage[1]}:${lineNumber + 1}`, kind: "package" };
  const entry = mapOf(url)?.findEntry(lineNumber, columnNumber);
  const isMapped = entry !== undefined && "originalSource" in entry;
  const source = isMapped ? new URL(entry.originalSource, url).href : url;
  const place = withinProject(source, url);
  return { place: `${place}:${(isMapped ? entry.originalLine : lineNumber) + 1}`, kind: kindOfPath(place) };
}

/** What V8 calls that which is no function. */
const KIND_OF_WORD: Readonly<Record<string, string>> = { "(garbage collector)": "gc", "(program)": "program" };

/** The path from the folder that has `dist/` on; what runs from elsewhere is named by its file alone. */
function withinProject(source: string, running: string): string {
  const root = /^(.*?\/)dist\//.exec(running)?.[1];
  if (root !== undefined && source.startsWith(root)) return decodeURI(source.slice(root.length));
  return decodeURI(source.slice(source.lastIndexOf("/") + 1));
}

function kindOfPath(place: string): string {
  return /^(?:dist\/)?src\/([^/]+)\//.exec(place)?.[1] ?? "other";
}

function readMap(text: string | null): SourceMap | null {
  if (text === null) return null;
  try {
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    return null;
  }
}
