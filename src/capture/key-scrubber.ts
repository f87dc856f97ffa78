import { createHmac } from "node:crypto";

/**
 * Makes of each key another of the same length: equal keys give equal ones, different keys different ones, and nobody who
 * does not have the secret can tell which key was which. The secret lives in the memory of the gateway, as long as the
 * recording goes on.
 *
 * With a separator the parts between separators are scrubbed one by one, each by all that stands before it: keys that
 * begin with the same parts still do, so a scan by such a beginning finds what it found.
 *
 *     tenant-7/cart/8812   ─►   Zk3Jw0q_/c!7f/x$2B
 *     tenant-7/            ─►   Zk3Jw0q_/
 *
 * A part of {@link HASHED_BYTES} or more becomes a hash. A shorter one has too few hashes to choose from for no two to be
 * the same: it is *permuted* among all parts of its length, by a Feistel network over the printable characters. Where it
 * has other characters it is hashed all the same, and two of such short ones may, rarely, become one.
 */
export class KeyScrubber {
  private readonly secret: Uint8Array;
  private readonly separator: string;
  /** What short parts are made of; never the separator, for then two keys could become one. */
  private readonly characters: string;
  /** Parts that came lately, by their beginning and themselves: most keys come again. */
  private readonly known = new Map<string, string>();
  private readonly alphabets = new Map<string, string>();

  /** @param separator one character, or empty. */
  constructor(secret: Uint8Array, separator: string) {
    this.secret = secret;
    this.separator = separator;
    this.characters = separator === "" ? PRINTABLE : PRINTABLE.replace(separator, "");
  }

  /** @param key UTF-8; so is what comes of it. */
  scrub(key: Buffer): Buffer {
    const text = key.toString("latin1");
    const { separator } = this;
    if (separator === "") return Buffer.from(this.part("", text), "latin1");
    const scrubbed: string[] = [];
    let beginning = "";
    for (const part of text.split(separator)) {
      scrubbed.push(this.part(beginning, part));
      beginning += part + separator;
    }
    return Buffer.from(scrubbed.join(separator), "latin1");
  }

  private part(beginning: string, part: string): string {
    if (part === "") return "";
    const place = beginning + part;
    const known = this.known.get(`${beginning.length} ${place}`);
    if (known !== undefined) return known;
    const isShort = part.length < HASHED_BYTES && this.isPrintable(part);
    const scrubbed = isShort ? this.permuted(beginning, part) : this.hashed(beginning, part);
    if (this.known.size >= MAX_KNOWN) this.known.clear();
    this.known.set(`${beginning.length} ${place}`, scrubbed);
    return scrubbed;
  }

  private isPrintable(part: string): boolean {
    for (const character of part) if (!this.characters.includes(character)) return false;
    return true;
  }

  private hashed(beginning: string, part: string): string {
    let text = "";
    for (let block = 0; text.length < part.length; block++) {
      text += this.mac(`hash ${block} ${beginning.length} ${beginning}${part}`).toString("base64url");
    }
    const { separator } = this;
    return (separator === "" ? text : text.replaceAll(separator, ".")).slice(0, part.length);
  }

  private permuted(beginning: string, part: string): string {
    const { characters } = this;
    if (part.length === 1) return this.alphabet(beginning)[characters.indexOf(part)] as string;
    const cut = part.length >> 1;
    let left = numberOf(part.slice(0, cut), characters);
    let right = numberOf(part.slice(cut), characters);
    const leftSize = characters.length ** cut;
    const rightSize = characters.length ** (part.length - cut);
    const round = (number: number, half: number): number =>
      this.mac(`part ${part.length} ${number} ${half} ${beginning}`).readUIntBE(0, 6);
    for (let number = 0; number < ROUNDS; number += 2) {
      left = (left + (round(number, right) % leftSize)) % leftSize;
      right = (right + (round(number + 1, left) % rightSize)) % rightSize;
    }
    return textOf(left, cut, characters) + textOf(right, part.length - cut, characters);
  }

  /** The characters in an order that the secret decides, for parts of one character. */
  private alphabet(beginning: string): string {
    const known = this.alphabets.get(beginning);
    if (known !== undefined) return known;
    const order = [...this.characters].map((character) => {
      return { character, rank: this.mac(`one ${character}${beginning}`).toString("hex") };
    });
    const alphabet = order
      .sort((a, b) => (a.rank < b.rank ? -1 : 1))
      .map(({ character }) => character)
      .join("");
    if (this.alphabets.size >= MAX_ALPHABETS) this.alphabets.clear();
    this.alphabets.set(beginning, alphabet);
    return alphabet;
  }

  private mac(text: string): Buffer {
    return createHmac("sha256", this.secret).update(text, "latin1").digest();
  }
}

/** From here on a part has more than 2^72 hashes to choose from. */
export const HASHED_BYTES = 12;
/** The printable characters of ASCII. */
const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join("");
/** Of a Feistel network whose rounds are a hash, four are enough that nothing tells it from chance (Luby and Rackoff); these are eight. */
const ROUNDS = 8;
/** Some megabytes at the most: a key that comes again costs a look into a map. */
const MAX_KNOWN = 32_768;
const MAX_ALPHABETS = 256;

function numberOf(text: string, characters: string): number {
  let number = 0;
  for (const character of text) number = number * characters.length + characters.indexOf(character);
  return number;
}

function textOf(number: number, length: number, characters: string): string {
  let text = "";
  for (let i = 0, rest = number; i < length; i++, rest = Math.floor(rest / characters.length)) {
    text = (characters[rest % characters.length] as string) + text;
  }
  return text;
}
