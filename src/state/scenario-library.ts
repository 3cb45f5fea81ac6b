/** The scenarios that come with the product: the same files a person saves, each loaded when it is asked for. */
import { type ParsedDocument, parseDocumentText } from "../model/index.ts";

const files = import.meta.glob<string>("../../scenarios/*.json", { query: "?raw", import: "default" });

/** The one to begin with. */
export const FIRST_SCENARIO = "flash-sale";

/** The names of their files, the first one first. */
export const SCENARIOS: readonly string[] = Object.keys(files)
  .map((path) => path.replace(/^.*\/|\.json$/g, ""))
  .sort((a, b) => Number(b === FIRST_SCENARIO) - Number(a === FIRST_SCENARIO) || a.localeCompare(b, "en"));

/** Reads one of {@link SCENARIOS}. */
export async function loadScenario(slug: string): Promise<ParsedDocument> {
  const load = files[`../../scenarios/${slug}.json`];
  if (load === undefined) throw new Error(`there is no scenario ${JSON.stringify(slug)}`);
  return parseDocumentText(await load());
}
