/** Names in lower case, and values, as byte strings; in the order in which they are sent. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];
