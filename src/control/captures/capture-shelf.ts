import { readdirSync } from "node:fs";
import { join } from "node:path";
import { bytesOf, type Recording, readRecording, removeOld } from "../../capture/recording.ts";

/** The folder of the recordings, with those that are over and those that go on. */
export class CaptureShelf {
  private readonly folder: string;
  /** Whether a recording goes on in this process. */
  private readonly goesOn: (recording: string) => boolean;

  constructor(folder: string, goesOn: (recording: string) => boolean) {
    this.folder = folder;
    this.goesOn = goesOn;
  }

  /** All that can be read; none while the folder is not there. */
  all(): Recording[] {
    let names: string[];
    try {
      names = readdirSync(this.folder);
    } catch {
      return [];
    }
    return names.flatMap((name) => readRecording(join(this.folder, name)) ?? []);
  }

  /** Bytes of those that a namespace's declaration began. */
  bytesDeclared(namespace: string): number {
    return this.all()
      .filter((recording) => recording.namespace === namespace && recording.startedBy === null)
      .reduce((sum, { recording }) => sum + this.bytesOf(recording), 0);
  }

  bytesOf(recording: string): number {
    try {
      return bytesOf(join(this.folder, recording));
    } catch {
      return 0;
    }
  }

  /** Removes what is older than its recording says. @returns why something could not be; empty when all was. */
  sweep(nowMs: number): string {
    let problem = "";
    for (const { recording, maxAgeMs } of this.all()) {
      try {
        removeOld(join(this.folder, recording), nowMs - maxAgeMs, this.goesOn(recording));
      } catch (error) {
        problem = (error as Error).message;
      }
    }
    return problem;
  }
}
