import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { afterwards } from "../afterwards.ts";
import { tempFolder } from "../temp-folder.ts";
import type { SuiteCase } from "./suite-record.ts";

/** Runs all of h2spec, its strict cases too, against a server of this machine. */
export async function runH2spec(
  t: TestContext,
  program: string,
  port: number,
  security: "plain" | "TLS",
): Promise<SuiteCase[]> {
  const report = join(tempFolder(t), "report.xml");
  const secure = security === "TLS" ? ["--tls", "--insecure"] : [];
  const args = ["--strict", "-h", "127.0.0.1", "-p", String(port), "-o", String(WAIT_S), "-j", report, ...secure];
  const child = spawn(program, args, { stdio: "ignore" });
  afterwards(t, () => child.kill("SIGKILL"));
  // It ends with 1 when a case failed, which the report says better.
  await new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  });
  return casesOf(readFileSync(report, "utf8"));
}

/** What a report of JUnit says of each case. */
function casesOf(xml: string): SuiteCase[] {
  return [...xml.matchAll(CASE)].map(([, group = "", name = "", rest = ""]) => ({
    group,
    name: plain(name),
    problem: problemOf(rest),
  }));
}

function problemOf(inner: string): string | null {
  if (inner.includes("<skipped>")) return "skipped";
  const found = /<(?:error|failure)>([\s\S]*?)<\//.exec(inner);
  return found === null ? null : plain(found[1] ?? "").replaceAll("\n", "; ");
}

function plain(xml: string): string {
  return xml.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replaceAll("&amp;", "&");
}

const CASE = /<testcase package="([^"]*)" classname="([^"]*)" time="[^"]*">([\s\S]*?)<\/testcase>/g;
/** How long it waits for what a server must say, and in a few cases for that it says nothing. */
const WAIT_S = 1;
