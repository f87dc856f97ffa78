/** Text that is safe in HTML, as content and within quoted attributes: results hold whatever a scenario's author wrote. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A table with a heading for each column; cells are texts, and those that read as figures stand right. */
export function tableMarkup(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const heading = head.map((text) => `<th scope="col">${escapeText(text)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(cellMarkup).join("")}</tr>`).join("\n");
  return `<div class="wide"><table><caption>${escapeText(caption)}</caption><thead><tr>${heading}</tr></thead><tbody>\n${body}\n</tbody></table></div>\n`;
}

/** The first cell names its row. */
function cellMarkup(text: string, column: number): string {
  const isFigure = /^[\d–−+.]/.test(text);
  if (column === 0) return `<th scope="row">${escapeText(text)}</th>`;
  return `<td${isFigure ? ' class="figure"' : ""}>${escapeText(text)}</td>`;
}

/** A figure as people read it: three digits or so, thousands apart. */
export function showFigure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** Microseconds in the unit that suits them. */
export function showLatency(us: number): string {
  if (us >= 1_000_000) return `${showFigure(us / 1_000_000)} s`;
  return us >= 1_000 ? `${showFigure(us / 1_000)} ms` : `${showFigure(us)} µs`;
}
