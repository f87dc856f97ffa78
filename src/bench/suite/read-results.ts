import { SUITE_RESULT_FORMAT, type SuiteResult } from "./suite-result.ts";

/** A text is no results of `prism bench run`. */
export class ResultsError extends Error {
  override name = "ResultsError";
}

/**
 * Reads what `prism bench run --output` wrote: a JSON document a line, or one document over several lines. `name` is that
 * of the file, for errors. Throws {@link ResultsError}.
 */
export function readResults(text: string, name: string): SuiteResult[] {
  const documents = parseWhole(text) ?? parseLines(text, name);
  if (documents.length === 0) throw new ResultsError(`${name} is empty: write it with prism bench run --output`);
  documents.forEach((document, at) => {
    const format = (document as { format?: unknown } | null)?.format;
    if (format === SUITE_RESULT_FORMAT) return;
    const found = format === undefined ? "has no format" : `has the format ${JSON.stringify(format)}`;
    throw new ResultsError(
      `${name}: document ${at + 1} ${found}, this Prism reads ${SUITE_RESULT_FORMAT}: write it with prism bench run --output`,
    );
  });
  return documents as SuiteResult[];
}

/** Null when it is not one document. */
function parseWhole(text: string): unknown[] | null {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return null;
  }
}

function parseLines(text: string, name: string): unknown[] {
  return text.split("\n").flatMap((line, at) => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      throw new ResultsError(`${name}:${at + 1} is no JSON: ${(error as Error).message}`);
    }
  });
}
