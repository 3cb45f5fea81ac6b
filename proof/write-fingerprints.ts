/**
 * Writes proof/fingerprints.json: the digest of a run of each shipped scenario, which every machine and every browser
 * must arrive at. `npm run fingerprints`, after a change that is meant to change what a run does.
 */
import { writeFileSync } from "node:fs";
import { run } from "./run.ts";
import { SHIPPED, shipped } from "./shipped.ts";

const fingerprints = Object.fromEntries(SHIPPED.map((slug) => [slug, run(shipped(slug)).result.run.digest]));
writeFileSync(new URL("fingerprints.json", import.meta.url), `${JSON.stringify(fingerprints, null, 2)}\n`);
