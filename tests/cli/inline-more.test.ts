import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

it("has the V8 of this Node inline more, and asks for nothing that it does not know", () => {
  const module = fileURLToPath(new URL("../../src/cli/inline-more.js", import.meta.url));
  const script = `import(${JSON.stringify(module)}).then(({ inlineMore }) => inlineMore())`;
  // An unknown flag is told on standard error, and so is anything else that goes wrong.
  const told = execFileSync(process.execPath, ["--eval", `${script}.catch((error) => console.log(error))`, "--"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  assert.equal(told, "");
  const flags = execFileSync(process.execPath, ["--v8-options"], { encoding: "utf8" });
  assert.match(flags, /--max-inlined-bytecode-size-cumulative /, "this V8 has no such flag");
});
