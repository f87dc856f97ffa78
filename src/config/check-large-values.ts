import * as zlib from "node:zlib";
import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { NamespaceConfig } from "./gateway-config.ts";

/** What is to be compressed can be. */
export function checkLargeValues(
  reader: ConfigReader,
  namespaces: readonly Partial<NamespaceConfig>[],
  hasZstd = "zstdCompressSync" in zlib,
): void {
  for (const [i, { pattern, largeValues }] of namespaces.entries()) {
    const path = `namespaces[${i}].largeValues.compression`;
    const { compression = "off" } = largeValues ?? {};
    if (compression !== "off" && pattern === "stream") {
      const message = `is ${compression}, and the namespace is a stream: only key-value namespaces have large values`;
      reader.report(path, placeOf(reader, path), message, "leave largeValues out");
    } else if (compression === "zstd" && !hasZstd) {
      const message = `is zstd, which Node.js has from 22.15 on; this is ${process.version}`;
      reader.report(path, placeOf(reader, path), message, "set gzip, or run the gateway on a later Node.js");
    }
  }
}
