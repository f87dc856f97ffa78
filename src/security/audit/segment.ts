import { closeSync, constants, fdatasync, fdatasyncSync, fstat, openSync, writeSync } from "node:fs";
import { stat } from "node:fs/promises";
import { promisify } from "node:util";

/** One file of a chain, as it is written. */
export interface Segment {
  /** What has been written of it. */
  readonly bytes: number;
  /** Why nothing can be written now; empty when it can. */
  readonly problem: string;
  /** Whether so much waits to be written that no more should come. */
  readonly isFull: boolean;
  /** Adds `bytes[0, length)`, borrowed until it returns. When it throws, the same place is written again next time. */
  write(bytes: Buffer, length: number): void;
  /** Resolves when what has been written is on the disk. Rejects with a {@link FileChanged} when somebody has removed, replaced or cut the file. */
  settle(): Promise<void>;
  /** Has what was written on the disk when it returns; for a segment that writes at once. */
  settleNow(): void;
  close(): void;
}

/** Writes at once: when `write` returns, the system has the bytes, and they outlive this process. */
export class DirectSegment implements Segment {
  bytes: number;
  readonly problem = "";
  readonly isFull = false;
  private readonly path: string;
  private readonly fd: number;

  /** @param bytes what the file has already; 0 = it must not exist. */
  constructor(path: string, bytes: number) {
    this.path = path;
    this.fd = openSegment(path, bytes);
    this.bytes = bytes;
  }

  write(bytes: Buffer, length: number): void {
    for (let done = 0; done < length; ) done += writeSync(this.fd, bytes, done, length - done, this.bytes + done);
    this.bytes += length;
  }

  settle(): Promise<void> {
    return settleFile(this.path, this.fd, this.bytes);
  }

  settleNow(): void {
    fdatasyncSync(this.fd);
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** For the owner alone, and not for appending: a write that failed half-way is made again at the same place. */
export function openSegment(path: string, bytes: number): number {
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  return openSync(path, bytes === 0 ? O_WRONLY | O_CREAT | O_EXCL : O_WRONLY, 0o600);
}

/** Brings the file's first `bytes` to the disk, and looks whether it is still there with all of them. */
export async function settleFile(path: string, fd: number, bytes: number): Promise<void> {
  await promisify(fdatasync)(fd);
  const [opened, found] = await Promise.all([promisify(fstat)(fd), stat(path).catch(() => null)]);
  if (found === null) throw new FileChanged(`${path} was removed`);
  if (opened.ino !== found.ino) throw new FileChanged(`${path} was replaced by another file`);
  if (opened.size < bytes) throw new FileChanged(`${path} was cut from ${bytes} to ${opened.size} bytes`);
}

/** Somebody else has had their hands on a file of the log. */
export class FileChanged extends Error {
  override name = "FileChanged";
}
