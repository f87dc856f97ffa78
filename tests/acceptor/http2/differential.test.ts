import assert from "node:assert/strict";
import { it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { createPrng, type Prng } from "../../../src/common/prng.ts";
import { openLeanServer } from "../../support/http2/lean-server.ts";
import { NodeServer } from "../../support/http2/node-server.ts";
import { outcomeOf } from "../../support/http2/outcome.ts";
import { Client, type Piece } from "../../support/http2/random-frames.ts";
import { isTolerated } from "../../support/http2/tolerated.ts";

/** So many sequences of each kind; a seed has one. */
const SEQUENCES = 1_000;

interface Servers {
  /** A port. */
  readonly ours: number;
  readonly node: NodeServer;
}

/** Of which the one at `badAt` breaks a rule. */
function randomPieces(prng: Prng, count: number, badAt: number): Piece[] {
  const client = new Client(prng);
  return Array.from({ length: count }, (_, i) => client.next(i === badAt));
}

/** Sends both servers the same; what is wrong with it at the most is `wrong`. */
async function compare(servers: Servers, seed: number, pieces: readonly Piece[], wrong?: string): Promise<void> {
  const bytes = Buffer.concat(pieces.map((piece) => piece.bytes));
  const [ours, nodes] = await Promise.all([outcomeOf(servers.ours, bytes), servers.node.outcomeOf(bytes)]);
  if (isDeepStrictEqual(ours, nodes) || isTolerated(wrong, ours, nodes)) return;
  assert.deepEqual(ours, nodes, `seed ${seed}, ${wrong}: ${pieces.map(({ what }) => what).join(", ")}`);
}

it("makes the same of sound frames as the HTTP/2 of Node", async (t) => {
  const servers = { ours: await openLeanServer(t), node: new NodeServer(t) };
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const prng = createPrng(seed);
    await compare(servers, seed, randomPieces(prng, 1 + prng.below(40), -1));
  }
});

it("makes the same of a frame among them that breaks a rule, but for what is named", async (t) => {
  const servers = { ours: await openLeanServer(t), node: new NodeServer(t) };
  for (let seed = 1; seed <= SEQUENCES; seed++) {
    const prng = createPrng(seed);
    const [count, at] = [1 + prng.below(12), prng.below(12)];
    const pieces = randomPieces(prng, count, at % count);
    await compare(servers, seed, pieces, pieces[at % count]?.what);
  }
});
