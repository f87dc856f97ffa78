import { createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { readIdentity } from "../../security/audit/audit-folder.ts";
import { keyId } from "../../security/audit/audit-keys.ts";
import type { ChainVerdict, Finding } from "../../security/audit/verify-chain.ts";
import { type FolderVerdict, verifyFolder } from "../../security/audit/verify-folder.ts";
import type { CliContext } from "../cli-context.ts";
import { CommandError } from "../command-error.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";
import { type AuditOptions, addConfigOption, auditFolderOf, reading } from "./audit-options.ts";

interface VerifyOptions extends AuditOptions {
  readonly publicKey: readonly string[];
  readonly closed?: true;
  readonly reaches: ReadonlyMap<string, number>;
  readonly output: "table" | "json";
}

/** `prism audit verify`. */
export function auditVerifyCommand(context: CliContext): Command {
  const command = new Command("verify")
    .description(
      "Check that an audit log is as the gateway wrote it: every seal, every signature, every file. The gateway may run meanwhile. Ends with status 1 when anything is wrong.",
    )
    .argument("[folder]", "folder of the log; else audit.folder of the configuration")
    .addOption(
      new Option("--public-key <file>", "PEM file of a key to trust, may be repeated; else those in the folder itself")
        .argParser(append)
        .default([], "audit.json"),
    )
    .option("--closed", "every chain must have been closed: none is being written, and none was left by a crash")
    .addOption(
      new Option("--reaches <chain=seal>", "the chain must reach this seal, seen in prism_audit_seal; may be repeated")
        .argParser(addReach)
        .default(new Map(), "any"),
    )
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["table", "json"]).default("table"));
  addConfigOption(command).action((folder: string | undefined, options: VerifyOptions) =>
    verify(context, auditFolderOf(context, folder, options), options),
  );
  addExamples(command, [
    ["the log of the gateway in this folder", "prism audit verify"],
    [
      "with the key that was kept elsewhere, when the gateway has stopped",
      "prism audit verify .prism/audit --public-key .prism/audit-keys/public-key.pem --closed",
    ],
    ["that the log was not cut back to an older state", "prism audit verify --reaches worker-0=3"],
  ]);
  return command;
}

async function verify(context: CliContext, folder: string, options: VerifyOptions): Promise<void> {
  const publicKeys = reading(folder, () => keysOf(context, folder, options.publicKey));
  const verdict = reading(folder, () =>
    verifyFolder(folder, { publicKeys, mustBeClosed: options.closed === true, leastSeals: options.reaches }),
  );
  const trust = {
    keys: [...publicKeys.keys()],
    from: options.publicKey.length > 0 ? "the files that were named" : "the folder itself",
  };
  if (!verdict.isGood) context.exitCode = ExitCode.FAILED;
  if (options.output === "json") {
    await context.stdout.write(`${JSON.stringify({ folder, ...verdict, trust }, null, 2)}\n`);
    return;
  }
  await context.stdout.write(describe(verdict));
  const ownKeys = options.publicKey.length === 0 ? OWN_KEYS : "";
  await context.stdout.write(`signed with ${trust.keys.join(", ") || "no known key"}, from ${trust.from}${ownKeys}\n`);
}

const OWN_KEYS = ": whoever can write there could have signed anew; --public-key names a key kept elsewhere";

function describe({ chains, faults, isGood }: FolderVerdict): string {
  const rows = chains.map((chain) => ({
    chain: chain.chain,
    files: String(chain.files),
    records: String(chain.records),
    signed: String(chain.signedRecords),
    seal: String(chain.seal),
    state: chain.isClosed ? "closed" : "open",
    verdict: chain.faults.length === 0 ? "good" : `${chain.faults.length + chain.moreFaults} wrong`,
  }));
  const lines = [...faults, ...chains.flatMap(linesOf)];
  const end = isGood ? "the log is as the gateway wrote it" : "THE LOG IS NOT AS THE GATEWAY WROTE IT";
  return `${new Table().render(rows)}${lines.map((line) => `${plainText(line, MAX_LINE)}\n`).join("")}${end}\n`;
}

function linesOf({ faults, moreFaults, notes }: ChainVerdict): string[] {
  const more = moreFaults > 0 ? [`wrong: … and ${moreFaults} more`] : [];
  return [
    ...faults.map((fault) => `wrong: ${placeOf(fault)}`),
    ...more,
    ...notes.map((note) => `note: ${placeOf(note)}`),
  ];
}

/** As compilers write it, so that editors find the line. */
function placeOf({ file, from, to, what }: Finding): string {
  if (from === 0) return `${file}: ${what}`;
  return `${file}:${from === to ? from : `${from}-${to}`}: ${what}`;
}

const MAX_LINE = 500;

function keysOf({ environment }: CliContext, folder: string, files: readonly string[]): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  const add = (pem: string, origin: string): void => {
    let key: KeyObject;
    try {
      key = createPublicKey(pem);
    } catch {
      throw new CommandError("PUBLIC_KEY_INVALID", `${origin} has no public key in PEM`);
    }
    keys.set(keyId(key), key);
  };
  for (const file of files) {
    const path = resolve(environment.cwd, file);
    for (const pem of readFileSync(path, "utf8").match(PEM) ?? [""]) add(pem, path);
  }
  if (files.length > 0) return keys;
  for (const pem of readIdentity(folder)?.publicKeys ?? []) add(pem, `${folder}/audit.json`);
  return keys;
}

const PEM = /-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g;

function append(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function addReach(value: string, before: ReadonlyMap<string, number>): Map<string, number> {
  const [, chain, seal] = /^([a-z]+(?:-\d+)?)=(\d{1,15})$/.exec(value) ?? [];
  if (chain === undefined) throw new InvalidArgumentError("Give a chain and a number, for example worker-0=48211.");
  return new Map([...before, [chain, Number(seal)]]);
}
