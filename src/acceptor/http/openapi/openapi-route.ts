import type { HttpRequest } from "../http-request.ts";
import type { Route } from "../router.ts";
import { httpApi } from "./http-api.ts";
import { openApiDocument } from "./openapi-document.ts";

/** The document is open to everybody, as the sources are: tools read it before they have credentials. */
export const openApiRoute: Route = {
  method: "GET",
  path: "/openapi.json",
  maxBodyBytes: 0,
  isPublic: true,
  handle: serve,
};

/** Made when it is first asked for. */
let text = "";

function serve(request: HttpRequest): null {
  if (text === "") text = JSON.stringify(openApiDocument(httpApi));
  request.answer(200, ["Content-Type", "application/json", "Cache-Control", "no-cache"], text);
  return null;
}
