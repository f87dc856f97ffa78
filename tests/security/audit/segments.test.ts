import assert from "node:assert/strict";
import { appendFileSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { QueuedSegment } from "../../../src/security/audit/queued-segment.ts";
import { DirectSegment, FileChanged, type Segment } from "../../../src/security/audit/segment.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const kinds: readonly (new (path: string, bytes: number) => Segment)[] = [DirectSegment, QueuedSegment];

for (const Kind of kinds) {
  describe(`a ${Kind.name}`, () => {
    const write = (segment: Segment, text: string): void => segment.write(Buffer.from(`${text}#`), text.length);

    it("has everything in order once it has settled", async (t) => {
      const path = join(tempFolder(t), "log");
      const segment = new Kind(path, 0);
      for (let i = 0; i < 200; i++) write(segment, `line ${i}\n`);
      await segment.settle();
      assert.equal(readFileSync(path, "utf8"), Array.from({ length: 200 }, (_, i) => `line ${i}\n`).join(""));
      assert.equal(segment.bytes, readFileSync(path).length);
      segment.close();
    });

    it("goes on behind what is there, and begins no file that is", async (t) => {
      const path = join(tempFolder(t), "log");
      writeFileSync(path, "before\n");
      assert.throws(() => new Kind(path, 0), /EEXIST/);
      const segment = new Kind(path, 7);
      write(segment, "after\n");
      await segment.settle();
      assert.equal(readFileSync(path, "utf8"), "before\nafter\n");
      segment.close();
    });

    it("notices when its file was removed, replaced or cut", async (t) => {
      const folder = tempFolder(t);
      const changes: Record<string, (path: string) => void> = {
        removed: (path) => renameSync(path, `${path}.away`),
        replaced: (path) => {
          renameSync(path, `${path}.away`);
          writeFileSync(path, "another file");
        },
        cut: (path) => truncateSync(path, 3),
      };
      for (const [what, change] of Object.entries(changes)) {
        const path = join(folder, what);
        const segment = new Kind(path, 0);
        write(segment, "some bytes\n");
        await segment.settle();
        change(path);
        await assert.rejects(
          segment.settle(),
          (error: Error) => error instanceof FileChanged && error.message.includes(what),
        );
        segment.close();
      }
    });
  });
}

describe("a queued segment", () => {
  it("says when too much waits, and takes it all the same", async (t) => {
    const segment = new QueuedSegment(join(tempFolder(t), "log"), 0);
    const piece = Buffer.alloc(512 * 1024, "x");
    assert.equal(segment.isFull, false);
    for (let i = 0; i < 3; i++) segment.write(piece, piece.length);
    assert.equal(segment.isFull, true);
    await segment.settle();
    assert.equal(segment.isFull, false);
    segment.close();
  });

  it("keeps a copy of what it is given", async (t) => {
    const path = join(tempFolder(t), "log");
    const segment = new QueuedSegment(path, 0);
    const bytes = Buffer.from("before");
    segment.write(bytes, bytes.length);
    bytes.fill("!");
    await segment.settle();
    assert.equal(readFileSync(path, "utf8"), "before");
    segment.close();
  });

  it("writes what waits when it is closed", async (t) => {
    const path = join(tempFolder(t), "log");
    const segment = new QueuedSegment(path, 0);
    segment.write(Buffer.from("a"), 1);
    segment.write(Buffer.from("b"), 1);
    segment.close();
    await segment.settle().catch(() => undefined);
    appendFileSync(path, "");
    assert.equal(readFileSync(path, "utf8"), "ab");
  });
});
