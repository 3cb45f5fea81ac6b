import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo, type ReactNode } from "react";
import {
  type Component,
  canLink,
  formatCount,
  formatPercent,
  formatRate,
  KINDS,
  type Kind,
  type KindDefinition,
} from "../../model/index.ts";
import { useDocument, useProblems, useView } from "../../state/index.ts";
import { messageAt } from "../problems/message.ts";
import { Icon } from "../theme/index.ts";
import { CardName } from "./card-name.tsx";
import { type CardFigures, useCardFigures } from "./use-moment.ts";

export type CardNode = Node<Record<string, never>, "component">;

/** A component on the canvas. */
export const ComponentCard = memo(function ComponentCard({ id, isConnectable }: NodeProps<CardNode>) {
  const component = useDocument(({ scenario }) => scenario.architecture.components.find((each) => each.id === id));
  const figures = useCardFigures(id);
  const renaming = useView((state) => state.renaming === id);
  return component === undefined ? null : (
    <article className="card" data-component={id} data-kind={component.kind}>
      {receives(component.kind) && <Handle type="target" position={Position.Left} isConnectable={isConnectable} />}
      <header className="card__head">
        <Icon name={KINDS[component.kind].icon} size={18} />
        <CardName component={component} editing={renaming} />
        <ProblemBadge component={component} />
      </header>
      <p className="card__facts">{factsOf(component).join(" · ")}</p>
      <Figures figures={figures} />
      {sends(component.kind) && <Handle type="source" position={Position.Right} isConnectable={isConnectable} />}
    </article>
  );
});

function factsOf(component: Component): readonly string[] {
  const { summary }: KindDefinition = KINDS[component.kind];
  return summary(component.config);
}

const kinds = Object.keys(KINDS) as Kind[];

function receives(kind: Kind): boolean {
  return kinds.some((other) => canLink(other, kind));
}

function sends(kind: Kind): boolean {
  return kinds.some((other) => canLink(kind, other));
}

function ProblemBadge({ component }: { readonly component: Component }) {
  const mine = useProblems().filter(({ componentId }) => componentId === component.id);
  const errors = mine.filter(({ severity }) => severity === "error").length;
  if (mine.length === 0) return null;
  const text = mine.map((problem) => messageAt(problem, component)).join("\n");
  return (
    <span className={`card__badge${errors > 0 ? " card__badge--error" : ""}`} title={text}>
      <Icon name={errors > 0 ? "circle-alert" : "info"} size={14} />
      <span aria-hidden="true">{mine.length}</span>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

function Figures({ figures }: { readonly figures: CardFigures | null }) {
  const whole = figures?.whole;
  const moment = figures?.moment ?? null;
  const load = moment?.load ?? null;
  return (
    <>
      <div className="card__load" aria-hidden="true">
        {/* A transform, because a width would be laid out anew at every step of the playback. */}
        <span style={{ transform: `scaleX(${Math.min(load ?? 0, 1)})` }} />
      </div>
      <dl className="card__figures">
        <CardFigure name="load" label="load" value={load === null ? null : formatPercent(round(load))} />
        <CardFigure name="queue" label="queue" value={moment && formatCount(moment.queue)} />
        <CardFigure name="throughput" label="out" value={moment && formatRate(Math.round(moment.throughput))} />
      </dl>
      <dl className="card__figures card__figures--whole" title="Over the whole run">
        <CardFigure
          name="utilization"
          label="mean"
          value={whole?.utilization == null ? null : formatPercent(round(whole.utilization))}
        />
        <CardFigure name="peakQueue" label="peak" value={whole ? formatCount(whole.peakQueue) : null} />
      </dl>
    </>
  );
}

function CardFigure({
  name,
  label,
  value,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: ReactNode;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-card-figure={name}>{value ?? "–"}</dd>
    </div>
  );
}

/** A card has room for three digits. */
function round(ratio: number): number {
  return Math.round(ratio * 1000) / 1000;
}
