import type { ConfigReader } from "./config-reader.ts";
import type { GatewayConfig, NamespaceConfig } from "./gateway-config.ts";

/** A namespace that wants its calls on record gets it, or is told that it does not. */
export function checkAudit(
  reader: ConfigReader,
  { mode, folder, keyFolder }: GatewayConfig["audit"],
  namespaces: readonly Partial<NamespaceConfig>[],
): void {
  if (folder === keyFolder)
    report(
      reader,
      "audit.keyFolder",
      "must differ from audit.folder",
      "whoever may read the log must not be able to sign it",
    );
  if (mode === "on" || reader.isFlawed("audit.mode")) return;
  for (const [i, { audit }] of namespaces.entries()) {
    if (audit === undefined || audit === null || audit === "off") continue;
    report(reader, `namespaces[${i}].audit`, `is ${audit}, and audit.mode is off`, "set audit.mode to on");
  }
}

function report(reader: ConfigReader, path: string, message: string, suggestion: string): void {
  reader.report(path, reader.places.get(path) ?? { file: "defaults", line: 0, column: 0 }, message, suggestion);
}
