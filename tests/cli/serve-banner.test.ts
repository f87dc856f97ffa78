import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { renderBanner } from "../../src/cli/serve-banner.ts";
import { loadConfig } from "../../src/config/load-config.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ports = { tcp: 7400, grpc: 7401, http: 7402, admin: 7403 };

/** The banner's last lines, and where its configuration is. */
function bannerOf(t: TestContext, yaml: string, files: readonly string[] = []): { banner: string; folder: string } {
  const folder = tempFolder(t);
  for (const [name, text] of [["prism.yaml", yaml], ...files.map((file) => [file, ""])] as const) {
    writeFileSync(join(folder, name ?? ""), text ?? "");
  }
  return { banner: renderBanner(loadConfig({ env: {}, cores: 2, cwd: folder }), ports, "1.2.3"), folder };
}

const tls = "listeners: { tcp: { tls: true }, http: { tls: true } }\ntls: { certFile: a.crt, keyFile: a.key }\n";

test("a banner ends with a line that can be copied", (t) => {
  const { banner } = bannerOf(t, "");
  assert.match(banner, /\nTry it:\n {2}npx prism kv put hello world && npx prism kv get hello\n$/);
  assert.match(banner, /\n {2}http {8}http:\/\/127\.0\.0\.1:7402 /);
});

test("a banner's line goes over TLS where the door does and the authority lies beside the certificate", (t) => {
  const { banner } = bannerOf(t, tls, ["ca.crt"]);
  assert.match(banner, /put hello world --address prisms:\/\/localhost:7400 --tls-ca \S+\/ca\.crt && /);
  assert.match(banner, /7400 {2}TLS\n/);
  assert.match(banner, /\n {2}http {8}https:\/\//);
});

test("a banner names the pages to read where one line is not enough to come in", (t) => {
  assert.match(bannerOf(t, tls).banner, /\nHow to come in: docs-cms\/reference\/tls\.md\n$/);
  const { banner } = bannerOf(t, `${tls}auth: { mode: required, apiKeys: { file: keys.jsonl } }\n`, ["ca.crt"]);
  assert.match(banner, /\nHow to come in: docs-cms\/reference\/tls\.md, docs-cms\/reference\/authentication\.md\n$/);
});
