/**
 * The test runner ends a file that takes too long with a signal, which alone would be no exit: with this imported it is
 * one, so that what is undone at the exit is undone then too.
 */
for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(name, () => process.exit(1));
