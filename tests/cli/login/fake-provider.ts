import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { afterwards } from "../../support/afterwards.ts";

type Form = Readonly<Record<string, string>>;
type FakeAnswer = { readonly status?: number; readonly body: unknown };

/** A provider that answers whatever a test wants: what no real one does, one hopes. */
export class FakeProvider {
  issuer = "";
  /** Over what the discovery document says by itself. */
  metadata: Record<string, unknown> = {};
  /** What the address for device codes answers. */
  start: FakeAnswer = { body: {} };
  /** What the token address answers, one after the other; the last one again and again. */
  tokens: (FakeAnswer | "hang up")[] = [];
  readonly asked: { readonly path: string; readonly form: Form }[] = [];

  static async open(t: TestContext): Promise<FakeProvider> {
    const fake = new FakeProvider();
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      const path = request.url ?? "";
      fake.asked.push({ path, form: Object.fromEntries(new URLSearchParams(text)) });
      const answer = fake.answer(path);
      if (answer === "hang up") request.socket.destroy();
      else {
        const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
        response.writeHead(answer.status ?? 200).end(body);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    afterwards(t, () => {
      server.closeAllConnections();
      server.close();
    });
    fake.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    fake.start = { body: fake.startBody() };
    return fake;
  }

  /** An answer to a request for a device code, with these members over its own. */
  startBody(over: Record<string, unknown> = {}): Record<string, unknown> {
    const url = `${this.issuer}/device`;
    const code = { device_code: "device", user_code: "ABCD-EFGH", expires_in: 600 };
    return { ...code, verification_uri: url, verification_uri_complete: `${url}?user_code=ABCD-EFGH`, ...over };
  }

  private answer(path: string): FakeAnswer | "hang up" {
    if (path === "/.well-known/openid-configuration") {
      const endpoints = {
        device_authorization_endpoint: `${this.issuer}/start`,
        token_endpoint: `${this.issuer}/token`,
      };
      return { body: { issuer: this.issuer, ...endpoints, ...this.metadata } };
    }
    if (path === "/start") return this.start;
    return (this.tokens.length > 1 ? this.tokens.shift() : this.tokens[0]) ?? { status: 404, body: "" };
  }
}

/** A token that says that it is a JWT, and that nobody has signed. */
export function jwtOf(claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256" })}.${part(claims)}.AAAA`;
}
