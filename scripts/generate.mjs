/**
 * Makes every file that is generated from another one. What comes out is committed, so that a checkout builds without
 * the generators, and tests check that generating again changes nothing. Besides the protobuf code it runs every
 * `scripts/generate-*.mjs`.
 *
 *   node scripts/generate.mjs [--protobuf-to FOLDER]
 *
 * With `--protobuf-to` only what the proto files give is made, into that folder: how a test compares without writing here.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateDescriptors } from "./generate/descriptors.mjs";
import { generateProtobuf } from "./generate/protobuf.mjs";
import { listFiles } from "./list-files.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [option, folder] = process.argv.slice(2);
if (option === "--protobuf-to" && folder !== undefined) {
  await generateProtobuf(root, folder);
  generateDescriptors(root, folder);
} else if (option === undefined) {
  await generateProtobuf(root, join(root, "tests", "generated"));
  generateDescriptors(root, join(root, "src", "codec", "generated"));
  // The others describe the code, so they import it from the build.
  run("scripts/prepare.mjs", "--quiet");
  for (const path of listFiles(root, "scripts")) if (/^scripts\/generate-[a-z-]+\.mjs$/.test(path)) run(path);
} else {
  process.stderr.write(`usage: node scripts/generate.mjs [--protobuf-to FOLDER]\n`);
  process.exit(2);
}

function run(script, ...args) {
  const done = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) process.exit(1);
}
