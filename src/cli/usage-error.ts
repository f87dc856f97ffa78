/** The command line was not understood. The process ends with status 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
