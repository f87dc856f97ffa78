/** The status line of an answer but for the protocol, for every status that the door gives. */
export function statusLine(status: number): string {
  return lines.get(status) ?? `${status} Status`;
}

const lines = new Map<number, string>([
  [200, "200 OK"],
  [201, "201 Created"],
  [204, "204 No Content"],
  [206, "206 Partial Content"],
  [304, "304 Not Modified"],
  [400, "400 Bad Request"],
  [401, "401 Unauthorized"],
  [403, "403 Forbidden"],
  [404, "404 Not Found"],
  [405, "405 Method Not Allowed"],
  [409, "409 Conflict"],
  [411, "411 Length Required"],
  [412, "412 Precondition Failed"],
  [413, "413 Content Too Large"],
  [414, "414 URI Too Long"],
  [415, "415 Unsupported Media Type"],
  [416, "416 Range Not Satisfiable"],
  [426, "426 Upgrade Required"],
  [429, "429 Too Many Requests"],
  [431, "431 Request Header Fields Too Large"],
  [499, "499 Client Closed Request"],
  [500, "500 Internal Server Error"],
  [501, "501 Not Implemented"],
  [503, "503 Service Unavailable"],
  [504, "504 Gateway Timeout"],
]);
