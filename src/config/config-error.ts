/** One thing that is wrong with the configuration. */
export interface ConfigProblem {
  /** The file as it was named, or the environment variable, or the flag. */
  readonly file: string;
  /** From 1; 0 when the problem is not on a line of a file. */
  readonly line: number;
  readonly column: number;
  /** The setting, for example `namespaces[1].backend`; empty when it is about the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** The configuration cannot be used. Holds every problem found, not only the first; the message has one line for each. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

/** `prism.yaml:12:5: namespaces[1].bakend: unknown key; did you mean "backend"?` */
function formatProblem(problem: ConfigProblem): string {
  const where = problem.line === 0 ? problem.file : `${problem.file}:${problem.line}:${problem.column}`;
  const what = problem.path === "" ? problem.message : `${problem.path}: ${problem.message}`;
  return problem.suggestion === undefined ? `${where}: ${what}` : `${where}: ${what}; ${problem.suggestion}`;
}
