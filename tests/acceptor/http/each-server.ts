import { describe } from "node:test";
import { loadUws } from "../../../src/acceptor/http/uws.ts";

/** What may serve HTTP, as `listeners.http.server` names it. */
export type HttpServerName = "uwebsockets" | "node";

/** A suite for each server: to a client they are the same. */
export function describeEachServer(name: string, suite: (server: HttpServerName) => void): void {
  const missing = loadUws() instanceof Error ? "needs a binary of uWebSockets.js for this Node.js" : false;
  describe(`${name}, by uWebSockets.js`, { skip: missing }, () => suite("uwebsockets"));
  describe(`${name}, by node:http`, () => suite("node"));
}
