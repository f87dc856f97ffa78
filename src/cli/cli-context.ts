import type { Readable } from "node:stream";
import type { Clock } from "../common/clock.ts";
import type { Environment } from "../config/environment.ts";
import { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

export interface CliParts {
  readonly environment: Environment;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** Calls back once at the first Ctrl-C from now on. */
  readonly onInterrupt: (action: () => void) => void;
}

/** What a command has of the world. */
export class CliContext {
  readonly environment: Environment;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  readonly clock: Clock;
  /** What the process ends with unless an error is thrown. */
  exitCode: ExitCode = ExitCode.DONE;
  private readonly onInterrupt: (action: () => void) => void;
  private interruptionOrNone: AbortController | null = null;

  constructor(parts: CliParts) {
    this.environment = parts.environment;
    this.stdin = parts.stdin;
    this.stdout = parts.stdout;
    this.stderr = parts.stderr;
    this.clock = parts.clock;
    this.onInterrupt = parts.onInterrupt;
  }

  /** Ends on Ctrl-C. A command that never asks for it is ended by the system instead. */
  get interruption(): AbortSignal {
    if (this.interruptionOrNone === null) {
      const controller = new AbortController();
      this.interruptionOrNone = controller;
      this.onInterrupt(() => controller.abort());
    }
    return this.interruptionOrNone.signal;
  }

  get isInterrupted(): boolean {
    return this.interruptionOrNone?.signal.aborted === true;
  }
}
