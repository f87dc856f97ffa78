import type { Failure } from "../../common/failure.ts";
import type { HttpRequest } from "./http-request.ts";
import type { StreamedBody } from "./streamed-body.ts";

/** One method of one path. */
export interface Route {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** Segments between slashes; one in braces stands for any one segment, which the request carries in `params`. */
  readonly path: string;
  /** The largest body that it takes; 0 = none. */
  readonly maxBodyBytes: number;
  /** The number of the call that it makes, for the record of who is not let in. */
  readonly call?: number;
  /** Whether it is open to whoever shows no credentials. */
  readonly isPublic?: boolean;
  /**
   * Takes bodies part by part that are larger than `maxBodyBytes`, or encoded, or do not say how large they are; a route
   * without it refuses those that are larger. Answers the request when it has what it needs.
   */
  readonly stream?: (request: HttpRequest, body: StreamedBody) => void;
  /** Answers the request, now or later, or says why not. The request's body is borrowed until it returns. */
  readonly handle: (request: HttpRequest) => Failure | null;
}

/** What stands at a path. */
export interface PathMatch {
  /** By method; empty when there is no such path. */
  readonly routes: ReadonlyMap<string, Route>;
  /** The segments that stand for those in braces, as they came. */
  readonly segments: readonly string[];
}

/** The table of routes. Paths are compared segment by segment, as they came: nothing is joined, removed or decoded. */
export class Router {
  private readonly root = new PathNode();
  /** Where the last path led but for its last segment: most clients ask for one item after the other of a namespace. */
  private lastStem = "/";
  private lastNode: PathNode | null = this.root;
  private lastSegments: readonly string[] = [];

  add(route: Route): void {
    let node = this.root;
    for (const segment of segmentsOf(route.path)) node = node.grow(segment);
    node.routes.set(route.method, route);
  }

  find(path: string): PathMatch {
    // Keys are short: a loop beats the call into `lastIndexOf`.
    let cut = path.length;
    while (cut > 0 && path.charCodeAt(cut - 1) !== SLASH) cut--;
    if (cut !== this.lastStem.length || !path.startsWith(this.lastStem)) this.followStem(path.slice(0, cut));
    return this.lastNode === null ? nothing : this.step(this.lastNode, path.slice(cut));
  }

  /** @param stem begins and ends with a slash, unless the path is none. */
  private followStem(stem: string): void {
    const segments: string[] = [];
    let node: PathNode | null = stem.startsWith("/") ? this.root : null;
    for (let from = 1; node !== null && from < stem.length; ) {
      const to = stem.indexOf("/", from);
      node = node.next(stem.slice(from, to), segments);
      from = to + 1;
    }
    this.lastStem = stem;
    this.lastNode = node;
    this.lastSegments = segments;
  }

  private step(from: PathNode, last: string): PathMatch {
    const segments = [...this.lastSegments];
    const node = from.next(last, segments);
    return node === null ? nothing : { routes: node.routes, segments };
  }
}

const SLASH = 0x2f;

class PathNode {
  readonly fixed = new Map<string, PathNode>();
  any: PathNode | null = null;
  readonly routes = new Map<string, Route>();

  /** Where a segment leads; one that stands for any is noted. */
  next(segment: string, segments: string[]): PathNode | null {
    const fixed = this.fixed.get(segment);
    if (fixed !== undefined) return fixed;
    segments.push(segment);
    return this.any;
  }

  grow(segment: string): PathNode {
    if (segment.startsWith("{")) {
      this.any ??= new PathNode();
      return this.any;
    }
    const node = this.fixed.get(segment) ?? new PathNode();
    this.fixed.set(segment, node);
    return node;
  }
}

function segmentsOf(path: string): string[] {
  return path.slice(1).split("/");
}

const nothing: PathMatch = { routes: new Map(), segments: [] };
