import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Environment, homeFolder } from "../../config/environment.ts";
import { CommandError } from "../command-error.ts";

/** What a login left behind. */
export interface Login {
  /** The gateways that get its token, see gatewayKey. */
  readonly gateways: readonly string[];
  readonly issuer: string;
  readonly clientId: string;
  /** Where the client's secret is, if it has one: `env:NAME` or `file:PATH`. */
  readonly clientSecret: string | null;
  /** What gateways are sent. */
  readonly token: string;
  /** Whether that is the ID token rather than the access token. */
  readonly isIdToken: boolean;
  readonly refreshToken: string | null;
  /** Milliseconds since the epoch; 0 = the provider has not said. */
  readonly expiresAtMs: number;
}

/**
 * The logins of a person, in `~/.prism/credentials.json`, which nobody else can read. It is replaced as a whole. A gateway
 * has one login at the most: another one takes its place.
 */
export class LoginStore {
  readonly path: string;
  private readonly folder: string;

  constructor(environment: Environment) {
    const home = homeFolder(environment.env);
    if (home === null) throw new CommandError("NO_HOME", "there is no home folder to keep logins in", "set HOME");
    this.folder = join(home, ".prism");
    this.path = join(this.folder, "credentials.json");
  }

  /** The login of a gateway; null when there is none. */
  find(gateway: string): Login | null {
    return this.read().find((login) => login.gateways.includes(gateway)) ?? null;
  }

  /** Keeps a login in the place of those that its gateways had. */
  save(login: Login): void {
    this.write([...this.without(login.gateways), login]);
  }

  /** Forgets the login of a gateway, for all that it was made for, and returns it. */
  remove(gateway: string): Login | null {
    const login = this.find(gateway);
    if (login !== null) this.write(this.without(login.gateways));
    return login;
  }

  private without(gateways: readonly string[]): Login[] {
    return this.read()
      .map((login) => ({ ...login, gateways: login.gateways.filter((each) => !gateways.includes(each)) }))
      .filter((login) => login.gateways.length > 0);
  }

  private read(): Login[] {
    let text: string;
    try {
      if ((statSync(this.path).mode & OTHERS) !== 0) {
        throw this.unusable("can be read by others", `chmod 600 ${this.path}, and log in again`);
      }
      text = readFileSync(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw error instanceof CommandError ? error : this.unusable((error as Error).message);
    }
    const logins = parse(text);
    if (logins === null) throw this.unusable("is not what `prism login` writes", "remove it, and log in again");
    return logins;
  }

  private write(logins: readonly Login[]): void {
    const next = `${this.path}.${process.pid}`;
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      chmodSync(this.folder, 0o700);
      rmSync(next, { force: true });
      const file = openSync(next, "wx", 0o600);
      writeFileSync(file, `${JSON.stringify({ version: VERSION, logins }, null, 2)}\n`);
      fsyncSync(file);
      closeSync(file);
      renameSync(next, this.path);
    } catch (error) {
      rmSync(next, { force: true });
      throw this.unusable((error as Error).message);
    }
  }

  private unusable(message: string, hint = ""): CommandError {
    return new CommandError("LOGINS_UNUSABLE", `the file of logins ${this.path} ${message}`, hint);
  }
}

const OTHERS = 0o077;
const VERSION = 1;

function parse(text: string): Login[] | null {
  try {
    const { version, logins } = JSON.parse(text) as { version: unknown; logins: unknown };
    return version === VERSION && Array.isArray(logins) && logins.every(isLogin) ? logins : null;
  } catch {
    return null;
  }
}

function isLogin(value: unknown): value is Login {
  const login = value as Login | null;
  return (
    typeof login === "object" &&
    login !== null &&
    Array.isArray(login.gateways) &&
    [login.issuer, login.clientId, login.token].every((each) => typeof each === "string") &&
    [login.clientSecret, login.refreshToken].every((each) => each === null || typeof each === "string") &&
    typeof login.isIdToken === "boolean" &&
    typeof login.expiresAtMs === "number"
  );
}
