/**
 * A text as a JSON string, quotes included, in printable ASCII alone: it can neither end its line nor look like another
 * one, in whatever a reader decodes it as. A text of more than `mostCharacters` is cut, with `…` at its end.
 */
export function asciiJson(text: string, mostCharacters = MAX_TEXT_CHARACTERS): string {
  const shown = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
  return JSON.stringify(shown).replace(NOT_PLAIN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// By UTF-16 units, as JSON escapes them.
const NOT_PLAIN = /[^\x20-\x7e]/g;

/** Of a principal, a namespace or an address: longer ones are made to fill the disk. */
const MAX_TEXT_CHARACTERS = 256;
