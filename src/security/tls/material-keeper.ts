import { type FSWatcher, watch } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "../../common/clock.ts";
import { readTlsFiles, type TlsPaths } from "./tls-files.ts";
import { checkMaterial, type TlsMaterial } from "./tls-material.ts";
import { TlsProblem } from "./tls-problem.ts";

export type TlsLog = (level: "info" | "warning" | "error", message: string, fields: Record<string, unknown>) => void;

export interface MaterialKeeperParts {
  readonly paths: TlsPaths;
  readonly clock: Clock;
  readonly log: TlsLog;
}

/**
 * Keeps the certificates that are served, and takes new ones when the files change. The folders are watched, so that a
 * file that is renamed into its place or a link that is turned (certbot, Kubernetes) is seen at once, and the files are
 * looked at every few seconds for all that no watching shows. Files that cannot be served change nothing: the old ones stay.
 */
export class MaterialKeeper {
  current: TlsMaterial;
  /** Why the files as they are now are not served; empty when they are. */
  problem = "";
  /** Changes of the files that were served, and that were not. */
  readonly reloads = { served: 0, refused: 0 };
  private readonly parts: MaterialKeeperParts;
  private readonly listeners = new Set<(material: TlsMaterial) => void>();
  private readonly watchers: FSWatcher[] = [];
  private timer: NodeJS.Timeout | null = null;
  /** Whether the timer is that of an event; another event does not put it off, or a busy folder would for ever. */
  private isSoon = false;
  private looking: Promise<void> | null = null;
  private isClosed = false;
  /** The state of the files when they were served last, and when they could not be. */
  private servedMarks = "";
  private doubtedMarks = "";
  private saidEnd: End = "far";

  /** Reads the files; throws a {@link TlsProblem} when they cannot be served. */
  constructor(parts: MaterialKeeperParts) {
    this.parts = parts;
    this.current = this.read();
    this.tellAbout(this.current, "TLS certificates are read");
  }

  /** Calls `listener` with what is to be served from now on, each time that it changes. */
  onChange(listener: (material: TlsMaterial) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Begins to watch. */
  open(): void {
    const { certFile, keyFile, clientCaFile } = this.parts.paths;
    const files = [certFile, keyFile, ...(clientCaFile === null ? [] : [clientCaFile])];
    for (const folder of new Set(files.map((file) => dirname(file)))) this.watch(folder);
    this.lookSoon(CALM_MS);
  }

  close(): void {
    this.isClosed = true;
    for (const watcher of this.watchers) watcher.close();
    if (this.timer !== null) clearTimeout(this.timer);
  }

  /**
   * Looks whether the files have changed, and serves them if they can be. Files that cannot are looked at twice before
   * they count as wrong: a certificate and its key are two files, and one is written before the other.
   */
  look(): Promise<void> {
    this.looking ??= this.compare().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  private async compare(): Promise<void> {
    const marks = await this.marks();
    if (this.isClosed) return;
    this.tellOfEnd();
    if (marks === this.servedMarks && this.problem === "") return;
    try {
      const material = this.read();
      this.servedMarks = marks;
      this.doubtedMarks = "";
      this.serve(material);
    } catch (error) {
      if (!(error instanceof TlsProblem)) throw error;
      if (marks === this.doubtedMarks) this.refuse(error.message);
      else this.lookSoon(SETTLE_MS);
      this.doubtedMarks = marks;
    }
  }

  private read(): TlsMaterial {
    const { paths, clock } = this.parts;
    return checkMaterial(readTlsFiles(paths), paths, clock.wallMs());
  }

  private serve(material: TlsMaterial): void {
    const wasRefused = this.problem !== "";
    this.problem = "";
    if (material.files.digest === this.current.files.digest) {
      if (wasRefused) this.parts.log("info", "the files of TLS are again those that are served", {});
      return;
    }
    this.current = material;
    this.saidEnd = "far";
    this.reloads.served++;
    for (const listener of this.listeners) listener(material);
    this.tellAbout(material, "new TLS certificates are served");
  }

  private refuse(problem: string): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.reloads.refused++;
    this.parts.log("error", "the files of TLS have changed and cannot be served; the old certificates stay", {
      problem,
    });
  }

  private tellAbout({ names, fingerprint, expiresAtMs, warnings }: TlsMaterial, message: string): void {
    this.parts.log("info", message, { names, fingerprint, expires: new Date(expiresAtMs).toISOString() });
    for (const warning of warnings) this.parts.log("warning", warning, {});
    this.tellOfEnd();
  }

  /** Says once that the end of the certificate is near, and once that it is there. */
  private tellOfEnd(): void {
    const leftMs = this.current.expiresAtMs - this.parts.clock.wallMs();
    const end: End = leftMs <= 0 ? "past" : leftMs <= NEAR_MS ? "near" : "far";
    if (end === this.saidEnd) return;
    this.saidEnd = end;
    const expires = new Date(this.current.expiresAtMs).toISOString();
    if (end === "past")
      this.parts.log("error", "the TLS certificate has expired: clients refuse it; renew it", { expires });
    if (end === "near") this.parts.log("warning", "the TLS certificate expires soon; renew it", { expires });
  }

  /** What tells that a file is another one, or was written to, in whatever place its links lead to. */
  private async marks(): Promise<string> {
    const { certFile, keyFile, clientCaFile } = this.parts.paths;
    const marks = [certFile, keyFile, clientCaFile].map(async (file) => {
      if (file === null) return "";
      try {
        const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
        return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
      } catch (error) {
        return String((error as NodeJS.ErrnoException).code);
      }
    });
    return (await Promise.all(marks)).join("/");
  }

  private watch(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.lookSoon(CALM_MS));
      watcher.on("error", () => watcher.close());
      this.watchers.push(watcher);
    } catch (error) {
      const problem = (error as Error).message;
      this.parts.log("warning", "a folder cannot be watched; its files are looked at every few seconds", {
        folder,
        problem,
      });
    }
  }

  private lookSoon(afterMs: number): void {
    if (this.isSoon) return;
    this.isSoon = true;
    this.schedule(afterMs);
  }

  private schedule(afterMs: number): void {
    if (this.timer !== null) clearTimeout(this.timer);
    if (!this.isClosed) this.timer = setTimeout(() => void this.lookAndGoOn(), afterMs).unref();
  }

  private async lookAndGoOn(): Promise<void> {
    this.isSoon = false;
    try {
      await this.look();
    } catch (error) {
      this.parts.log("error", "the files of TLS could not be looked at", { problem: String(error) });
    }
    if (!this.isSoon) this.schedule(POLL_MS);
  }
}

type End = "far" | "near" | "past";

/** How often the files are looked at without an event. */
const POLL_MS = 10_000;
/** After an event: writing one file makes several. */
const CALM_MS = 100;
/** Until files that do not fit each other count as wrong. */
const SETTLE_MS = 500;
/** Two weeks: renewing by ACME has had its chance by then. */
const NEAR_MS = 14 * 24 * 3600 * 1000;
