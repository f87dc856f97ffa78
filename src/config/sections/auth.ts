import type { Section, SectionList } from "../setting.ts";

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Signed with a key whose public half the gateway has. */
export const PUBLIC_KEY_ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

/** Signed with a secret that issuer and gateway share. */
export const SECRET_ALGORITHMS = ["HS256", "HS384", "HS512"] as const;

const jwtList = {
  kind: "list",
  summary:
    "Issuers whose JWTs the gateway takes. Each has its keys in one place: `discovery`, `jwksUrl`, `jwksFile`, `publicKeyFile` or `secret`. One issuer may stand here several times with different audiences.",
  maxItems: 64,
  item: {
    kind: "section",
    summary: "One issuer.",
    entries: {
      name: { kind: "backend-name", summary: "What messages and the log call it.", example: "company" },
      issuer: {
        kind: "string",
        maxCharacters: 1024,
        summary: "The claim `iss` of its tokens, to the letter.",
        example: "https://id.example.com",
      },
      audience: {
        kind: "strings",
        maxItems: 16,
        maxCharacters: 1024,
        summary: "One of these must be in the claim `aud`: it says that the token is meant for this gateway.",
        example: "[prism]",
      },
      discovery: {
        kind: "boolean",
        default: false,
        summary: "Ask the issuer where its keys are (OpenID Connect Discovery). Its `issuer` must be a URL then.",
        example: "true",
      },
      jwksUrl: {
        kind: "string",
        maxCharacters: 1024,
        optional: true,
        alternative: true,
        summary: "Where its key set is. `https`, or `http` on this machine.",
        example: "https://id.example.com/keys",
      },
      jwksFile: {
        kind: "path",
        maxCharacters: 1024,
        optional: true,
        alternative: true,
        summary: "A file with its key set; read again when it changes.",
        example: "./keys.json",
      },
      publicKeyFile: {
        kind: "path",
        maxCharacters: 1024,
        optional: true,
        alternative: true,
        summary: "A file with its public keys or certificates in PEM; read again when it changes.",
        example: "./issuer.pem",
      },
      secret: {
        kind: "secret",
        optional: true,
        alternative: true,
        summary: "A secret that it signs with, of 32 bytes or more; for `HS256` and the like alone.",
        example: "env:PRISM_JWT_SECRET",
      },
      algorithms: {
        kind: "strings",
        maxItems: 16,
        maxCharacters: 16,
        values: [...PUBLIC_KEY_ALGORITHMS, ...SECRET_ALGORITHMS],
        optional: true,
        summary: "What its tokens may be signed with. Without it all with a public key, or `HS256` with a `secret`.",
        example: "[RS256, ES256]",
      },
      kind: {
        kind: "enum",
        values: ["user", "service"],
        default: "user",
        summary: "What its tokens stand for: the principal is `user:NAME` or `service:NAME`, whatever the token says.",
        example: "user",
      },
      principalClaim: {
        kind: "string",
        maxCharacters: 128,
        default: "sub",
        summary: "The claim that holds the principal's name; dots lead into claims: `a.b`.",
        example: "email",
      },
      teamsClaim: {
        kind: "string",
        maxCharacters: 128,
        optional: true,
        summary: "The claim that holds the teams, as a list or a text with spaces; each becomes `team:NAME`.",
        example: "groups",
      },
      clockTolerance: {
        kind: "duration",
        min: 0,
        max: 5 * MINUTE_MS,
        default: 10_000,
        summary: "By how much the issuer's clock may differ from the gateway's.",
        example: "10s",
      },
      maxLifetime: {
        kind: "duration",
        min: MINUTE_MS,
        max: 365 * DAY_MS,
        allowsZero: true,
        default: DAY_MS,
        summary: "How long a token may live from its issue (`iat`) to its end (`exp`); 0 for any time.",
        example: "1h",
      },
      keyRefresh: {
        kind: "duration",
        min: 1_000,
        max: DAY_MS,
        default: 10 * MINUTE_MS,
        summary: "Fetched keys older than this are fetched anew.",
        example: "10m",
      },
      keyCooldown: {
        kind: "duration",
        min: 100,
        max: HOUR_MS,
        default: 10_000,
        summary: "Tokens that name an unknown key have the keys fetched anew, not more often than this.",
        example: "10s",
      },
    },
  },
} as const satisfies SectionList;

/** Who may come in. */
export const authSection = {
  kind: "section",
  summary:
    "Who may come in. See [authentication](authentication.md). A change to a file of keys takes effect within a second or two.",
  entries: {
    mode: {
      kind: "enum",
      values: ["off", "required"],
      default: "off",
      summary: "`off` asks nobody for credentials, and is for doors on this machine; `required` asks everybody.",
      example: "required",
    },
    allowOpenDoors: {
      kind: "boolean",
      default: false,
      summary: "Lets doors be reached from other machines with `mode: off`: whoever reaches one may do everything.",
      example: "false",
    },
    admins: {
      kind: "strings",
      maxItems: 1_000,
      maxCharacters: 300,
      default: [],
      summary: "Who may use the admin API: `user:NAME`, `service:NAME`, `team:NAME`; `*` stands for any characters.",
      example: '["user:ada", "team:platform"]',
    },
    maxVerdictAge: {
      kind: "duration",
      min: 1_000,
      max: DAY_MS,
      default: 5 * MINUTE_MS,
      summary: "A token that was right is checked again after this, if it does not end sooner.",
      example: "5m",
    },
    apiKeys: {
      kind: "section",
      summary: "API keys.",
      entries: {
        file: {
          kind: "path",
          maxCharacters: 1024,
          optional: true,
          summary: "The file that `prism apikey` keeps; read again when it changes. Without it there are none.",
          example: "./apikeys.jsonl",
        },
      },
    },
    jwt: jwtList,
  },
} as const satisfies Section;
