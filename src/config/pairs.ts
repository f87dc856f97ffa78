/**
 * Pairs as `name=value,name=value`, values percent-encoded, as the variables of OpenTelemetry have them; null when the text
 * is none. Source: https://opentelemetry.io/docs/specs/otel/resource/sdk/#specifying-resource-information-via-an-environment-variable
 */
export function parsePairs(text: string): [name: string, value: string][] | null {
  const pairs: [string, string][] = [];
  for (const part of text.split(",")) {
    if (part.trim() === "") continue;
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    const value = decoded(part.slice(at + 1).trim());
    if (at < 1 || !NAME.test(name) || value === null) return null;
    pairs.push([name, value]);
  }
  return pairs;
}

function decoded(text: string): string | null {
  try {
    const value = decodeURIComponent(text);
    return /\p{Cc}/u.test(value) ? null : value;
  } catch {
    return null;
  }
}

/** Of an attribute, and what of it a header's name may be: no spaces, no separators. */
const NAME = /^[\w.!#$%&'*+^`|~-]+$/;
