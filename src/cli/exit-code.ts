/** What the process ends with. */
export const ExitCode = {
  DONE: 0,
  /** It was understood, and did not succeed. */
  FAILED: 1,
  /** It was not understood: command, option, argument or configuration. */
  USAGE: 2,
  /** 128 + the number of SIGINT, as shells have it. */
  INTERRUPTED: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
