import { PrismError } from "../../src/common/prism-error.ts";

/** How a call fails that has to. */
export async function failureOf(call: Promise<unknown>): Promise<PrismError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof PrismError) return error;
    throw error;
  }
  throw new Error("the call succeeded");
}
