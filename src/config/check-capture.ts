import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { NamespaceConfig } from "./gateway-config.ts";

/** What is to be recorded can be, and keys are separated by one character of ASCII. */
export function checkCapture(reader: ConfigReader, namespaces: readonly Partial<NamespaceConfig>[]): void {
  for (const [i, { pattern, capture }] of namespaces.entries()) {
    const path = `namespaces[${i}].capture`;
    if (capture?.mode === "on" && pattern === "stream") {
      const message = "is on, and the namespace is a stream: only key-value calls are recorded";
      reader.report(`${path}.mode`, placeOf(reader, `${path}.mode`), message, "leave capture out");
    }
    const separator = capture?.keySeparator ?? "";
    if (separator === "" || /^[!-~]$/.test(separator)) continue;
    const at = `${path}.keySeparator`;
    reader.report(at, placeOf(reader, at), "must be one printable character of ASCII", 'give one such as "/" or ":"');
  }
}
