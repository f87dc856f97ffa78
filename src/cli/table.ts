/** Rows with the same fields, as columns under their names. Widths grow with what has been seen, so that pages can follow. */
export class Table {
  private readonly widths = new Map<string, number>();
  private hasHeader = false;

  /** The lines of some more rows, below the header if these are the first. */
  render(rows: readonly Readonly<Record<string, string>>[]): string {
    for (const row of rows) {
      for (const [name, cell] of Object.entries(row)) {
        this.widths.set(name, Math.max(this.widths.get(name) ?? name.length, [...cell].length));
      }
    }
    const lines = rows.map((row) => this.line([...this.widths.keys()].map((name) => row[name] ?? "")));
    if (!this.hasHeader && rows.length > 0) {
      this.hasHeader = true;
      lines.unshift(this.line([...this.widths.keys()].map((name) => name.toUpperCase())));
    }
    return lines.map((line) => `${line}\n`).join("");
  }

  private line(cells: readonly string[]): string {
    const widths = [...this.widths.values()];
    return cells
      .map((cell, i) => cell + " ".repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length)))
      .join("  ")
      .trimEnd();
  }
}
