import type { Visitor } from "../../src/acceptor/connection.ts";
import { openHouse } from "../../src/security/authenticator.ts";
import { Door } from "../../src/security/caller.ts";

/** Who comes over TCP to a gateway that asks for no credentials. */
export const anyone: Visitor = { door: Door.TCP, identity: openHouse.anonymous };
