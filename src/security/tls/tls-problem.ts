import { printable } from "../../common/printable.ts";

/** A file that TLS needs cannot be used. The message names the setting, the file, what is wrong and what to do. */
export class TlsProblem extends Error {
  override name = "TlsProblem";
  /** For example `tls.keyFile`. */
  readonly setting: string;
  readonly file: string;

  constructor(setting: string, file: string, problem: string, remedy: string) {
    super(`${setting}: ${printable(file, 200)} ${problem}; ${remedy}`);
    this.setting = setting;
    this.file = file;
  }
}
