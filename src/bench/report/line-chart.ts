import type { Axis } from "./axis.ts";
import { escapeText } from "./markup.ts";

/** A line of a chart. Lines of one colour belong together; a dashed one is the lesser of them. */
export interface ChartLine {
  readonly label: string;
  /** From 0; there are {@link CHART_COLOURS}, then they begin anew. */
  readonly colour: number;
  readonly isDashed: boolean;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  /** Unique in its page, of letters, digits and dashes. */
  readonly id: string;
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly ChartLine[];
}

export const CHART_COLOURS = 8;

/** The chart as inline SVG with its legend. Colours are the page's, by class, so that they follow light and dark. */
export function drawLineChart(chart: Chart): string {
  const { id, title, description, x, y, lines } = chart;
  const names = `<title id="${id}-title">${escapeText(title)}</title><desc id="${id}-text">${escapeText(description)}</desc>`;
  const label = `role="img" aria-labelledby="${id}-title" aria-describedby="${id}-text"`;
  const drawn = lines.filter(({ points }) => points.length > 0);
  return [
    `<figure><figcaption>${escapeText(title)}</figcaption>`,
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" ${label}>${names}`,
    ...x.ticks.map((tick) => verticalTick(tick.text, left(x.place(tick.value)))),
    ...y.ticks.map((tick) => horizontalTick(tick.text, top(y.place(tick.value)))),
    `<text class="axis" x="${LEFT + PLOT_WIDTH / 2}" y="${HEIGHT - 6}" text-anchor="middle">${escapeText(x.label)}</text>`,
    `<text class="axis" x="${LEFT}" y="12">${escapeText(y.label)}</text>`,
    ...drawn.map((line) => lineMarkup(line, x, y)),
    "</svg>",
    `<ul class="legend">${drawn.map(legendMarkup).join("")}</ul></figure>\n`,
  ].join("\n");
}

function verticalTick(text: string, x: string): string {
  return `<path class="grid" d="M${x} ${TOP}V${TOP + PLOT_HEIGHT}"/><text x="${x}" y="${TOP + PLOT_HEIGHT + 16}" text-anchor="middle">${escapeText(text)}</text>`;
}

function horizontalTick(text: string, y: string): string {
  return `<path class="grid" d="M${LEFT} ${y}H${LEFT + PLOT_WIDTH}"/><text x="${LEFT - 6}" y="${y}" dy="4" text-anchor="end">${escapeText(text)}</text>`;
}

function lineMarkup({ label, points, colour, isDashed }: ChartLine, x: Axis, y: Axis): string {
  const path = points.map(([px, py]) => `${left(x.place(px))} ${top(y.place(py))}`).join("L");
  return `<path class="${classOf(colour, isDashed)}" d="M${path}"><title>${escapeText(label)}</title></path>`;
}

function legendMarkup({ label, colour, isDashed }: ChartLine): string {
  const sample = `<svg class="sample" viewBox="0 0 28 8" aria-hidden="true"><path class="${classOf(colour, isDashed)}" d="M0 4H28"/></svg>`;
  return `<li>${sample} ${escapeText(label)}</li>`;
}

function classOf(colour: number, isDashed: boolean): string {
  return `line c${colour % CHART_COLOURS}${isDashed ? " dashed" : ""}`;
}

function left(share: number): string {
  return (LEFT + share * PLOT_WIDTH).toFixed(1);
}

function top(share: number): string {
  return (TOP + (1 - share) * PLOT_HEIGHT).toFixed(1);
}

const WIDTH = 760;
const HEIGHT = 320;
/** Room for the figures of the vertical axis. */
const LEFT = 76;
const TOP = 22;
const PLOT_WIDTH = WIDTH - LEFT - 24;
const PLOT_HEIGHT = HEIGHT - TOP - 42;
