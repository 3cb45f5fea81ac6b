// `node --import ./scripts/bundled-engine.mjs`: scripts that simulate a lot have the engine in one bundle, as the command line has it.
import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const engine = pathToFileURL(join(await bundle(), "engine.mjs")).href;
const hook = `export async function resolve(specifier, context, next) {
  const isInside = context.parentURL?.includes("/src/engine/") ?? false;
  if (!specifier.endsWith("engine/index.ts") || isInside) return next(specifier, context);
  return { url: ${JSON.stringify(engine)}, format: "module", shortCircuit: true };
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
