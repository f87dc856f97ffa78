/**
 * Runs the compiled tests with Node's own runner, one process per file, as many at a time as there are cores, and one of
 * those that mostly wait (`test/lanes.mjs`).
 *
 *   node scripts/test.mjs [part of a path …]        npm test -- ring codec/frame
 *
 * The last line is `N passed, N failed, N skipped`; the exit status is 1 when anything failed. It counts tests, not
 * suites or files; a file that crashes, hangs or holds no test at all counts as one failure.
 *
 * A test that lacks a server or a right skips with a reason that begins with "needs ", for example "needs PostgreSQL".
 * With PRISM_REQUIRE=all in the environment such a skip is a failure, so that a run on a full machine cannot leave
 * anything out quietly.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { listFiles } from "./list-files.mjs";
import { LONGEST, runInLanes } from "./test/lanes.mjs";
import { Report } from "./test/report.mjs";
import { killAll, runFile } from "./test/run-file.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const requireAll = process.env.PRISM_REQUIRE === "all";

/** A run within a test is given how many it may have. */
const lanes = Number(process.env.PRISM_TEST_LANES ?? availableParallelism());

const files = selectFiles(process.argv.slice(2));
const report = new Report({ requireAll });
if (files.length === 0) {
  report.addFault(process.argv.slice(2).join(" "), "no test file has this in its path");
} else {
  await runAll(files);
}
process.stdout.write(report.summary());
process.exitCode = report.failed > 0 ? 1 : 0;

/** Files under dist/tests whose path has any of the parts, or is one; all of them when no part is given. */
function selectFiles(parts) {
  const folder = "dist/tests";
  return listFiles(root, folder)
    .map((path) => path.slice(folder.length + 1))
    .filter((path) => path.endsWith(".test.js"))
    .filter(
      (path) => parts.length === 0 || parts.some((part) => (isWhole(part) ? path === part : path.includes(part))),
    );
}

function isWhole(part) {
  return part.endsWith(".test.js");
}

async function runAll(paths) {
  const scratch = mkdtempSync(join(tmpdir(), "prism-test-"));
  stopWithUs(scratch);
  let started = 0;
  try {
    await runInLanes(paths, lanes, async (path) => {
      const eventsPath = join(scratch, `${started++}.jsonl`);
      const result = await runFile({ root, path, eventsPath, patience: path === LONGEST ? 2 : 1 });
      process.stdout.write(report.addFile(path.slice(0, -".test.js".length), result));
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The test processes have groups of their own, which a Ctrl-C at the terminal does not reach. */
function stopWithUs(scratch) {
  for (const [signal, status] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ]) {
    process.once(signal, () => {
      killAll();
      rmSync(scratch, { recursive: true, force: true });
      process.exit(status);
    });
  }
}
