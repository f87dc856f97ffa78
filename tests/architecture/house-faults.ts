import type { SourceFile } from "./source-file.ts";

/** A file longer than this has more than one subject. */
export const MAX_LINES = 400;

const forbiddenWords = /(?:^|[-/])(?:utils?|helpers?|managers?)(?=[-./]|$)/;
const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test|\.d)?\.(?:ts|mjs|js)$/;

const rules: readonly { readonly in: "code" | "comments"; readonly pattern: RegExp; readonly fault: string }[] = [
  { in: "comments", pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/, fault: "leaves work for later" },
  { in: "comments", pattern: /@ts-(?:ignore|nocheck|expect-error)\b/, fault: "silences the compiler" },
  { in: "code", pattern: /\bas\s+any\b|[:<]\s*any\b(?!\s*\()/, fault: "gives up on types" },
  {
    in: "code",
    pattern: /\b(?:test|it|describe|suite)\s*\.\s*only\b|[{,]\s*only\s*:\s*true\b/,
    fault: "runs one test only",
  },
];

/** What is against the house rules in names, sizes and words: one sentence each. */
export function houseFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const faults: string[] = [];
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    if (!kebabCase.test(name)) faults.push(`${file.path} is not named in kebab-case`);
    if (forbiddenWords.test(file.path)) faults.push(`${file.path} has a name that says nothing`);
    const lines = file.text.trimEnd().split("\n").length;
    if (lines > MAX_LINES) faults.push(`${file.path} has ${lines} lines; ${MAX_LINES} are the most`);
    for (const rule of rules) {
      const match = rule.pattern.exec(file[rule.in]);
      if (match !== null) faults.push(`${file.path} ${rule.fault}: ${match[0]}`);
    }
    return faults;
  });
}
