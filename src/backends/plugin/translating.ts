import { translate } from "./errors.ts";

/**
 * The same object, with these methods and properties alone: what a method throws or rejects with is one of our own errors.
 * Made once for each store, so that a call costs a promise and no more.
 */
export function translating<T extends object>(
  target: T,
  methods: readonly (keyof T & string)[],
  properties: readonly (keyof T & string)[],
): T {
  const wrapped: Record<string, unknown> = {};
  for (const name of methods) wrapped[name] = translatingMethod(target, name);
  for (const name of properties) {
    Object.defineProperty(wrapped, name, { get: () => target[name], enumerable: true, configurable: true });
  }
  return wrapped as T;
}

function translatingMethod<T extends object>(target: T, name: keyof T & string): unknown {
  const method = target[name] as (...args: unknown[]) => unknown;
  return (...args: unknown[]): unknown => {
    try {
      const result = method.apply(target, args);
      return isPromise(result) ? result.then(undefined, (error: unknown) => Promise.reject(translate(error))) : result;
    } catch (error) {
      throw translate(error);
    }
  };
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null)?.then === "function";
}
