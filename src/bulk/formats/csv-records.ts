/** A record of CSV: its cells, or a sentence that says why it has none. */
export interface CsvRecord {
  readonly cells: string[] | string;
  /** From 0: that in which it begins. */
  readonly line: number;
  /** Where it stands in the text. */
  readonly from: number;
  readonly to: number;
}

/**
 * The records of a text, by the grammar of RFC 4180, with LF or CRLF between them and without empty lines:
 *
 *   record = field *("," field)      field = *TEXTDATA / DQUOTE *(TEXTDATA / "," / CR / LF / 2DQUOTE) DQUOTE
 */
export function* readCsvRecords(text: string): Generator<CsvRecord, void, undefined> {
  let line = 0;
  for (let from = 0; from < text.length; ) {
    const reader = new RecordReader(text, from);
    const cells = reader.read();
    if (typeof cells === "string" || cells.length > 1 || cells[0] !== "" || reader.hasQuotes) {
      yield { cells, line, from, to: reader.recordEnd };
    }
    for (let at = text.indexOf("\n", from); at !== -1 && at < reader.at; at = text.indexOf("\n", at + 1)) line++;
    from = reader.at;
  }
}

class RecordReader {
  private readonly text: string;
  /** Behind what was read, with the end of its line. */
  at: number;
  recordEnd = 0;
  hasQuotes = false;

  constructor(text: string, from: number) {
    this.text = text;
    this.at = from;
  }

  read(): string[] | string {
    const cells: string[] = [];
    for (;;) {
      const cell = this.text[this.at] === '"' ? this.quoted() : this.plain();
      if (cell === null) return this.skip();
      cells.push(cell);
      if (this.text[this.at] === ",") {
        this.at++;
        continue;
      }
      this.recordEnd = this.at;
      if (this.text.startsWith("\r\n", this.at)) this.at += 2;
      else this.at++;
      return cells;
    }
  }

  /** Null when something else than a separator follows, or the quotes do not end. */
  private quoted(): string | null {
    this.hasQuotes = true;
    const begin = this.at + 1;
    let end = begin;
    for (;;) {
      end = this.text.indexOf('"', end);
      if (end === -1) return null;
      if (this.text[end + 1] !== '"') break;
      end += 2;
    }
    const cell = this.text.slice(begin, end);
    if (!this.isSeparator(end + 1)) return null;
    this.at = end + 1;
    return cell.includes('"') ? cell.replaceAll('""', '"') : cell;
  }

  /** Null when it has a quote, which would have to be within quotes. */
  private plain(): string | null {
    let end = this.at;
    while (!this.isSeparator(end)) {
      if (this.text[end] === '"') return null;
      end++;
    }
    const cell = this.text.slice(this.at, end);
    this.at = end;
    return cell;
  }

  private isSeparator(at: number): boolean {
    const character = this.text[at];
    return character === undefined || character === "," || character === "\n" || this.text.startsWith("\r\n", at);
  }

  /** Passes over a record that is none, to the end of its line as far as quotes tell. */
  private skip(): string {
    let isQuoted = false;
    let end = this.at;
    for (; end < this.text.length && (isQuoted || this.text[end] !== "\n"); end++) {
      if (this.text[end] === '"') isQuoted = !isQuoted;
    }
    this.recordEnd = end;
    this.at = end + 1;
    return "a quote stands where none may be, or does not end; double each within a quoted field";
  }
}
