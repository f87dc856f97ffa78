import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { freeLoopbackPorts } from "../../../src/stack/loopback.ts";
import { afterwards } from "../afterwards.ts";
import "../ended-by-signal.ts";

/** A real provider of identities in a process of its own; see provider-process.ts for whom it knows. */
export class OidcProvider {
  issuer = "";
  /** No outgoing connection is given it while the provider is away. */
  private port = 0;
  private child: ChildProcess | null = null;

  /** Starts it with new keys, or with `keys`. It ends with the test. */
  static async start(
    t: TestContext,
    options: { keys?: readonly JWK[]; tokenTtlS?: number } = {},
  ): Promise<OidcProvider> {
    const provider = new OidcProvider();
    afterwards(t, () => provider.stop());
    provider.port = (await freeLoopbackPorts(1))[0] as number;
    await provider.run(options);
    return provider;
  }

  /** A private key to sign with. */
  static async createKey(keyId: string, algorithm = "RS256"): Promise<JWK> {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
    return { ...(await exportJWK(privateKey)), kid: keyId, alg: algorithm, use: "sig" };
  }

  /** Again at the same address, with other keys: all that it knew of logins is gone. */
  async restart(options: { keys?: readonly JWK[]; tokenTtlS?: number } = {}): Promise<void> {
    await this.stop();
    await this.run(options);
  }

  async stop(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "close");
    running.delete(child);
  }

  /** A token of the service `order-api`. */
  async serviceToken(): Promise<string> {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "order-api",
      client_secret: "a secret of the tests",
    });
    const response = await fetch(`${this.issuer}/token`, { method: "POST", body });
    const answer = (await response.json()) as { access_token?: string };
    if (answer.access_token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`);
    return answer.access_token;
  }

  private async run({ keys, tokenTtlS = 300 }: { keys?: readonly JWK[]; tokenTtlS?: number }): Promise<void> {
    const child = spawn(process.execPath, [processFile], {
      env: {
        PATH: process.env.PATH ?? "",
        PORT: String(this.port),
        KEYS: JSON.stringify(keys ?? [await OidcProvider.createKey("first")]),
        TOKEN_TTL: String(tokenTtlS),
      },
    });
    running.add(child);
    this.child = child;
    let errors = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      errors += text;
    });
    this.issuer = await new Promise<string>((resolve, reject) => {
      let text = "";
      child.stdout?.setEncoding("utf8").on("data", (more: string) => {
        text += more;
        const line = /^(http:\/\/127\.0\.0\.1:\d+)$/m.exec(text)?.[1];
        if (line !== undefined) resolve(line);
      });
      child.once("close", () => reject(new Error(`the provider ended:\n${errors}`)));
    });
  }
}

const processFile = fileURLToPath(new URL("./provider-process.js", import.meta.url));

const running = new Set<ChildProcess>();

process.prependListener("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
