import { placeOf } from "./check-declarations.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { BackendConfig } from "./gateway-config.ts";
import { placeModule } from "./module-place.ts";

/** Finds the file of each plugin, which takes the place of what was given; where there is none, that is a problem. */
export function placeModules(reader: ConfigReader, backends: BackendConfig[], folder: string): void {
  for (const [i, backend] of backends.entries()) {
    const path = `backends.${backend.name}.module`;
    if (backend.type !== "plugin" || reader.isFlawed(path)) continue;
    // When it is missing, that has been reported.
    if (backend.settings.module === undefined) continue;
    try {
      backends[i] = {
        ...backend,
        settings: { ...backend.settings, module: placeModule(backend.settings.module, folder) },
      };
    } catch (error) {
      reader.report(path, placeOf(reader, path), (error as Error).message);
    }
  }
}
