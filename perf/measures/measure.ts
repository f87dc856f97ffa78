import type { Finding } from "../finding.ts";
import type { Lab } from "../lab.ts";

/** One part of the suite. It starts the servers that it needs and ends them. */
export interface Measure {
  /** For `--only`. */
  readonly name: string;
  run(lab: Lab): Promise<Finding[]>;
}
