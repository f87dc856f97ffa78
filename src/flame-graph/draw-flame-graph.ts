import { flameScript } from "./flame-script.ts";
import { colorOf } from "./kind-colors.ts";
import { sharesByKind } from "./self-times.ts";
import type { StackNode, StackTree } from "./stack-tree.ts";

export interface FlameGraphTexts {
  /** One line. */
  readonly title: string;
  /** One line below it. */
  readonly subtitle: string;
}

/**
 * A flame graph in one SVG file: a row for each depth of stacks, the callers below, a box as wide as its share of all that
 * was spent. A browser zooms into a box at a click and searches; anything else shows the picture.
 */
export function drawFlameGraph(tree: StackTree, { title, subtitle }: FlameGraphTexts): string {
  const boxes: Box[] = [];
  if (tree.root.total > 0) place(boxes, tree.root, 0, 0, { total: tree.root.total, unit: tree.unit });
  const rows = boxes.reduce((most, { depth }) => Math.max(most, depth + 1), 1);
  const height = TOP + rows * ROW + BOTTOM;
  const kinds = sharesByKind(tree);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="100%" font-family="monospace" font-size="11">`,
    `<style>${styleOf(kinds.map(([kind]) => kind))}</style>`,
    `<rect class="ground" width="${WIDTH}" height="${height}"/>`,
    `<text x="${MARGIN}" y="20" font-size="15">${escaped(title)}</text>`,
    `<text x="${MARGIN}" y="36" class="note">${escaped(subtitle)}</text>`,
    `<text id="search" x="${WIDTH - MARGIN}" y="20" text-anchor="end">search</text>`,
    `<text id="found" x="${WIDTH - MARGIN}" y="36" text-anchor="end" class="note"></text>`,
    ...legend(kinds),
    `<g id="boxes">`,
    ...boxes.map((box) => draw(box, height)),
    "</g>",
    `<script><![CDATA[${flameScript(WIDTH, MARGIN, CHARACTER)}]]></script>`,
    "</svg>",
    "",
  ].join("\n");
}

/** Pixels. */
const WIDTH = 1200;
const MARGIN = 8;
const ROW = 16;
const TOP = 66;
const BOTTOM = 10;
/** The width of a character of the font. */
const CHARACTER = 6.7;
/** What has a smaller share than this is left out: it could be neither seen nor read. */
const LEAST_SHARE = 0.001;

interface Box {
  readonly node: StackNode;
  /** From 0 to 1, as the width is. */
  readonly from: number;
  readonly width: number;
  readonly depth: number;
  readonly amounts: string;
}

interface Whole {
  readonly total: number;
  readonly unit: StackTree["unit"];
}

function place(boxes: Box[], node: StackNode, from: number, depth: number, whole: Whole): void {
  const width = node.total / whole.total;
  if (width < LEAST_SHARE) return;
  boxes.push({ node, from, width, depth, amounts: amountsOf(node, whole) });
  let at = from;
  const children = [...node.children].sort((a, b) => b.total - a.total);
  for (const child of children) {
    place(boxes, child, at, depth + 1, whole);
    at += child.total / whole.total;
  }
}

function amountsOf({ total, self }: StackNode, whole: Whole): string {
  const share = (amount: number): string => `${((amount / whole.total) * 100).toFixed(1)} %`;
  const shown = whole.unit === "us" ? `${(total / 1_000).toFixed(1)} ms` : `${(total / 1_024).toFixed(0)} KiB`;
  return `${share(total)}, ${shown}; itself ${share(self)}`;
}

function draw({ node, from, width, depth, amounts }: Box, height: number): string {
  const x = MARGIN + from * (WIDTH - 2 * MARGIN);
  const w = width * (WIDTH - 2 * MARGIN);
  const y = height - BOTTOM - (depth + 1) * ROW;
  const room = Math.floor((w - 4) / CHARACTER);
  const label = room < 3 ? "" : node.name.length <= room ? node.name : `${node.name.slice(0, room - 1)}…`;
  const where = node.place === "" ? "" : ` (${node.place})`;
  const text = label === "" ? "" : `<text x="${(x + 3).toFixed(1)}" y="${y + 12}">${escaped(label)}</text>`;
  const title = `<title>${escaped(`${node.name}${where}\n${amounts}`)}</title>`;
  return `<g class="k-${node.kind}">${title}<rect x="${x.toFixed(1)}" y="${y}" width="${Math.max(0.3, w - 0.4).toFixed(1)}" height="${ROW - 1}"/>${text}</g>`;
}

function legend(kinds: readonly (readonly [kind: string, share: number])[]): string[] {
  let x = MARGIN;
  return kinds.slice(0, LEGEND_KINDS).map(([kind, share]) => {
    const label = `${kind} ${(share * 100).toFixed(1)} %`;
    const entry = `<g class="k-${kind} legend"><rect x="${x}" y="46" width="10" height="10"/><text x="${x + 14}" y="55">${escaped(label)}</text></g>`;
    x += 14 + Math.ceil(label.length * CHARACTER) + 12;
    return entry;
  });
}

/** As many as one line holds. */
const LEGEND_KINDS = 10;

function styleOf(kinds: readonly string[]): string {
  const colors = [...new Set([...kinds, "other"])].map((kind) => `.k-${kind} rect{fill:${colorOf(kind)}}`);
  return [
    ".ground{fill:#fff}text{fill:#222;pointer-events:none}.note{fill:#666}",
    "#search{pointer-events:all;cursor:pointer;text-decoration:underline}#boxes g{cursor:pointer}",
    "#boxes g:hover rect{stroke:#222;stroke-width:.7}.hit rect{fill:#d2f!important}.away{display:none}.above{opacity:.45}",
    ...colors,
  ].join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
