/** Changes to a document: each takes one and returns the next, and leaves alone what it is not about. */
import {
  type ComponentInput,
  type DocumentInput,
  type Kind,
  type LinkInput,
  newComponent,
  type Position,
} from "../model/index.ts";

export const componentsOf = ({ architecture }: DocumentInput): readonly ComponentInput[] =>
  architecture?.components ?? [];
export const linksOf = ({ architecture }: DocumentInput): readonly LinkInput[] => architecture?.links ?? [];

/** A link in one word: no two links join the same components. */
export function linkKey({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} ${to}`;
}

function withArchitecture(
  document: DocumentInput,
  components: readonly ComponentInput[],
  links: readonly LinkInput[],
): DocumentInput {
  return { ...document, architecture: { ...document.architecture, components, links } };
}

/** Changes one component; the document itself when there is none of that id. */
export function changeComponent(
  document: DocumentInput,
  id: string,
  change: (component: ComponentInput) => ComponentInput,
): DocumentInput {
  const components = componentsOf(document);
  if (!components.some((component) => component.id === id)) return document;
  const changed = components.map((component) => (component.id === id ? change(component) : component));
  return withArchitecture(document, changed, linksOf(document));
}

/** Changes one link; the document itself when there is none like it. */
export function changeLink(
  document: DocumentInput,
  key: string,
  change: (link: LinkInput) => LinkInput,
): DocumentInput {
  const links = linksOf(document);
  if (!links.some((link) => linkKey(link) === key)) return document;
  return withArchitecture(
    document,
    componentsOf(document),
    links.map((link) => (linkKey(link) === key ? change(link) : link)),
  );
}

/** Adds a component of a kind, everything at its default. */
export function addComponent(
  document: DocumentInput,
  kind: Kind,
  position: Position,
): { readonly document: DocumentInput; readonly id: string } {
  const components = componentsOf(document);
  const component = newComponent(
    kind,
    components.map(({ id }) => id),
    whole(position),
  );
  return { document: withArchitecture(document, [...components, component], linksOf(document)), id: component.id };
}

/** Puts components where they were dragged. */
export function moveComponents(document: DocumentInput, positions: ReadonlyMap<string, Position>): DocumentInput {
  const components = componentsOf(document).map((component) => {
    const position = positions.get(component.id);
    return position === undefined ? component : { ...component, position: whole(position) };
  });
  return withArchitecture(document, components, linksOf(document));
}

/** A pixel is precise enough, and shorter to read in a file. */
function whole({ x, y }: Position): Position {
  return { x: Math.round(x), y: Math.round(y) };
}

/** Takes components away, with every link to and from them, and links. */
export function remove(
  document: DocumentInput,
  ids: ReadonlySet<string>,
  linkKeys: ReadonlySet<string>,
): DocumentInput {
  const components = componentsOf(document).filter(({ id }) => !ids.has(id));
  const links = linksOf(document).filter(
    (link) => !linkKeys.has(linkKey(link)) && !ids.has(link.from) && !ids.has(link.to),
  );
  return withArchitecture(document, components, links);
}

/** Links two components; the document itself when they are linked already. */
export function connect(document: DocumentInput, from: string, to: string): DocumentInput {
  const links = linksOf(document);
  if (links.some((link) => linkKey(link) === linkKey({ from, to }))) return document;
  return withArchitecture(document, componentsOf(document), [...links, { from, to }]);
}

/** Copies components, with the links between them, beside the originals. */
export function duplicate(
  document: DocumentInput,
  positions: ReadonlyMap<string, Position>,
): { readonly document: DocumentInput; readonly ids: readonly string[] } {
  const taken = new Set(componentsOf(document).map(({ id }) => id));
  const copyOf = new Map<string, string>();
  const copies = componentsOf(document).flatMap((component) => {
    const position = positions.get(component.id);
    if (position === undefined) return [];
    const id = freeId(component.id, taken);
    taken.add(id);
    copyOf.set(component.id, id);
    return [{ ...component, id, position: whole({ x: position.x + 40, y: position.y + 40 }) }];
  });
  const links = linksOf(document).flatMap((link) => {
    const [from, to] = [copyOf.get(link.from), copyOf.get(link.to)];
    return from === undefined || to === undefined ? [] : [{ ...link, from, to }];
  });
  return {
    document: withArchitecture(document, [...componentsOf(document), ...copies], [...linksOf(document), ...links]),
    ids: [...copyOf.values()],
  };
}

/** The id with the next free number behind it. */
export function freeId(id: string, taken: ReadonlySet<string>): string {
  const stem = id.replace(/-\d+$/, "").slice(0, 56);
  for (let n = 2; ; n += 1) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`;
}
