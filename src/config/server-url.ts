import { isSecretReference, readSecret } from "./secret.ts";

/** Whether a text is a URL of one of these schemes that shows no password, so that it may stand in the file itself. */
export function isServerUrl(text: string, schemes: readonly string[]): boolean {
  if (text.length > 2048 || /[\p{Cc}\s]/u.test(text) || !URL.canParse(text)) return false;
  const { password, protocol } = new URL(text);
  return password === "" && schemes.some((scheme) => protocol === `${scheme}:`);
}

/**
 * The URL that a `server-url` setting gives, or names the place of. Throws an Error that says what is wrong, after the
 * setting's name; it never has the URL in it.
 */
export function readServerUrl(setting: string, env: Readonly<Record<string, string | undefined>> = process.env): URL {
  const text = isSecretReference(setting) ? Buffer.from(readSecret(setting, env)).toString("utf8") : setting;
  try {
    return new URL(text);
  } catch {
    throw new Error("is no URL");
  }
}
