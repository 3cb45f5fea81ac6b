import type { ReactNode } from "react";
import { canLink, type FieldMeta, operationsOf, type Scenario } from "../../model/index.ts";
import { type Place, useDocument } from "../../state/index.ts";
import { Icon } from "../theme/index.ts";
import { EntryButtons } from "./entry-buttons.tsx";
import { explained } from "./help.ts";
import { anotherEntry } from "./list-edits.ts";
import { TextArea } from "./text-area.tsx";
import { useList } from "./use-list.ts";
import { useProblemAt } from "./use-typing.ts";
import { listOf, wordingOf } from "./wording.ts";

interface ListFieldProps {
  readonly place: Place;
  readonly meta: FieldMeta & { readonly type: "list" };
  readonly renderItem: (place: Place) => ReactNode;
}

/** More entries than this are shown as text only. */
const SHOWN_MAX = 200;

/** A list of anything. Plain values are written in one box; the rest has a frame an entry. */
export function ListField({ place, meta, renderItem }: ListFieldProps) {
  const wording = wordingOf(meta.item);
  if (wording !== undefined) return <TextArea place={place} wording={listOf(wording)} rows={4} />;
  return <Entries place={place} meta={meta} renderItem={renderItem} />;
}

function Entries({ place, meta, renderItem }: ListFieldProps) {
  const { entries, add, removeAt, move } = useList(place);
  const problem = useProblemAt(place);
  const noun = meta.item.label.toLowerCase();
  const architecture = useDocument(({ scenario }) => scenario.architecture);
  return (
    <fieldset className="section" data-entries>
      <legend className="section__title" {...explained(meta.help)}>
        {meta.label}
      </legend>
      {entries.slice(0, SHOWN_MAX).map((_entry, index) => {
        const name = `${noun} ${index + 1}`;
        return (
          // Entries have no identity of their own: what is at an index is what is edited.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <fieldset key={index} className="entry" data-entry aria-label={name}>
            <div className="entry__head">
              <span>{`${meta.item.label} ${index + 1}`}</span>
              <EntryButtons
                name={name}
                index={index}
                count={entries.length}
                min={meta.min}
                onMove={(to) => move(index, to)}
                onRemove={() => removeAt(index)}
              />
            </div>
            {renderItem(place.at(meta.item, index))}
          </fieldset>
        );
      })}
      {entries.length > SHOWN_MAX && (
        <p className="section__note">{`${entries.length - SHOWN_MAX} more: edit them in the file.`}</p>
      )}
      {problem !== null && <p className="field__error">{problem}</p>}
      {entries.length < meta.max && (
        <button
          type="button"
          className="button button--small"
          onClick={() => add(anotherEntry(meta.item, entries, likelyReference(architecture, place.componentId)))}
        >
          <Icon name="plus" size={14} />
          {`Add ${noun}`}
        </button>
      )}
    </fieldset>
  );
}

/** What a first entry is likely to refer to: what its component is linked to, or could be; outside of components, a service. */
function likelyReference(architecture: Scenario["architecture"], from: string | undefined) {
  const { components, links } = architecture;
  const caller = components.find(({ id }) => id === from)?.kind ?? "orchestrator";
  const able = components.filter(({ id, kind }) => id !== from && canLink(caller, kind));
  const chosen = able.find(({ id }) => links.some((link) => link.from === from && link.to === id)) ?? able[0];
  const [operation = ""] = chosen === undefined ? [] : Object.keys(operationsOf(architecture, chosen));
  return { component: chosen?.id ?? "", operation };
}
