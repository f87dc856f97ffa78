/**
 * Two texts line by line: what both have after two spaces, what only the first has after `- `, what only the second has
 * after `+ `. By the longest common subsequence of what lies between their common beginning and end.
 */
export function lineDifference(before: string, after: string): string[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = difference(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (line: string): string => `  ${line}`;
  return [...a.slice(0, start).map(same), ...middle, ...a.slice(a.length - end).map(same)];
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function difference(a: readonly string[], b: readonly string[]): string[] {
  // Longer ones are shown as replaced: a table of so many cells is as much as is worth it.
  if (a.length * b.length > MAX_CELLS) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const below = lengths[(i + 1) * width + j] as number;
      const right = lengths[i * width + j + 1] as number;
      const both = (lengths[(i + 1) * width + j + 1] as number) + 1;
      lengths[i * width + j] = a[i] === b[j] ? both : Math.max(below, right);
    }
  }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const below = i < a.length ? (lengths[(i + 1) * width + j] as number) : -1;
    const right = j < b.length ? (lengths[i * width + j + 1] as number) : -1;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(`  ${a[i++]}`);
      j++;
    } else if (below >= right) lines.push(removed(a[i++] as string));
    else lines.push(added(b[j++] as string));
  }
  return lines;
}

const MAX_CELLS = 4_000_000;

function removed(line: string): string {
  return `- ${line}`;
}

function added(line: string): string {
  return `+ ${line}`;
}
