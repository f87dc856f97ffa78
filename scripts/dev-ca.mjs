/**
 * `npm run dev-ca`: certificates for development. Makes an authority, a certificate for a gateway on this machine and one
 * for each client, with openssl, and says how to use them. Run again, it keeps the authority and renews the rest.
 *
 *   npm run dev-ca -- --client user:ada --client service:order-api --host prism.test --out .prism/tls
 *
 * Nothing here is for production: the authority's key lies beside its certificates, readable by whoever is this user.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readClient } from "./dev-ca/client-name.mjs";
import { renderHints } from "./dev-ca/hints.mjs";

/** Long enough for a project, too short to be forgotten. */
const CA_DAYS = 90;
const DAYS = 30;

/** npm runs scripts in the folder of package.json, and tells where the person is. */
const here = process.env.INIT_CWD ?? process.cwd();

try {
  main();
} catch (error) {
  fail(error.message, 1);
}

function main() {
  const { out, hosts, clients, isNew } = readOptions();
  process.umask(0o077);
  checkOpenssl();
  mkdirSync(out, { recursive: true, mode: 0o700 });
  // In the same folder, so that renaming a finished file puts it in its place at once: a gateway may be watching.
  const scratch = mkdtempSync(join(out, ".making-"));
  try {
    if (isNew || !isUsable(join(out, "ca.crt"))) makeAuthority(scratch, out);
    const names = hosts.map((host) => `${isIP(host) === 0 ? "DNS" : "IP"}:${host}`);
    makeCertificate(scratch, out, { file: "server", subject: "/CN=localhost", usage: "serverAuth", names });
    for (const client of clients) makeCertificate(scratch, out, { ...client, usage: "clientAuth" });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  process.stdout.write(renderHints({ folder: shortPath(out), hosts, clients, days: DAYS }));
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        out: { type: "string", default: join(".prism", "tls") },
        host: { type: "string", multiple: true, default: [] },
        client: { type: "string", multiple: true, default: ["user:developer"] },
        "new-ca": { type: "boolean", default: false },
      },
    });
    for (const host of values.host) {
      if (isIP(host) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host))
        throw new Error(`--host ${host} is no name or address`);
    }
    return {
      out: resolve(here, values.out),
      hosts: ["localhost", "127.0.0.1", "::1", ...values.host],
      clients: values.client.map(readClient),
      isNew: values["new-ca"],
    };
  } catch (error) {
    fail(
      `${error.message}\nusage: npm run dev-ca -- [--out FOLDER] [--host NAME]… [--client user:NAME | service:NAME]… [--new-ca]`,
      2,
    );
  }
}

function checkOpenssl() {
  const { error, status } = spawnSync("openssl", ["version"], { stdio: "ignore" });
  if (error === undefined && status === 0) return;
  fail("openssl is missing: install it, for example with `apt-get install openssl` or `brew install openssl`", 1);
}

/** Whether the authority is there with its key and lasts longer than what it would sign. */
function isUsable(certificate) {
  if (!existsSync(certificate) || !existsSync(certificate.replace(/crt$/, "key"))) return false;
  return (
    spawnSync("openssl", ["x509", "-in", certificate, "-noout", "-checkend", String(DAYS * 86_400)], {
      stdio: "ignore",
    }).status === 0
  );
}

function makeAuthority(scratch, out) {
  const config = `[req]
distinguished_name = subject
prompt = no
x509_extensions = authority
[subject]
CN = Prism development CA
[authority]
basicConstraints = critical, CA:true, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
`;
  const [file, key, crt] = ["ca.cnf", "ca.key", "ca.crt"].map((name) => join(scratch, name));
  writeFileSync(file, config);
  makeKey(key);
  openssl("req", "-new", "-x509", "-sha256", "-config", file, "-key", key, "-days", String(CA_DAYS), "-out", crt);
  renameSync(key, join(out, "ca.key"));
  renameSync(crt, join(out, "ca.crt"));
}

function makeCertificate(scratch, out, { file, subject, usage, names }) {
  const [config, key, request, crt] = ["cnf", "key", "csr", "crt"].map((ending) => join(scratch, `${file}.${ending}`));
  const alternative = names.length === 0 ? "" : `subjectAltName = ${names.join(", ")}\n`;
  writeFileSync(
    config,
    `[req]
distinguished_name = subject
[subject]
[extensions]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = ${usage}
${alternative}`,
  );
  makeKey(key);
  openssl("req", "-new", "-sha256", "-config", config, "-key", key, "-subj", subject, "-out", request);
  openssl(
    ...["x509", "-req", "-sha256", "-in", request, "-CA", join(out, "ca.crt"), "-CAkey", join(out, "ca.key")],
    ...["-set_serial", `0x4${randomBytes(15).toString("hex")}`, "-days", String(DAYS)],
    ...["-extfile", config, "-extensions", "extensions", "-out", crt],
  );
  renameSync(key, join(out, `${file}.key`));
  renameSync(crt, join(out, `${file}.crt`));
}

function makeKey(file) {
  openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", file);
}

function openssl(...args) {
  const { status, stderr } = spawnSync("openssl", args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`openssl ${args.join(" ")} failed:\n${stderr}`);
}

function shortPath(path) {
  const short = relative(here, path);
  return short.startsWith("..") ? path : short;
}

function fail(message, status) {
  process.stderr.write(`${message}\n`);
  process.exit(status);
}
