import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { NamespaceConfig } from "./gateway-config.ts";

/** Keys are separated by one character of ASCII. */
export function checkCapture(reader: ConfigReader, namespaces: readonly Partial<NamespaceConfig>[]): void {
  for (const [i, { capture }] of namespaces.entries()) {
    const separator = capture?.keySeparator ?? "";
    if (separator === "" || /^[!-~]$/.test(separator)) continue;
    const at = `namespaces[${i}].capture.keySeparator`;
    reader.report(at, placeOf(reader, at), "must be one printable character of ASCII", 'give one such as "/" or ":"');
  }
}
