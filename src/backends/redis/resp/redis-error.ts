/** What the server answers instead of a result: a word in capitals, and a text for people. The command was not carried out. */
export class RedisError extends Error {
  override name = "RedisError";
  /** `WRONGTYPE`, `OOM` …; `ERR` for all that has no word of its own. */
  readonly prefix: string;

  constructor(text: string) {
    super(text);
    this.prefix = /^[A-Z][A-Z0-9]*(?=\s|$)/.exec(text)?.[0] ?? "ERR";
  }
}
