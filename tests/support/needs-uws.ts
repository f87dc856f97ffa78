import { loadUws } from "../../src/acceptor/http/uws.ts";

/** The package has binaries up to this version of Node.js. */
const LAST_MAJOR = 20;
const isForeseen = Number(process.versions.node.split(".")[0]) <= LAST_MAJOR;

/** Why a test of uWebSockets.js is skipped; false when it is not. */
export const needsUws: string | false =
  loadUws() instanceof Error &&
  (isForeseen ? "needs a binary of uWebSockets.js" : "uWebSockets.js has no binary for this Node.js");
