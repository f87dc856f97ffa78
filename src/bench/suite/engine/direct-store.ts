/** A store that is loaded without a gateway: how to reach it, plain so that it can be sent. */
export type DirectStore =
  | { readonly type: "redis"; readonly url: string }
  | { readonly type: "postgres"; readonly url: string }
  | { readonly type: "sqlite"; readonly folder: string };
