import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** From this version on the headers may hold what an addon made of node::ObjectWrap does not survive. */
const FIRST_MAJOR_WITH_HOOKS = 24;
const withoutHooks = fileURLToPath(new URL("./patches/object-wrap-without-hooks.h", import.meta.url));

/** Says how addons are compiled for a version of Node.js; `env` with what node-gyp needs to know for it. */
export function addonEnvironment(env, version = process.versions.node) {
  if (Number(version.split(".")[0]) < FIRST_MAJOR_WITH_HOOKS) return env;
  return { ...env, CXXFLAGS: `${env.CXXFLAGS ?? ""} -include "${withoutHooks}"`.trim() };
}

/** What makes an addon another one, beside its sources and the version of Node.js: the change of {@link addonEnvironment}. */
export function addonStamp(version = process.versions.node) {
  return addonEnvironment({}, version).CXXFLAGS === undefined ? "" : " without-object-wrap-hooks";
}

/** Why better-sqlite3 does not work here; null when it does. Tried in another process, since a bad addon may crash it. */
export function addonFault(root) {
  const script = 'new (require("better-sqlite3"))(":memory:").close()';
  const done = spawnSync(process.execPath, ["-e", script], { cwd: root, encoding: "utf8" });
  if (done.status !== 0) return `better-sqlite3's addon does not load:\n${done.stderr}`;
  return hasHooks(join(root, "node_modules", "better-sqlite3"))
    ? "better-sqlite3's addon was compiled with headers of Node.js 24.19 or later, unchanged: the process would end when a statement is collected."
    : null;
}

/** Of itself the addon never takes a hook back: whatever names that function has it from the header. */
export function hasHooks(addon) {
  try {
    return readFileSync(join(addon, "build", "Release", "better_sqlite3.node")).includes(
      "RemoveEnvironmentCleanupHook",
    );
  } catch {
    return false;
  }
}
