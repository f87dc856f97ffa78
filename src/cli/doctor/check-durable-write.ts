import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { KeyValueItem, Outcome } from "../../backends/contract.ts";
import { codeOf, nearestExisting } from "./check-data-folder.ts";
import { type CheckResult, fail, ok } from "./check-result.ts";

type OpenStore = typeof import("../../backends/sqlite/sqlite-store.ts").openSqliteStore;

/** Whether SQLite loads on this machine, and a value that it acknowledged beside a backend's data is there after closing. */
export async function checkDurableWrite(backend: string, folder: string): Promise<CheckResult> {
  const name = `writes of ${backend}`;
  let openStore: OpenStore;
  try {
    // Here and not at the top: a build of SQLite for another system fails as it is loaded, and that is a finding.
    openStore = (await import("../../backends/sqlite/sqlite-store.ts")).openSqliteStore;
  } catch (error) {
    return fail(
      name,
      `SQLite does not load: ${firstLine(error)}`,
      "run `npm rebuild better-sqlite3` with the Node.js that runs Prism",
    );
  }
  let trial = "";
  try {
    trial = await mkdtemp(join(await nearestExisting(folder), ".prism-doctor-"));
    const isKept = writeAndReadBack(openStore, trial);
    if (isKept) return ok(name, "a durable write was there after closing and opening again");
    return fail(
      name,
      "a durable write was not there after closing",
      "use another disk: this one loses what it has acknowledged",
    );
  } catch (error) {
    return fail(name, `a trial write failed: ${firstLine(error)}`, remedyOf(codeOf(error)));
  } finally {
    if (trial !== "") await rm(trial, { recursive: true, force: true });
  }
}

function writeAndReadBack(openStore: OpenStore, folder: string): boolean {
  const written = trialItem(openStore, folder, (store, item) => {
    store.begin();
    store.putMany([item], TRIAL_NOW_MS);
    store.commit();
  });
  const found = trialItem(openStore, folder, (store, item) => store.getMany([item], TRIAL_NOW_MS));
  return (
    written.outcome === Outcome.DONE && found.outcome === Outcome.DONE && Buffer.from(found.value).equals(TRIAL_VALUE)
  );
}

function trialItem(
  openStore: OpenStore,
  folder: string,
  use: (store: ReturnType<OpenStore>, item: KeyValueItem) => void,
): KeyValueItem {
  const store = openStore({ path: folder });
  try {
    const item = new KeyValueItem();
    item.namespaceId = store.openNamespace("trial");
    item.key = "trial";
    item.source = TRIAL_VALUE;
    item.end = TRIAL_VALUE.length;
    use(store, item);
    return item;
  } finally {
    store.close();
  }
}

const TRIAL_VALUE = Buffer.from("kept?");
/** Any time will do: the item never expires. */
const TRIAL_NOW_MS = 1;

function remedyOf(code: string): string {
  return code === "ENOSPC"
    ? "free space on that disk"
    : "give this user the right to write there, or give the backend another path";
}

function firstLine(error: unknown): string {
  return ((error as Error).message.split("\n", 1)[0] ?? "").trim();
}
