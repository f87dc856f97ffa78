import type { Failure } from "../../common/failure.ts";
import type { HttpRequest } from "./http-request.ts";

/** One method of one path. */
export interface Route {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** Segments between slashes; one in braces stands for any one segment, which the request carries in `params`. */
  readonly path: string;
  /** The largest body that it takes; 0 = none. */
  readonly maxBodyBytes: number;
  /** Whether it is open to whoever shows no credentials. */
  readonly isPublic?: boolean;
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

  add(route: Route): void {
    let node = this.root;
    for (const segment of segmentsOf(route.path)) node = node.grow(segment);
    node.routes.set(route.method, route);
  }

  find(path: string): PathMatch {
    const segments: string[] = [];
    let node: PathNode | null = path.startsWith("/") ? this.root : null;
    for (let from = 1; node !== null && from <= path.length; ) {
      let to = path.indexOf("/", from);
      if (to === -1) to = path.length;
      const segment = path.slice(from, to);
      const fixed: PathNode | undefined = node.fixed.get(segment);
      if (fixed === undefined) segments.push(segment);
      node = fixed ?? node.any;
      from = to + 1;
    }
    return node === null ? nothing : { routes: node.routes, segments };
  }
}

class PathNode {
  readonly fixed = new Map<string, PathNode>();
  any: PathNode | null = null;
  readonly routes = new Map<string, Route>();

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
