/** The semantic conventions that names and attributes of our spans follow. */
export const SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";
