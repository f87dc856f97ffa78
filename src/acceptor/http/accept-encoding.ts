/**
 * Whether an Accept-Encoding header lets an answer be encoded so (RFC 9110, 12.5.3). An encoding that it does not name is not
 * taken, but for `*`: a client that says nothing may not be able to decode anything.
 */
export function acceptsEncoding(header: string | null, encoding: string): boolean {
  if (header === null) return false;
  let star = false;
  for (const each of header.split(",")) {
    const [name = "", ...parameters] = each.split(";").map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((parameter) => REFUSED.test(parameter));
    if (name === encoding) return !isRefused;
    if (name === "*") star = !isRefused;
  }
  return star;
}

const REFUSED = /^q=0(\.0{0,3})?$/;
