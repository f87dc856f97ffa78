import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { listFiles } from "../list-files.mjs";

const header = "// Generated from proto/prism/v1/*.proto by `npm run generate`. Do not edit.\n";

/**
 * Writes `prism.js` and `prism.d.ts` into `folder`: encode and decode for every message of proto/prism/v1, without
 * reflection. 64-bit integers are plain numbers, exact up to 2^53 − 1, which is as far as Prism's own go.
 */
export async function generateProtobuf(root, folder) {
  // protobufjs-cli is loaded here, so that the other generators run without it.
  const { pbjs, pbts } = await import("protobufjs-cli");
  const protos = listFiles(join(root, "proto"), "prism/v1").map((path) => join(root, "proto", path));
  const options = ["--target", "static-module", "--wrap", "esm", "--force-number", "--path", join(root, "proto")];
  const lean = ["--no-verify", "--no-delimited", "--no-typeurl", "--no-service"];
  const scratch = mkdtempSync(join(tmpdir(), "prism-generate-"));
  try {
    // The types are read from the doc comments, which make four fifths of the code and are of no other use.
    const commented = join(scratch, "prism.js");
    await promisify(pbjs.main)([...options, ...lean, "--out", commented, ...protos]);
    await promisify(pbts.main)(["--no-comments", "--out", join(scratch, "prism.d.ts"), commented]);
    const code = await promisify(pbjs.main)([...options, ...lean, "--no-comments", ...protos]);
    const types = readFileSync(join(scratch, "prism.d.ts"), "utf8");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "prism.js"), header + importsForNode(code));
    writeFileSync(join(folder, "prism.d.ts"), header + typesForNode(types));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Node's ESM loader wants the file's full name, and gives a CommonJS module as the default export. `--force-number`
 * changes the types alone: the code makes Long objects wherever protobufjs finds that package, so it is taken away.
 */
function importsForNode(code) {
  const imports = `import $protobuf from "protobufjs/minimal.js";

// 64-bit fields are numbers, as the types say.
$protobuf.util.Long = undefined;
$protobuf.configure();`;
  return replaceOnce(code, /^import .* from "protobufjs\/minimal(\.js)?";$/m, imports);
}

/** The same module as the code imports; and no `Long`, since every 64-bit field is a number. */
function typesForNode(types) {
  const imported = replaceOnce(
    types,
    /^import .* from "protobufjs";$/m,
    'import type * as $protobuf from "protobufjs/minimal.js";',
  );
  return replaceOnce(imported, /^import Long = require\("long"\);\n/m, "");
}

/** Fails when the generator's output is not what these lines were written for, instead of leaving it half changed. */
function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`the protobuf generator's output has nothing like ${pattern}`);
  return text.replace(pattern, () => replacement);
}
