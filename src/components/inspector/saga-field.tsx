import { Fragment, type ReactNode, useId, useState } from "react";
import { type Component, type FieldMeta, newStep, operationsOf, type Scenario } from "../../model/index.ts";
import { type Place, useDocument, useDrafts } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";
import { EntryButtons } from "./entry-buttons.tsx";
import { explained } from "./help.ts";
import { Options, type SelectOption } from "./leaf-fields.tsx";
import { ComponentField, OperationField } from "./reference-fields.tsx";
import { useList } from "./use-list.ts";
import { useProblemAt } from "./use-typing.ts";

interface SagaFieldProps {
  readonly place: Place;
  readonly meta: FieldMeta & { readonly type: "list" };
  /** The form of a field that is not special here. */
  readonly renderField: (place: Place) => ReactNode;
}

type Step = Readonly<Record<string, unknown>>;

/** The steps of an order, in the order they are called, each with what undoes it. */
export function SagaField({ place, meta, renderField }: SagaFieldProps) {
  const { entries, add, removeAt, move } = useList(place);
  const problem = useProblemAt(place);
  return (
    <fieldset className="section" data-entries>
      <legend className="section__title" {...explained(meta.help)}>
        {meta.label}
      </legend>
      {entries.map((entry, index) => {
        const step = String((entry as Step).step ?? "");
        return (
          // A step has no identity of its own: what is at an index is what is edited.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <fieldset key={index} className="entry" data-entry aria-label={`Step ${index + 1}: ${step}`}>
            <div className="entry__head">
              <span>{`${index + 1}. ${step}`}</span>
              <EntryButtons
                name={`step ${step}`}
                index={index}
                count={entries.length}
                min={meta.min}
                onMove={(to) => move(index, to)}
                onRemove={() => removeAt(index)}
              />
            </div>
            <StepFields place={place.at(meta.item, index)} renderField={renderField} />
          </fieldset>
        );
      })}
      {entries.length === 0 && problem !== null && <p className="field__error">{problem}</p>}
      <AddStep from={place.componentId} steps={entries as readonly Step[]} onAdd={add} />
    </fieldset>
  );
}

function StepFields({ place, renderField }: Pick<SagaFieldProps, "place" | "renderField">) {
  const architecture = useDocument(({ scenario }) => scenario.architecture);
  const { components } = architecture;
  const step = useDocument(({ document }) => place.read(document)) as Step;
  const { meta } = place;
  if (meta.type !== "group") return null;

  /** Another operation brings the compensation that goes with it. */
  function call(component: Component | undefined, operation: string) {
    if (component === undefined) return;
    const { compensation: _before, ...kept } = step;
    const { step: _name, ...called } = newStep(
      { id: component.id, operations: operationsOf(architecture, component) },
      operation,
      [],
    );
    useDrafts.getState().submit(place, { ...kept, ...called }, "");
  }

  return Object.entries(meta.fields).map(([key, field]) => {
    const inner = place.at(field, key);
    if (field.type === "component") {
      return (
        <ComponentField
          key={key}
          place={inner}
          onChoose={(id) => {
            const chosen = components.find((component) => component.id === id);
            call(chosen, chosen ? likelyOperation(architecture, chosen, String(step.operation)) : "");
          }}
        />
      );
    }
    if (field.type === "operation" && field.nullWord === undefined) {
      const callee = components.find(({ id }) => id === step.component);
      return <OperationField key={key} place={inner} onChoose={(operation) => call(callee, operation)} />;
    }
    return <Fragment key={key}>{renderField(inner)}</Fragment>;
  });
}

/** The same operation if the component has it, else its first. */
function likelyOperation(architecture: Scenario["architecture"], component: Component, operation: string): string {
  const operations = operationsOf(architecture, component);
  return Object.hasOwn(operations, operation) ? operation : (Object.keys(operations)[0] ?? "");
}

interface AddStepProps {
  readonly from: string | undefined;
  readonly steps: readonly Step[];
  readonly onAdd: (step: unknown) => void;
}

function AddStep({ from, steps, onAdd }: AddStepProps) {
  const id = useId();
  const architecture = useDocument(({ scenario }) => scenario.architecture);
  const { components, links } = architecture;
  const wired = components.filter((component) => links.some((link) => link.from === from && link.to === component.id));
  const options = wired.flatMap((component) => callsOf(architecture, component));
  const isUsed = ({ value }: SelectOption) => steps.some((step) => `${step.component} ${step.operation}` === value);
  const suggested = options.find((option) => !isUsed(option)) ?? options[0];
  const [chosen, setChosen] = useState("");
  const current = options.find(({ value }) => value === chosen) ?? suggested;

  if (current === undefined) {
    return <p className="section__note">Link it to a service first: a step calls a service it is linked to.</p>;
  }

  function addStep() {
    const [componentId, operation = ""] = current?.value.split(" ") ?? [];
    const component = wired.find((each) => each.id === componentId);
    if (component)
      onAdd(
        newStep(
          { id: component.id, operations: operationsOf(architecture, component) },
          operation,
          steps.map(({ step }) => String(step)),
        ),
      );
    setChosen("");
  }

  return (
    <div className="add-step">
      <label className="visually-hidden" htmlFor={id}>
        Call of the new step
      </label>
      <select
        id={id}
        className="input"
        value={current.value}
        onChange={(event) => setChosen(event.currentTarget.value)}
      >
        <Options options={options} />
      </select>
      <button type="button" className="button button--small" onClick={addStep}>
        <Icon name="plus" size={14} />
        Add step
      </button>
    </div>
  );
}

/** What a step could ask of a component. */
function callsOf(architecture: Scenario["architecture"], component: Component): readonly SelectOption[] {
  return Object.entries(operationsOf(architecture, component)).map(([name, { label }]) => ({
    value: `${component.id} ${name}`,
    label: `${component.name}: ${label}`,
  }));
}
