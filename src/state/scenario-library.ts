/** The scenarios that come with the product: the same files a person saves, each loaded when it is asked for. */
import { type ParsedDocument, parseDocumentText } from "../model/index.ts";

const folder = "../../scenarios/";
const files = import.meta.glob<string>("../../scenarios/**/*.json", { query: "?raw", import: "default" });

/** The one to begin with. */
export const FIRST_SCENARIO = "flash-sale";

/** The names of their files, the first one first. */
export const SCENARIOS: readonly string[] = Object.keys(files)
  .map((path) => path.slice(folder.length, -".json".length))
  .filter((slug) => !slug.includes("/"))
  .sort((a, b) => Number(b === FIRST_SCENARIO) - Number(a === FIRST_SCENARIO) || a.localeCompare(b, "en"));

/** One document with a protection, and the same without it. */
export interface ScenarioPair {
  readonly name: string;
  readonly goesWrong: string;
  readonly protection: string;
  /** Names of the documents, for {@link loadScenario}. */
  readonly protected: string;
  readonly unprotected: string;
  readonly shows: {
    /** Name of an order of the run without the protection that shows what went wrong, what that order is, and when, in seconds. */
    readonly example: { readonly order: string; readonly what: string; readonly time: number };
  };
}

/** Reads one of {@link SCENARIOS}, or a document of a pair. */
export async function loadScenario(slug: string): Promise<ParsedDocument> {
  return parseDocumentText(await load(slug));
}

/** Reads what the pairs of documents are. */
export async function loadPairs(): Promise<readonly ScenarioPair[]> {
  const pairs = JSON.parse(await load("pairs/index")) as readonly ScenarioPair[];
  const slug = (file: string) => `pairs/${file.replace(/\.json$/, "")}`;
  return pairs.map((pair) => ({ ...pair, protected: slug(pair.protected), unprotected: slug(pair.unprotected) }));
}

async function load(slug: string): Promise<string> {
  const file = files[`${folder}${slug}.json`];
  if (file === undefined) throw new Error(`there is no scenario ${JSON.stringify(slug)}`);
  return file();
}
