import { createHash, type Hash } from "node:crypto";
import { LARGE_CHUNK_BYTES } from "../../common/limits.ts";

/** SHA-256 over the SHA-256 of each half mebibyte of a value that comes part by part: what clients of streams send. */
export class ValueDigest {
  private readonly whole = createHash("sha256");
  private piece: Hash | null = null;
  private pieceBytes = 0;

  update(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(bytes.length - at, LARGE_CHUNK_BYTES - this.pieceBytes);
      this.piece ??= createHash("sha256");
      this.piece.update(bytes.subarray(at, at + taken));
      this.pieceBytes += taken;
      at += taken;
      if (this.pieceBytes === LARGE_CHUNK_BYTES) this.endPiece();
    }
  }

  /** To be called once, behind the last part. */
  take(): Buffer {
    this.endPiece();
    return this.whole.digest();
  }

  private endPiece(): void {
    if (this.piece !== null) this.whole.update(this.piece.digest());
    this.piece = null;
    this.pieceBytes = 0;
  }
}
