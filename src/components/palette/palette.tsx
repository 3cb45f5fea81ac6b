import { useState } from "react";
import { KINDS, type Kind, type KindDefinition } from "../../model/index.ts";
import { addComponent, useDocument, useSelection, useView } from "../../state/index.ts";
import { KIND_TYPE } from "../canvas/palette-drag.ts";
import { Icon } from "../theme/index.ts";
import "./palette.css";

const kinds = Object.keys(KINDS) as Kind[];

/** The kinds of component: dragged onto the canvas, or added to it by a click or by Enter. */
export function Palette() {
  const [said, setSaid] = useState("");

  function add(kind: Kind) {
    const { document, commit } = useDocument.getState();
    const position = useView.getState().canvas?.freePosition(kind) ?? { x: 0, y: 0 };
    const added = addComponent(document, kind, position);
    const [problem] = commit(added.document);
    setSaid(problem ? `Not added: ${problem.message}` : `Added ${KINDS[kind].label}`);
    if (problem) return;
    useSelection.getState().select([added.id]);
    useView.getState().canvas?.keepInSight(added.id);
  }

  return (
    <nav className="palette" aria-label="Components">
      <h2 className="palette__title">Components</h2>
      <ul>
        {kinds.map((kind) => {
          const { label, help, icon }: KindDefinition = KINDS[kind];
          return (
            <li key={kind}>
              <button
                type="button"
                className="palette__item"
                data-kind={kind}
                title={`${label}: ${help}`}
                draggable
                onDragStart={(event) => {
                  event.dataTransfer.setData(KIND_TYPE, kind);
                  event.dataTransfer.effectAllowed = "copy";
                }}
                onClick={() => add(kind)}
              >
                <Icon name={icon} size={18} />
                <span>{label}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="palette__note">Drag onto the canvas, or press Enter.</p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </nav>
  );
}
