/** The parts of a source text, each as long as the whole: what belongs to another part is blank, line breaks stay. */
export interface SplitText {
  /** Code without comments and without what stands between quotes; a `${…}` is code. */
  readonly code: string;
  /** Code with its strings, without comments. */
  readonly codeAndStrings: string;
  readonly comments: string;
}

type Part = "code" | "string" | "comment";

/** Words after which a slash begins a regular expression and not a division. */
const wordBeforeRegex = /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)\s*$/;

/** Takes TypeScript or JavaScript apart. The text of a regular expression counts as a string. */
export function splitText(text: string): SplitText {
  const parts: Part[] = [];
  // One entry for each open `${`: how many braces inside it are open.
  const templates: number[] = [];
  let at = 0;
  const take = (length: number, part: Part): void => {
    for (const end = Math.min(at + length, text.length); at < end; at++) parts.push(part);
  };
  const takeTemplate = (): void => {
    // Up to the closing backtick, or past the `${` that opens a hole.
    const body = /^(?:\\[\s\S]|\$(?!\{)|[^\\`$])*/.exec(text.slice(at))?.[0] ?? "";
    take(body.length, "string");
    if (text.startsWith("${", at)) templates.push(0);
    take(text.startsWith("${", at) ? 2 : 1, "code");
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    const depth = templates.length - 1;
    if (rest === "//") take(lengthTo(text, at, "\n"), "comment");
    else if (rest === "/*") take(lengthTo(text, at + 2, "*/") + 4, "comment");
    else if (rest[0] === '"' || rest[0] === "'") takeQuoted(stringLength(text, at), take);
    else if (rest[0] === "/" && beginsRegex(text, parts, at)) takeQuoted(regexLength(text, at), take);
    else if (rest[0] === "`") {
      take(1, "code");
      takeTemplate();
    } else if (rest[0] === "}" && templates[depth] === 0) {
      templates.pop();
      take(1, "code");
      takeTemplate();
    } else {
      if (depth >= 0) templates[depth] = (templates[depth] ?? 0) + braceStep(rest[0]);
      take(1, "code");
    }
  }
  return {
    code: keep(text, parts, ["code"]),
    codeAndStrings: keep(text, parts, ["code", "string"]),
    comments: keep(text, parts, ["comment"]),
  };
}

/** The quotes themselves stay code, so that an empty string remains to be seen. */
function takeQuoted(length: number, take: (length: number, part: Part) => void): void {
  take(1, "code");
  take(length - 2, "string");
  take(1, "code");
}

function lengthTo(text: string, from: number, end: string): number {
  const found = text.indexOf(end, from);
  return (found < 0 ? text.length : found) - from;
}

function stringLength(text: string, at: number): number {
  return /^(["'])(?:\\[\s\S]|(?!\1)[^\\\n])*\1/.exec(text.slice(at))?.[0].length ?? 2;
}

function regexLength(text: string, at: number): number {
  return /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(text.slice(at))?.[0].length ?? 2;
}

/** A slash is a division after a value, and begins a regular expression after anything else. */
function beginsRegex(text: string, parts: readonly Part[], at: number): boolean {
  let before = "";
  for (let i = Math.max(0, at - 200); i < at; i++) before += parts[i] === "comment" ? " " : text[i];
  before = before.trimEnd();
  return before === "" || !/[\w$)\]}"'`]$/.test(before) || wordBeforeRegex.test(before);
}

function braceStep(character: string | undefined): number {
  if (character === "{") return 1;
  return character === "}" ? -1 : 0;
}

function keep(text: string, parts: readonly Part[], wanted: readonly Part[]): string {
  let kept = "";
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    kept += character === "\n" || wanted.includes(parts[i] ?? "code") ? character : " ";
  }
  return kept;
}
