/*
 * Included before all else when an addon is compiled for Node.js 24.
 *
 * From 24.19.0 on the header of node::ObjectWrap registers a hook for the end of its environment, and takes it back in its destructor.
 * The runtime cannot do the latter while the garbage collector runs outside of any context: it ends the process with
 * "RemoveEnvironmentCleanupHook … Assertion failed: (env) != nullptr" (nodejs/node issue 65446). That depends on the headers that an addon
 * was compiled with, and not on the runtime that loads it. So the class is defined here as it was until 24.18: without hooks of its
 * own. What an addon registers itself is left alone.
 */
#include <node.h>

#define AddEnvironmentCleanupHook(...) ((void)0)
#define RemoveEnvironmentCleanupHook(...) ((void)0)
#include <node_object_wrap.h>
#undef AddEnvironmentCleanupHook
#undef RemoveEnvironmentCleanupHook
