import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exclusively } from "./exclusively.ts";
import { findProgram } from "./find-program.ts";
import { projectCache } from "./project-cache.ts";
import { runProgram } from "./run-program.ts";
import { StackProblem } from "./stack-problem.ts";

/** A program from Maven Central, with all that it runs on. */
export interface MavenProgram {
  /** For people, and for the folder. */
  readonly name: string;
  readonly version: string;
  /** `group:artifact:version` each. */
  readonly artifacts: readonly string[];
}

/** The class path of a program that has been fetched; fails with PROGRAM_MISSING before. */
export function classPath(program: MavenProgram): string {
  const folder = folderOf(program);
  if (existsSync(folder)) return join(folder, "*");
  throw new StackProblem(
    "PROGRAM_MISSING",
    `${program.name} ${program.version} has not been fetched`,
    "prism stack fetch",
  );
}

/** Fetches it into the project's cache, once. */
export async function fetchJars(program: MavenProgram): Promise<void> {
  const folder = folderOf(program);
  if (existsSync(folder)) return;
  const maven = findProgram("mvn", "maven");
  // One at a time: they share Maven's repository.
  await exclusively(join(projectCache, "maven.lock"), async () => {
    if (existsSync(folder)) return;
    const work = `${folder}.unfinished`;
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true });
    writeFileSync(join(work, "pom.xml"), pom(program));
    const goal = `org.apache.maven.plugins:maven-dependency-plugin:${PLUGIN_VERSION}:copy-dependencies`;
    const places = [`-DoutputDirectory=${join(work, "lib")}`, `-Dmaven.repo.local=${join(projectCache, "maven")}`];
    try {
      await runProgram(maven, ["-B", "-q", "-f", join(work, "pom.xml"), goal, "-DincludeScope=runtime", ...places], {
        timeoutMs: FETCH_MS,
      });
    } catch (error) {
      const hint = "Maven Central must be reachable, or mirrored in ~/.m2/settings.xml";
      const what = `${program.name} ${program.version} cannot be fetched: ${(error as Error).message}`;
      throw new StackProblem("INSTALL_FAILED", what, hint, { cause: error });
    }
    // Whole at once, so that nobody takes half of it for all.
    renameSync(join(work, "lib"), folder);
    rmSync(work, { recursive: true, force: true });
  });
}

function folderOf({ name, version }: MavenProgram): string {
  return join(projectCache, `${name.toLowerCase().replaceAll(" ", "-")}-${version}`);
}

function pom({ name, version, artifacts }: MavenProgram): string {
  const dependencies = artifacts.map((artifact) => {
    const [group, id, its] = artifact.split(":");
    return `<dependency><groupId>${group}</groupId><artifactId>${id}</artifactId><version>${its}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>prism.stack</groupId>
  <artifactId>${name.toLowerCase().replaceAll(" ", "-")}</artifactId>
  <version>${version}</version>
  <packaging>pom</packaging>
  <dependencies>
    ${dependencies.join("\n    ")}
  </dependencies>
</project>
`;
}

/** Named, since Debian's Maven would take one from 2013 by itself. */
const PLUGIN_VERSION = "3.8.1";
/** Some 80 MB with Maven's own plugins, over a slow line. */
const FETCH_MS = 8 * 60_000;
