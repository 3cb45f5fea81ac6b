import { type Component, KINDS, type KindDefinition } from "../../model/index.ts";
import { type Place, useDocument } from "../../state/index.ts";
import { SelectField, type SelectOption } from "./leaf-fields.tsx";

interface ReferenceProps {
  readonly place: Place;
  readonly onChoose?: (value: string) => void;
}

/** The id of a component. In the settings of a component: those it is wired to first, then the others that could be. */
export function ComponentField({ place, onChoose }: ReferenceProps) {
  const options = useServiceOptions(place.componentId);
  return <SelectField place={place} options={options} {...(onChoose && { onChoose })} />;
}

function useServiceOptions(from: string | undefined): readonly SelectOption[] {
  const { components, links } = useDocument(({ scenario }) => scenario.architecture);
  if (from === undefined) return components.map((component) => ({ value: component.id, label: titleOf(component) }));
  const wired = new Set(links.filter((link) => link.from === from).map(({ to }) => to));
  const services = components.filter(({ id, kind }) => KINDS[kind].role === "service" && id !== from);
  const option = (group: string) => (component: Component) => ({
    value: component.id,
    label: titleOf(component),
    group,
  });
  return [
    ...services.filter(({ id }) => wired.has(id)).map(option("Wired")),
    ...services.filter(({ id }) => !wired.has(id)).map(option("Not wired")),
  ];
}

/** The name of a component, with its id where the name alone does not tell. */
function titleOf({ id, kind, name }: Component): string {
  return name === KINDS[kind].label && id === kind ? name : `${name} (${id})`;
}

/** The name of an operation of the component that stands beside it. */
export function OperationField({ place, onChoose }: ReferenceProps) {
  const { components } = useDocument(({ scenario }) => scenario.architecture);
  const { meta } = place;
  const beside = meta.type === "operation" ? meta.of : "";
  const component = useDocument(({ document }) => place.beside(beside).read(document));
  const target = components.find(({ id }) => id === component);
  return <SelectField place={place} options={target ? operationOptions(target) : []} {...(onChoose && { onChoose })} />;
}

/** What can be asked of a component. */
export function operationOptions({ kind }: Component): readonly SelectOption[] {
  const { operations }: KindDefinition = KINDS[kind];
  return Object.entries(operations).map(([value, { label }]) => ({ value, label }));
}
