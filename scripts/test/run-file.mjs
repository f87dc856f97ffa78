import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A file that takes longer hangs: the slowest suite, a load run, ends well within it. */
const MAX_FILE_MS = readBound("PRISM_TEST_FILE_MS", 10 * 60_000);
/** What a test file prints is shown when it fails, but no more of it than this many of its last characters. */
const MAX_OUTPUT_CHARACTERS = 20_000;

const reporterUrl = pathToFileURL(join(dirname(fileURLToPath(import.meta.url)), "reporter.mjs")).href;
const running = new Set();

/**
 * Runs one compiled test file in a process of its own. Resolves to the finished tests in order, what the process
 * printed, and `fault`: what went wrong with the file itself, or null. A file may take `patience` times as long as others.
 */
export function runFile({ root, path, eventsPath, patience }) {
  const maxMs = MAX_FILE_MS * patience;
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [
      "--enable-source-maps",
      `--test-reporter=${reporterUrl}`,
      `--test-reporter-destination=${eventsPath}`,
      join(root, "dist", "tests", path),
    ],
    // A group of its own, so that whatever the test started can be ended with it.
    { cwd: root, env: childEnvironment(), stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  running.add(child);
  let output = "";
  const keep = (chunk) => {
    output = (output + chunk).slice(-MAX_OUTPUT_CHARACTERS);
  };
  child.stdout.setEncoding("utf8").on("data", keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup(child);
  }, maxMs);

  return new Promise((resolve) => {
    let ended = false;
    const finish = (exit) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      // A server that outlives its test would hold ports and, through the pipes, this runner.
      killGroup(child);
      running.delete(child);
      const tests = readEvents(eventsPath);
      const fault = timedOut ? `still running after ${maxMs} ms; ended` : faultOf(tests, exit);
      resolve({ tests, output, fault, seconds: (performance.now() - startedAt) / 1000 });
    };
    child.once("error", (error) => finish(`could not be started: ${error.message}`));
    // "exit" comes before the last output; "close" may never come while a left-over process holds the pipes.
    child.once("exit", (code, signal) => {
      const exit = signal === null ? code : signal;
      child.once("close", () => finish(exit));
      killGroup(child);
    });
  });
}

/** Ends every test process and what it started. */
export function killAll() {
  for (const child of running) killGroup(child);
}

function killGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

function faultOf(tests, exit) {
  if (typeof exit === "string" && exit.startsWith("could not")) return exit;
  if (exit !== 0 && tests.every((test) => test.passed)) return `ended with ${exit} outside of any test`;
  return tests.length === 0 ? "holds no test" : null;
}

/** Without the mark that makes a runner inside a runner's test do nothing. */
function childEnvironment() {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return env;
}

function readEvents(path) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return []; // The process ended before it finished a test.
  }
  // A process that was killed may leave half a line at the end.
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
}

function readBound(name, fallback) {
  const value = process.env[name];
  if (value === undefined) return fallback;
  if (!/^[1-9][0-9]*$/.test(value)) throw new Error(`${name} must be a number of milliseconds, not "${value}"`);
  return Number(value);
}
