import { type Component, canLink, KINDS, operationsOf } from "../../model/index.ts";
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
  const caller = components.find(({ id }) => id === from);
  const services = components.filter(
    ({ id, kind }) => id !== from && caller !== undefined && canLink(caller.kind, kind),
  );
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
  const architecture = useDocument(({ scenario }) => scenario.architecture);
  const { meta } = place;
  const beside = meta.type === "operation" ? meta.of : "";
  const component = useDocument(({ document }) => place.beside(beside).read(document));
  const target = architecture.components.find(({ id }) => id === component);
  const operations = target ? Object.entries(operationsOf(architecture, target)) : [];
  const options = operations.map(([value, { label }]) => ({ value, label }));
  return <SelectField place={place} options={options} {...(onChoose && { onChoose })} />;
}
