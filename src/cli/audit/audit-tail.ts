import { setTimeout as pause } from "node:timers/promises";
import { Command, Option } from "commander";
import { toByteString } from "../../codec/byte-string.ts";
import { Code, codeName } from "../../common/codes.ts";
import { listChains } from "../../security/audit/audit-folder.ts";
import { readHashSecret } from "../../security/audit/audit-keys.ts";
import { ChainTail, type TailRecord } from "../../security/audit/chain-tail.ts";
import { KeyHash } from "../../security/audit/key-hash.ts";
import type { CliContext } from "../cli-context.ts";
import { addExamples } from "../examples.ts";
import { ExitCode } from "../exit-code.ts";
import { wholeNumber } from "../kv-options.ts";
import { plainText } from "../plain-text.ts";
import { Table } from "../table.ts";
import { type AuditOptions, addConfigOption, auditFolderOf, keyFolderOf, reading } from "./audit-options.ts";

interface TailOptions extends AuditOptions {
  readonly lines: number;
  readonly follow?: true;
  readonly principal?: string;
  readonly namespace?: string;
  readonly denied?: true;
  readonly key?: string;
  readonly keys?: string;
  readonly output: "table" | "json";
}

/** `prism audit tail`. */
export function auditTailCommand(context: CliContext): Command {
  const command = new Command("tail")
    .description("Show the last records of an audit log, of all its chains by time. It does not verify them.")
    .argument("[folder]", "folder of the log; else audit.folder of the configuration")
    .addOption(new Option("-n, --lines <count>", "so many of the last records").argParser(wholeNumber).default(20))
    .option("-f, --follow", "go on with what is added, until Ctrl-C")
    .option("--principal <name>", "only of this principal")
    .option("--namespace <name>", "only in this namespace")
    .option("--denied", "only what was denied")
    .option("--key <key>", "only about this key; the audit's keys are needed for its hash")
    .option("--keys <folder>", "folder of the audit's keys; else audit.keyFolder of the configuration")
    .addOption(new Option("-o, --output <form>", "form of the result").choices(["table", "json"]).default("table"));
  addConfigOption(command).action((folder: string | undefined, options: TailOptions) =>
    tail(context, auditFolderOf(context, folder, options), options),
  );
  addExamples(command, [
    ["what is denied, as it happens", "prism audit tail -f --denied"],
    ["who has touched a key", "prism audit tail -n 1000 --key user/ada"],
    ["for programs", "prism audit tail -f -o json | jq .principal"],
  ]);
  return command;
}

async function tail(context: CliContext, folder: string, options: TailOptions): Promise<void> {
  const matches = matcher(context, options);
  const printer = new Table();
  const tails = new Map<string, ChainTail>();
  const write = (records: readonly TailRecord[]): Promise<void> =>
    context.stdout.write(options.output === "json" ? asLines(records) : printer.render(records.map(rowOf)));
  const signal = options.follow === true ? context.interruption : null;
  const gather = (read: (chain: ChainTail) => TailRecord[]): TailRecord[] =>
    reading(folder, () => byTime(tailsOf(folder, tails, matches).flatMap(read)));

  const last = gather((chain) => chain.last(options.lines));
  await write(last.slice(Math.max(0, last.length - options.lines)));
  while (signal?.aborted === false) {
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
    const more = gather((chain) => chain.more());
    if (more.length > 0) await write(more);
  }
  if (context.isInterrupted) context.exitCode = ExitCode.INTERRUPTED;
}

/** Those that are there, the new ones among them too. */
function tailsOf(folder: string, tails: Map<string, ChainTail>, matches: (fields: TailRecord["fields"]) => boolean) {
  for (const chain of listChains(folder).keys()) {
    if (!tails.has(chain)) tails.set(chain, new ChainTail(folder, chain, matches));
  }
  return [...tails.values()];
}

function matcher(context: CliContext, options: TailOptions): (fields: TailRecord["fields"]) => boolean {
  const { principal, namespace, denied, key } = options;
  const secret = key === undefined ? null : readHashSecret(keyFolderOf(context, options.keys, options));
  const hash = secret === null ? null : new KeyHash(secret).hex(toByteString(key as string));
  return (fields) => {
    if (principal !== undefined && fields.principal !== principal) return false;
    if (namespace !== undefined && fields.namespace !== namespace) return false;
    if (denied === true && !DENIED.includes(String(fields.code))) return false;
    return hash === null || fields.key === hash || (Array.isArray(fields.keys) && fields.keys.includes(hash));
  };
}

const DENIED = [codeName(Code.PERMISSION_DENIED), codeName(Code.UNAUTHENTICATED)];

/** Every time is written the same way, so that texts compare as times do. Records of one time stay in their order. */
function byTime(records: readonly TailRecord[]): TailRecord[] {
  const timeOf = ({ fields }: TailRecord): string => String(fields.time);
  return [...records].sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : Number(timeOf(a) > timeOf(b))));
}

function asLines(records: readonly TailRecord[]): string {
  return records.map(({ line }) => `${line}\n`).join("");
}

function rowOf({ fields }: TailRecord): Record<string, string> {
  const { time, principal, door, peer, namespace, operation, key, item, items, code, reason, count, request } = fields;
  const text = (value: unknown): string =>
    value === undefined || value === null ? "-" : plainText(String(value), MAX_CELL);
  const which = key ?? (items === undefined ? undefined : `${items} items`);
  const times = count === undefined ? "" : ` × ${count}`;
  return {
    time: text(time),
    principal: text(principal ?? peer),
    door: text(door),
    namespace: text(namespace),
    operation: text(operation),
    key: item === undefined ? text(which) : `${text(which)}[${text(item)}]`,
    outcome: `${text(reason ?? code)}${times}`,
    request: text(request),
  };
}

const MAX_CELL = 64;
/** Soon enough for whoever watches. */
const LOOK_MS = 200;
