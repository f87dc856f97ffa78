/**
 * A provider of identities as a process of its own: `oidc-provider`, with the device flow, refresh tokens, client
 * credentials, and access tokens that are JWTs: for the audience `prism`, or `prism-services` for the service `order-api`.
 * Anybody may log in under any name, with any password; whose name begins with `dev-` belongs to the team `developers`.
 *
 *   PORT       where to listen on 127.0.0.1; it prints its address when it does
 *   KEYS       the private keys to sign with, as JWKs, the first one first
 *   TOKEN_TTL  seconds that an access token lives
 */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

const { PORT, KEYS = "[]", TOKEN_TTL = "300" } = process.env;
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

let answer: RequestListener = (_request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
server.listen(Number(PORT), "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answer = createProvider(issuer).callback();
  console.log(issuer);
});

function createProvider(issuer: string): Provider {
  return new Provider(issuer, {
    jwks: { keys: JSON.parse(KEYS) },
    cookies: { keys: ["a key of the tests"] },
    clients: [
      {
        client_id: "prism-cli",
        token_endpoint_auth_method: "none",
        application_type: "native",
        grant_types: [DEVICE_GRANT, "refresh_token"],
        response_types: [],
        redirect_uris: [],
      },
      {
        client_id: "order-api",
        client_secret: "a secret of the tests",
        token_endpoint_auth_method: "client_secret_post",
        grant_types: ["client_credentials"],
        response_types: [],
        redirect_uris: [],
      },
    ],
    scopes: ["openid", "offline_access"],
    features: {
      deviceFlow: { enabled: true },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "urn:prism",
        useGrantedResource: () => true,
        getResourceServerInfo: (_context: unknown, _resource: string, { clientId }: { clientId: string }) => ({
          scope: "",
          audience: clientId === "order-api" ? "prism-services" : "prism",
          accessTokenFormat: "jwt",
          accessTokenTTL: Number(TOKEN_TTL),
        }),
      },
    },
    extraTokenClaims: (_context: unknown, { accountId = "" }: { accountId?: string }) => ({
      groups: accountId.startsWith("dev-") ? ["developers"] : [],
    }),
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id }) }),
    rotateRefreshToken: true,
    ttl: { DeviceCode: 60, RefreshToken: 3600, Grant: 3600, Session: 3600, Interaction: 600, IdToken: 300 },
  });
}
