import { KEY_FILE_LOOK_MS, MAX_KEY_SET_BYTES } from "../../common/limits.ts";
import { WatchedFile } from "../watched-file.ts";
import type { KeySource, OnKeysChanged, VerificationKey } from "./key-source.ts";
import { PublicKeys } from "./public-keys.ts";
import type { UnverifiedToken } from "./unverified-token.ts";

export interface FileKeysParts {
  readonly path: string;
  readonly form: "key-set" | "pem";
  readonly onChange: OnKeysChanged;
  readonly onProblem: (problem: string | null) => void;
}

/** Public keys in a file, which is read again when it changes; what cannot be used leaves the keys as they were. */
export class FileKeys implements KeySource {
  private keys: PublicKeys | null = null;
  private readonly file: WatchedFile;

  constructor({ path, form, onChange, onProblem }: FileKeysParts) {
    this.file = new WatchedFile({
      path,
      setting: "auth.jwt",
      remedy: "correct the file, or name another",
      maxBytes: MAX_KEY_SET_BYTES,
      isTrusted: true,
      take: (text) => {
        const before = this.keys;
        this.keys = form === "pem" ? PublicKeys.fromPem(text) : PublicKeys.fromKeySet(text);
        if (before !== null && before.fingerprint !== this.keys.fingerprint) onChange();
      },
      onProblem,
    });
  }

  open(): Promise<void> {
    return this.file.open(KEY_FILE_LOOK_MS);
  }

  close(): void {
    this.file.close();
  }

  /** Reads the file again if it has changed. */
  look(): Promise<void> {
    return this.file.look();
  }

  async find(token: UnverifiedToken): Promise<readonly VerificationKey[]> {
    return this.keys?.find(token) ?? [];
  }
}
