import { loadPlugin } from "../backends/plugin/load-plugin.ts";
import { checkSettings } from "../backends/plugin/plugin-settings.ts";
import type { LoadedPlugin } from "../backends/plugin/plugin-stores.ts";
import { assert } from "../common/assert.ts";
import type { BackendSpec } from "../namespaces/snapshot.ts";

/** Loads the plugins of all backends into this thread, each with its settings; by the backend's index. Rejects with a PrismError. */
export async function loadPlugins(backends: readonly BackendSpec[]): Promise<ReadonlyMap<number, LoadedPlugin>> {
  const loaded = new Map<number, LoadedPlugin>();
  for (const { type, settings: given, index } of backends) {
    if (type !== "plugin") continue;
    const { module: file, folder } = given;
    const backend = await loadPlugin(file);
    loaded.set(index, { file, backend, settings: checkSettings(backend, given.settings, { file, folder }) });
  }
  return loaded;
}

/** The plugin of a backend that is one. */
export function pluginOf(plugins: ReadonlyMap<number, LoadedPlugin>, { index }: BackendSpec): LoadedPlugin {
  const plugin = plugins.get(index);
  assert(plugin !== undefined, "plugins are loaded before stores are opened");
  return plugin;
}
