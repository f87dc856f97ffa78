import type { KeySource, VerificationKey } from "./key-source.ts";

/** A secret that the issuer and this gateway share: whoever has it can make tokens, this gateway too. */
export class SecretKey implements KeySource {
  private readonly keys: readonly VerificationKey[];

  constructor(secret: Uint8Array) {
    this.keys = [secret];
  }

  async open(): Promise<void> {}

  close(): void {}

  async find(): Promise<readonly VerificationKey[]> {
    return this.keys;
  }
}
