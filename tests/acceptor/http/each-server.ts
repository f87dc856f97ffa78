import { describe } from "node:test";
import { needsUws } from "../../support/needs-uws.ts";

/** What may serve HTTP, as `listeners.http.server` names it. */
export type HttpServerName = "uwebsockets" | "node";

/** A suite for each server: to a client they are the same. */
export function describeEachServer(name: string, suite: (server: HttpServerName) => void): void {
  describe(`${name}, by uWebSockets.js`, { skip: needsUws }, () => suite("uwebsockets"));
  describe(`${name}, by node:http`, () => suite("node"));
}
