// `npm run sim`: the product without a screen.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

await import(pathToFileURL(join(await bundle(), "cli.mjs")).href);
