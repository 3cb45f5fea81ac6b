import { formatDuration, formatInteger, formatMoney } from "../../model/index.ts";
import { type FinishedRun, useFinishedRun } from "../figures/finished-run.ts";
import { NoRun } from "../figures/no-run.tsx";
import { useMoment } from "../playback/moment.ts";
import { Balance } from "./balance.tsx";
import { type Books, booksAt } from "./books.ts";
import { Entry } from "./entry.tsx";
import "./ledger.css";
import { ShareBar } from "./share-bar.tsx";
import { ViolationsList } from "./violations-list.tsx";

/** The books: where every unit, every amount and every order is at the moment shown, and what must never have happened. */
export function LedgerView() {
  const run = useFinishedRun();
  return run === null ? <NoRun what="where every unit and every amount went" /> : <Ledger run={run} />;
}

function Ledger({ run: { result, frames } }: { readonly run: FinishedRun }) {
  const moment = useMoment(frames);
  const books = booksAt(result, frames, moment);
  const time = moment === "end" ? null : moment < 0 ? 0 : (frames.times[moment] ?? 0);
  const when = time === null ? "at the end of the run" : `at ${formatDuration(time)}`;
  return (
    <div className="ledger-view">
      <div className="ledger">
        <Units books={books} when={when} />
        <Money books={books} when={when} />
        <Orders books={books} when={when} />
        <section className="ledger__panel ledger__panel--wide" aria-label="Violations">
          <h3 className="ledger__title">Violations</h3>
          <ViolationsList result={result} soFar={books.violations} time={time} />
        </section>
      </div>
    </div>
  );
}

interface PanelProps {
  readonly books: Books;
  readonly when: string;
}

function Title({ children, when }: { readonly children: string; readonly when: string }) {
  return (
    <h3 className="ledger__title">
      {children} <span className="ledger__when">{when}</span>
    </h3>
  );
}

function Units({ books, when }: PanelProps) {
  const { stock, available, held, sold } = books.units;
  const holds = available + held + sold === stock;
  return (
    <section className="ledger__panel" aria-label="Units">
      <Title when={when}>Units</Title>
      <ShareBar
        shares={[
          { label: "Available", value: available, fill: "empty" },
          { label: "Held", value: held, fill: "striped" },
          { label: "Sold", value: sold, fill: "solid" },
        ]}
      />
      <dl>
        <Entry path="units.available" label="Available" value={available} unit="count" fill="empty" />
        <Entry path="units.held" label="Held" value={held} unit="count" sign="+" fill="striped" />
        <Entry path="units.sold" label="Sold" value={sold} unit="count" sign="+" fill="solid" />
        <Entry path="units.stock" label="Stock" value={stock} unit="count" sign="=" tone="sum" />
      </dl>
      <Balance holds={holds && sold <= stock}>
        {sold > stock
          ? `${formatInteger(sold - stock)} units more were sold than there were.`
          : holds
            ? "Every unit is accounted for."
            : "The units do not add up."}
      </Balance>
    </section>
  );
}

function Money({ books, when }: PanelProps) {
  const { captured, refunded, completedValue } = books.money;
  const kept = captured - refunded;
  const rest = kept - completedValue;
  const underWay = books.orders.inFlight > 0;
  return (
    <section className="ledger__panel" aria-label="Money">
      <Title when={when}>Money</Title>
      <ShareBar
        shares={[
          { label: "For completed orders", value: completedValue, fill: "solid" },
          { label: "For other orders", value: rest, fill: underWay ? "striped" : "wrong" },
          { label: "Refunded", value: refunded, fill: "empty" },
        ]}
      />
      <dl>
        <Entry path="money.captured" label="Captured" value={captured} unit="money" />
        <Entry path="money.refunded" label="Refunded" value={refunded} unit="money" sign="−" fill="empty" />
        <Entry
          path="money.completedValue"
          label="For completed orders"
          value={completedValue}
          unit="money"
          sign="−"
          fill="solid"
        />
        <Entry
          path="money.rest"
          label="For other orders"
          value={rest}
          unit="money"
          sign="="
          fill={rest === 0 || underWay ? "striped" : "wrong"}
          tone="sum"
        />
      </dl>
      <Balance holds={rest === 0 || underWay}>
        {rest === 0
          ? "What was kept is what was bought."
          : underWay
            ? "Charged for orders that are still on their way."
            : `${formatMoney(Math.abs(rest))} too ${rest > 0 ? "much" : "little"} was kept.`}
      </Balance>
    </section>
  );
}

const FATES = [
  { key: "completed", label: "Completed", fill: "solid" },
  { key: "failed", label: "Failed", fill: "soft" },
  { key: "rejected", label: "Rejected", fill: "striped" },
  { key: "inFlight", label: "On their way", fill: "empty" },
  { key: "stuck", label: "Stuck", fill: "wrong" },
  { key: "lost", label: "Lost", fill: "wrong" },
] as const;

function Orders({ books, when }: PanelProps) {
  const { orders } = books;
  const sum = FATES.reduce((total, { key }) => total + orders[key], 0);
  const holds = sum === orders.arrived;
  return (
    <section className="ledger__panel" aria-label="Orders by fate">
      <Title when={when}>Orders by fate</Title>
      <ShareBar shares={FATES.map(({ key, label, fill }) => ({ label, fill, value: orders[key] }))} />
      <dl>
        {FATES.map(({ key, label, fill }, index) => (
          <Entry
            key={key}
            path={`orders.${key}`}
            label={label}
            value={orders[key]}
            unit="count"
            fill={fill}
            {...(index > 0 && { sign: "+" as const })}
            {...(fill === "wrong" && orders[key] > 0 && { tone: "wrong" as const })}
          />
        ))}
        <Entry path="orders.arrived" label="Arrived" value={orders.arrived} unit="count" sign="=" tone="sum" />
      </dl>
      <Balance holds={holds}>{holds ? "Every order has one fate." : "The orders do not add up."}</Balance>
    </section>
  );
}
