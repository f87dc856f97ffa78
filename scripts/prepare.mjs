/**
 * Makes a checkout ready to run: packages installed, sources compiled. Every npm script calls it first, so nobody needs
 * to know what was done before. It uses Node's built-ins alone, because it runs when nothing else is installed.
 *
 *   node scripts/prepare.mjs [--quiet] [--no-build]
 *
 * `--quiet` prints nothing when there is nothing to do. `--no-build` installs only.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./prepare/build.mjs";
import { adoptHooks } from "./prepare/hooks.mjs";
import { install } from "./prepare/install.mjs";
import { buildNativeDriver } from "./prepare/native-driver.mjs";
import { PrepareError } from "./prepare/prepare-error.mjs";

/** The oldest Node.js that has what Prism uses; the same number stands in package.json under `engines`. */
const MIN_NODE_MAJOR = 20;

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const options = new Set(process.argv.slice(2));

try {
  checkArguments();
  checkNodeVersion();
  const worked = [
    adoptHooks(root),
    install(root),
    buildNativeDriver(root),
    !options.has("--no-build") && build(root),
  ].some(Boolean);
  if (!worked && !options.has("--quiet")) say("packages and build are up to date");
} catch (error) {
  if (!(error instanceof PrepareError)) throw error;
  process.stderr.write(`prism: ${error.message}\n`);
  process.exitCode = 1;
}

function checkArguments() {
  for (const option of options) {
    if (option !== "--quiet" && option !== "--no-build") {
      throw new PrepareError(`unknown option ${option}; there are --quiet and --no-build.`);
    }
  }
}

function checkNodeVersion() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= MIN_NODE_MAJOR) return;
  throw new PrepareError(
    `Node.js ${MIN_NODE_MAJOR} or newer is needed; this is ${process.versions.node} (${process.execPath}). ` +
      "Install a newer one from https://nodejs.org/ and run the command again.",
  );
}

function say(text) {
  process.stdout.write(`prism: ${text}\n`);
}
