/** A person with a browser at a provider of identities: follows redirects, keeps cookies, fills in forms. */
export class TestBrowser {
  private readonly cookies = new Map<string, string>();

  /** Opens the address of a device login, and logs in under this name. Resolves with the last page's text. */
  async logIn(url: string, name: string): Promise<string> {
    let page = await this.open(url);
    // The code with its confirmation, the name, the consent: each page has one form.
    for (let i = 0; i < MAX_FORMS; i++) {
      const form = readForm(page.html);
      if (form === null) return page.html;
      const fields = {
        ...form.fields,
        ...(page.html.includes('name="login"') ? { login: name, password: "any" } : {}),
      };
      page = await this.open(new URL(form.action, page.url).href, fields);
    }
    throw new Error(`after ${MAX_FORMS} forms there is another:\n${page.html}`);
  }

  /** Opens the address of a device login, and cancels it. */
  async deny(url: string): Promise<void> {
    const page = await this.open(url);
    const form = readForm(page.html);
    if (form === null) throw new Error(`there is no form:\n${page.html}`);
    await this.open(new URL(form.action, page.url).href, { ...form.fields, abort: "yes" });
  }

  private async open(url: string, form?: Record<string, string>): Promise<{ url: string; html: string }> {
    let next: string = url;
    let body = form;
    for (let i = 0; i < MAX_REDIRECTS; i++) {
      const response = await fetch(next, {
        redirect: "manual",
        headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
        ...(body === undefined ? {} : { method: "POST", body: new URLSearchParams(body) }),
      });
      for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
      const location = response.headers.get("location");
      if (location === null) return { url: next, html: await response.text() };
      next = new URL(location, next).href;
      body = undefined;
    }
    throw new Error(`too many redirects from ${url}`);
  }

  private keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split(";");
    const [name = "", ...value] = pair.split("=");
    const isOver = attributes.some((attribute) => /^\s*expires=.*1970/i.test(attribute));
    if (isOver) this.cookies.delete(name);
    else this.cookies.set(name, value.join("="));
  }
}

const MAX_FORMS = 8;
const MAX_REDIRECTS = 10;

/** The first form that is sent with POST, with what stands in it. */
function readForm(html: string): { action: string; fields: Record<string, string> } | null {
  const form = /<form[^>]*method="post"[^>]*>[\s\S]*?<\/form>/i.exec(html)?.[0];
  const action = /action="([^"]+)"/.exec(form ?? "")?.[1];
  if (form === undefined || action === undefined) return null;
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(input)?.[1];
    if (name !== undefined) fields[name] = /value="([^"]*)"/.exec(input)?.[1] ?? "";
  }
  return { action, fields };
}
