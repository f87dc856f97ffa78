import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { renderCliReference } from "../../src/cli/reference.ts";
import { GatewayAdmin } from "../../src/control/gateway-admin.ts";
import { writeIdentity } from "../../src/security/audit/audit-folder.ts";
import { publicPem } from "../../src/security/audit/audit-keys.ts";
import { RealGateway } from "../client/real-gateway.ts";
import { AuditFixture, entry, LOG } from "../security/audit/audit-fixture.ts";
import { freePortVariables } from "../support/free-ports.ts";
import { runCommand, runLine } from "./run-command.ts";

/** The sections of the reference page: command → all that its --help prints. */
function helpTexts(): Map<string, string> {
  const page = renderCliReference();
  return new Map(
    [...page.matchAll(/^## (.+)\n\n```text\n([\s\S]*?)\n```$/gm)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

function examplesOf(help: string): string[] {
  const [, examples = ""] = help.split("\nExamples:\n");
  return examples
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Commands whose examples run until they are ended, or for long, or need a person, a module or a name that is made by then; they are tested where they are. */
const NOT_RUN_HERE = [
  "prism serve",
  "prism bench",
  "prism login",
  "prism top",
  "prism tune",
  "prism audit tail",
  "prism capture",
  "prism pool",
  "prism stack",
  "prism stream subscribe",
  "prism conform",
];

/** A closed audit log, where the examples look for it. */
async function keepAuditLog(folder: string): Promise<void> {
  const fixture = new AuditFixture(join(folder, "audit"), join(folder, "audit-keys"));
  const log = fixture.open();
  log.append(entry({ key: "user/ada" }));
  log.flush();
  await log.close(fixture.nowMs);
  writeIdentity(fixture.folder, { log: LOG, publicKeys: [publicPem(fixture.keys.publicKey)] });
}

test("every command has an example in its help", () => {
  const texts = helpTexts();
  assert.ok(texts.size >= 10);
  for (const [path, help] of texts) assert.ok(examplesOf(help).length > 0, `${path} has no example`);
});

test("every example of every command works as it is printed", async (t) => {
  const gateway = await RealGateway.start();
  t.after(() => gateway.remove());
  const admin = new GatewayAdmin(gateway.gateway, { version: "1.2.3", log: () => undefined });
  const adminUrl = `http://127.0.0.1:${await admin.open("127.0.0.1", 0)}`;
  t.after(() => admin.close());
  copyFileSync(join(process.cwd(), "package.json"), join(gateway.folder, "LICENSE"));
  const env = {
    PRISM_ADDRESS: gateway.address,
    HOME: gateway.folder,
    PRISM_ADMIN_URL: adminUrl,
    // The doctor looks at the ports of this machine, where anything may listen.
    ...freePortVariables,
  };
  const run = (line: string) => runLine(line, { cwd: gateway.folder, env });
  writeFileSync(join(gateway.folder, "namespaces.yaml"), "{ name: orders, pattern: keyvalue, backend: disk }\n");
  await run("prism kv put greeting hello");
  await keepAuditLog(join(gateway.folder, ".prism"));
  for (const [path, help] of helpTexts()) {
    if (NOT_RUN_HERE.some((command) => `${path} `.startsWith(`${command} `))) continue;
    for (const line of examplesOf(help)) {
      if (path.startsWith("prism namespace")) await run("prism namespace apply -f namespaces.yaml");
      const { code, stderr } = await run(line.replace("http://127.0.0.1:7403", adminUrl));
      assert.equal(code, 0, `${line}: ${stderr}`);
      // What a first example deleted is there again for the next.
      if (path === "prism kv delete") await run("prism kv put greeting hello");
    }
  }
});

test("the reference page has the help of every command as it is printed", async () => {
  for (const [path, help] of helpTexts()) {
    const { code, stdout } = await runCommand([...path.split(" ").slice(1), "--help"]);
    assert.equal(code, 0);
    assert.equal(stdout.toString().trimEnd(), help, path);
  }
});

test("docs-cms/reference/cli.md is what `npm run generate` makes of the commands", () => {
  assert.equal(readFileSync(join(process.cwd(), "docs-cms", "reference", "cli.md"), "utf8"), renderCliReference());
});

test("help on a terminal keeps to its width", async () => {
  const { stdout } = await runCommand(["kv", "put", "--help"], { terminals: ["stdout"] });
  const [usage = ""] = stdout.toString().split("\nExamples:");
  for (const line of usage.split("\n")) assert.ok(line.length <= 80, line);
});
