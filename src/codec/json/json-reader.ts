import { MAX_JSON_DEPTH } from "../../common/limits.ts";
import { quoted } from "../../common/printable.ts";
import { jsonFault } from "./json-fault.ts";

/**
 * Reads a JSON text value by value, as its caller asks, so that nothing is built that nobody wants: no tree, no objects,
 * and numbers as they are written. Source of the grammar: https://www.rfc-editor.org/rfc/rfc8259
 *
 * ```
 * value  = false / null / true / object / array / number / string
 * object = "{" [ member *( "," member ) ] "}"       member = string ":" value
 * array  = "[" [ value *( "," value ) ] "]"
 * number = [ "-" ] int [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "-" / "+" ] 1*DIGIT ]
 * ```
 *
 * What does not fit is thrown as a fault that says where.
 */
export class JsonReader {
  private readonly text: string;
  private pos = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** What the value is that comes next. */
  kind(): JsonKind {
    const character = this.peek();
    switch (character) {
      case OPEN_BRACE:
        return "object";
      case OPEN_BRACKET:
        return "array";
      case QUOTE:
        return "string";
      case 0x74:
        return "true";
      case 0x66:
        return "false";
      case 0x6e:
        return "null";
      default:
        if (character === MINUS || isDigit(character)) return "number";
        throw this.fault("a value was expected");
    }
  }

  /** Steps over `true`, `false` or `null`, which {@link kind} has said it is. */
  literal(word: "true" | "false" | "null"): void {
    if (!this.text.startsWith(word, this.pos)) throw this.fault(`${word} was expected`);
    this.pos += word.length;
  }

  /** Steps into an object or array. */
  enter(): void {
    if (this.depth === MAX_JSON_DEPTH) {
      const place = this.place();
      throw jsonFault("JSON_TOO_DEEP", `objects and arrays stand in each other over ${MAX_JSON_DEPTH} deep`, place);
    }
    this.depth++;
    this.pos++;
  }

  /** Whether another element comes; when none does, steps out of the array. */
  hasElement(isFirst: boolean): boolean {
    return this.hasMore(CLOSE_BRACKET, "]", isFirst);
  }

  /** The name of the next member; null after the last one, and then it has stepped out of the object. */
  nextName(isFirst: boolean): string | null {
    if (!this.hasMore(CLOSE_BRACE, "}", isFirst)) return null;
    if (this.peek() !== QUOTE) throw this.fault("a name between double quotes was expected");
    const name = this.string();
    if (this.peek() !== COLON) throw this.fault(`a colon was expected after ${quoted(name)}`);
    this.pos++;
    return name;
  }

  string(): string {
    const { text } = this;
    let from = this.pos + 1;
    let before = "";
    for (;;) {
      plainCharacters.lastIndex = from;
      plainCharacters.test(text);
      const at = plainCharacters.lastIndex;
      const character = text.charCodeAt(at);
      if (character === QUOTE) {
        this.pos = at + 1;
        return before + text.slice(from, at);
      }
      if (character !== BACKSLASH) {
        this.pos = at;
        throw this.fault(
          at >= text.length ? "a string has no end" : "control characters in strings are written as \\u00XX",
        );
      }
      before += text.slice(from, at) + this.escape(at);
      from = at + (text.charCodeAt(at + 1) === LETTER_U ? 6 : 2);
    }
  }

  /** A number as it is written. */
  number(): string {
    number.lastIndex = this.pos;
    const match = number.exec(this.text);
    if (match === null) throw this.fault("digits were expected");
    this.pos = number.lastIndex;
    const next = this.text.charCodeAt(this.pos);
    if (isDigit(next)) throw this.fault("a number does not begin with 0 but for 0 itself");
    if (next === DOT || (next | 0x20) === LETTER_E) {
      this.pos++;
      throw this.fault("digits were expected");
    }
    return match[0];
  }

  /** Fails unless the text has ended. */
  end(): void {
    if (this.peek() !== END) throw this.fault("the text should end after its value");
  }

  /** Where it stands, for a message. */
  place(): { readonly line: string; readonly column: string } {
    const before = this.text.slice(0, this.pos).split("\n");
    return { line: String(before.length), column: String((before.at(-1) as string).length + 1) };
  }

  private hasMore(close: number, closing: string, isFirst: boolean): boolean {
    const character = this.peek();
    if (character === close) {
      this.pos++;
      this.depth--;
      return false;
    }
    if (isFirst) return true;
    if (character !== COMMA) throw this.fault(`a comma or ${closing} was expected`);
    this.pos++;
    if (this.peek() === close) throw this.fault(`${closing} may not follow a comma`);
    return true;
  }

  /** The first character that is no white space. */
  private peek(): number {
    let character = this.text.charCodeAt(this.pos);
    while (character === 0x20 || character === 0x0a || character === 0x0d || character === 0x09) {
      character = this.text.charCodeAt(++this.pos);
    }
    return this.pos < this.text.length ? character : END;
  }

  /** The character that the escape sequence at `at` stands for. */
  private escape(at: number): string {
    const letter = this.text[at + 1] ?? "";
    const plain = escapes.get(letter);
    if (plain !== undefined) return plain;
    const digits = this.text.slice(at + 2, at + 6);
    if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(digits)) return String.fromCharCode(Number.parseInt(digits, 16));
    this.pos = at;
    throw this.fault('after a backslash comes one of " \\ / b f n r t, or u and four hexadecimal digits');
  }

  private fault(expected: string): Error {
    const place = this.place();
    const what = this.text.length === 0 ? "an empty text is" : "this is";
    const message = `${what} not JSON: ${expected}, at line ${place.line}, column ${place.column}`;
    return jsonFault("JSON_SYNTAX", message, place);
  }
}

export type JsonKind = "object" | "array" | "string" | "number" | "true" | "false" | "null";

function isDigit(character: number): boolean {
  return character >= 0x30 && character <= 0x39;
}

/** What stands in a string for itself: all but controls, quote and backslash. Twice as fast as a loop. */
const plainCharacters = /[ !#-[\]-\uffff]*/y;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const escapes = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

const END = -1;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const LETTER_E = 0x65;
const LETTER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
