import {
  AT_GATEWAY,
  AT_QUEUE,
  AT_STEP,
  addressAt,
  DELIVERED,
  ENDED,
  HOLD_OVER,
  kindOf,
  REFUSED,
  SERVED,
  taskOf,
} from "./address.ts";
import { check, noteAccepted, noteClick, noteCompleted, noteFailed, noteRejected } from "./books.ts";
import { edgesAt, heightsAt, innerAt } from "./chance.ts";
import { carryOut, Effect, expire, expireLater, Outcome } from "./effects.ts";
import { countEnd, tell } from "./estimate.ts";
import { failuresAt } from "./failures.ts";
import { dropDead, firstRank, firstTime, headIsDead, popHold } from "./holds.ts";
import { admits } from "./host.ts";
import { append, headClick, headNumber, oldestClick, oldestMessage, shift, waiting } from "./messages.ts";
import { acceptance, completion, metersAt } from "./meters.ts";
import {
  CLASS_STEP,
  DELIVERY,
  gatewayTask,
  prepare,
  settings,
  settingsAt,
  stepAt,
  steps,
  TO_QUEUE,
  TO_WORKER,
  taskAt,
  Way,
  wayAt,
  wayBetween,
  wayTo,
  wayToEnd,
} from "./settings.ts";
import { addSource, advance, nextSource, openSources, Source, sourceAt, sourceOf, sources } from "./sources.ts";
import { crew, figuresAt, levelsAt, ready, state } from "./state.ts";
import { enter, leave, newStation, pass } from "./stations.ts";
import { beginTimeline, sample, timeline, timelineAt } from "./timeline.ts";
import { close, FAILURE, Flag, found, live, NONE, open, Token } from "./token.ts";
import { headRank, headTime, place, pop } from "./wheel.ts";

/*
 * The run of a checkout in which nothing fails but by business, in one piece. What the parts do with calls that any other
 * part may lose, delay or repeat, this does with tokens that nobody else touches: the same events in the same order, the
 * same luck, the same books and figures. It must never differ from the parts; the proof holds the two against each other.
 */

/** Whether {@link hand} is at work further up the stack. */
let isHanding: bool = false;

/** Time of the next event or click, Infinity when there is none. */
export function nextTime(): f64 {
  dropDead();
  return min(min(firstTime, headTime()), nextSource().nextTime);
}

/** Of all orders that have not ended, the one that was clicked first (of several, the one with the lowest number); -1 for none. */
export function oldest(): i32 {
  let first = oldestMessage();
  let since = first < 0 ? Infinity : oldestClick;
  const list = live();
  for (let i = 0; i < found; i++) {
    const token = changetype<Token>(load<usize>(list + ((i as usize) << 2)));
    // What runs beside the saga is nobody's order, and an order that has ended may still have a hold.
    if (token.order !== token || (token.flags & Flag.ended) !== 0) continue;
    if (token.click > since || (token.click === since && token.number > first)) continue;
    first = token.number;
    since = token.click;
  }
  return first;
}

/** Nothing is left to happen: a page of the books that is still open is checked. */
export function settle(order: Token): void {
  check(order);
}

/**
 * Fires the events up to and at `until`, lets the shoppers in who click until then, and takes the samples that are due
 * before, but stops when so many events have been fired in all; returns whether all were. When nothing is left to happen, no
 * further samples are taken.
 */
export function run(until: f64, last: f64): bool {
  let source = nextSource();
  let stop = min(until, timeline.due);
  while (state.events < last) {
    const time = headTime();
    const isHold = firstTime <= time && (firstTime < time || firstRank < headRank());
    const next = isHold ? firstTime : time;
    const isClick = source.nextTime < next;
    const first = isClick ? source.nextTime : next;
    if (first > stop) {
      // A hold that has ended before is nothing to wait for.
      if (isHold && headIsDead()) {
        dropDead();
        continue;
      }
      if (first === Infinity || timeline.due >= until) return true;
      sample();
      stop = min(until, timeline.due);
      continue;
    }
    if (isClick) {
      moveTo(first);
      click(source);
      if (sources > 1) source = nextSource();
      continue;
    }
    if (isHold) {
      fireHold(next);
      continue;
    }
    const token = pop();
    moveTo(time);
    const address = token.address;
    if (kindOf(address) === SERVED) served(token, taskOf(address));
    else if (kindOf(address) === AT_STEP) enter(token, taskOf(address));
    else fire(token, kindOf(address));
  }
  return false;
}

/** An event is fired at this instant, in seconds. */
function moveTo(time: f64): void {
  state.clock = time;
  state.events++;
}

/** One shopper of a source clicks, now. */
function click(source: Source): void {
  const number = source.first + (source.orders as i32);
  source.orders++;
  advance(source);
  noteClick(number);
  if (settings.isStraight !== 0 && waiting < settings.capacity) {
    pass(gatewayTask);
    accept(number, state.clock);
    return;
  }
  const token = open(number, state.clock);
  if (source.there.isImmediate !== 0) atGateway(token);
  else send(token, source.there, AT_GATEWAY, 0);
}

/** The token goes a way, and something happens to it at its end. */
function send(token: Token, way: Way, kind: i32, task: i32): void {
  token.time = due(way);
  token.rank = DELIVERY * CLASS_STEP + state.sequence++;
  token.address = addressAt(kind, task);
  place(token);
}

/** When somebody who sets out now has gone the way, in seconds. */
function due(way: Way): f64 {
  return state.clock + way.first + way.second + way.third;
}

function fireHold(time: f64): void {
  const order = popHold();
  // It had ended before: it goes by without moving the clock.
  if (order === NONE) return;
  moveTo(time);
  expire(order);
  release(order);
}

function fire(token: Token, kind: i32): void {
  switch (kind) {
    case AT_GATEWAY:
      atGateway(token);
      break;
    case AT_QUEUE:
      atQueue(token);
      break;
    case REFUSED:
      refused(token);
      break;
    case DELIVERED:
      begin(token);
      break;
    case ENDED:
      ended(token);
      break;
    case HOLD_OVER:
      holdOver(token);
      break;
    default:
      unreachable();
  }
}

function atGateway(token: Token): void {
  if (settings.isLimited !== 0 && !admits(state.clock)) {
    state.limited++;
    refuse(token, Outcome.rateLimited, sourceOf(token.number).back);
  } else if (settings.isPassage !== 0) {
    pass(gatewayTask);
    onward(token);
  } else if (!enter(token, gatewayTask)) {
    refuse(token, Outcome.full, sourceOf(token.number).back);
  }
}

function onward(token: Token): void {
  const way = wayAt(TO_QUEUE);
  if (way.isImmediate !== 0) atQueue(token);
  else send(token, way, AT_QUEUE, 0);
}

function atQueue(token: Token): void {
  if (waiting >= settings.capacity) {
    state.queueRefused++;
    refuse(token, Outcome.queueFull, sourceOf(token.number).backFromQueue);
    return;
  }
  close(token);
  accept(token.number, token.click);
}

/** The queue takes an order in, and hands it out if a worker is free. */
function accept(number: i32, click: f64): void {
  const now = state.clock;
  noteAccepted(number);
  append(number, click);
  ready.rise(now);
  if (ready.value > state.backlogPeak) {
    state.backlogPeak = ready.value;
    state.backlogPeakAt = now;
    state.backlogDrainedAt = NaN;
  }
  if (waiting > settings.backPressureDepth) tell(waiting, now);
  const answer = due(sourceOf(number).backFromQueue);
  if (answer <= settings.horizon) {
    state.answered++;
    acceptance.add(answer - click, answer, number);
  }
  hand();
}

function refuse(token: Token, outcome: i32, way: Way): void {
  token.flags |= outcome << FAILURE;
  if (way.isImmediate !== 0) refused(token);
  else send(token, way, REFUSED, 0);
}

/** The shopper reads that there will be no order. */
function refused(token: Token): void {
  sourceOf(token.number).turnedAway++;
  noteRejected(token);
  close(token);
}

/** Hands out messages while there is a worker for them. */
// @inline
function hand(): void {
  // A saga that ends at once frees its worker inside this loop; the loop goes on instead of a deeper call.
  if (isHanding) return;
  isHanding = true;
  const way = wayAt(TO_WORKER);
  while (waiting > 0 && crew.value < settings.workers) {
    const now = state.clock;
    const token = open(headNumber(), headClick());
    crew.rise(now);
    shift();
    ready.fall(now);
    if (ready.value === 0 && isNaN(state.backlogDrainedAt)) state.backlogDrainedAt = now;
    state.taken++;
    if (way.isImmediate !== 0) begin(token);
    else send(token, way, DELIVERED, 0);
  }
  isHanding = false;
}

/** A worker has the order: its saga begins. */
// @inline
function begin(token: Token): void {
  if (state.clock - token.click >= settings.deadline) {
    token.flags |= Outcome.deadlinePassed << FAILURE;
    finish(token, -1);
  } else {
    forward(token, -1, 0);
  }
}

/** A station has done what a token wanted of it. */
// @inline
function served(token: Token, task: i32): void {
  const effect = taskAt(task).effect;
  if (effect === Effect.check) {
    leave(token, task);
    onward(token);
    return;
  }
  const outcome = carryOut(effect, token, task);
  if (outcome === Outcome.pending) return;
  leave(token, task);
  const order = token.order;
  if (order !== token) {
    // It ran beside the saga, and nobody waits for it.
    close(token);
    release(order);
    return;
  }
  const step = task >> 1;
  if ((task & 1) === 1) {
    token.done &= ~(1 << step);
    backward(token, step);
  } else if (outcome === Outcome.ok) {
    token.done |= 1 << step;
    forward(token, step, step + 1);
  } else {
    token.flags |= outcome << FAILURE;
    backward(token, step);
  }
}

/** Goes on with the first step from `next` that somebody waits for; best-effort ones before it are let go. */
// @inline
function forward(token: Token, from: i32, next: i32): void {
  const step = stepAt(next).critical;
  if (step < 0) {
    finish(token, from);
    return;
  }
  for (let beside = next; beside < step; beside++) launch(token, beside, wayAt(wayBetween(from, beside)));
  call(token, 2 * step, wayAt(wayBetween(from, step)));
}

/** Undoes the last step that completed. */
function backward(token: Token, from: i32): void {
  for (let step = steps - 1; step >= 0; step--) {
    if ((token.done & (1 << step)) === 0 || stepAt(step).hasCompensation === 0) continue;
    call(token, 2 * step + 1, wayAt(wayBetween(from, step)));
    return;
  }
  finish(token, from);
}

// @inline
function call(token: Token, task: i32, way: Way): void {
  token.flags &= ~Flag.updated;
  if (way.isImmediate !== 0) enter(token, task);
  else send(token, way, AT_STEP, task);
}

/** Lets a step go that nobody waits for, if it is one, with a token of its own. */
function launch(order: Token, step: i32, way: Way): void {
  if (stepAt(step).isBestEffort === 0) return;
  const token = open(order.number, order.click);
  token.order = order;
  order.references++;
  call(token, 2 * step, way);
}

function finish(token: Token, from: i32): void {
  const way = wayAt(wayToEnd(from));
  if (way.isImmediate !== 0) ended(token);
  else send(token, way, ENDED, 0);
}

/** The terminal record is in the log: the order has ended, its message is acknowledged, and its worker is free. */
// @inline
function ended(token: Token): void {
  const now = state.clock;
  state.ended++;
  if (token.flags >> FAILURE === 0) {
    noteCompleted(token);
    completion.add(now - token.click, now, token.number);
    launchRest(token);
  } else {
    noteFailed(token);
  }
  release(token);
  if (settings.backPressureDepth !== Infinity) countEnd(now);
  crew.fall(now);
  hand();
}

/** Lets the best-effort steps after the last critical one go. */
function launchRest(token: Token): void {
  let first = steps;
  while (first > 0 && stepAt(first - 1).isBestEffort !== 0) first--;
  for (let step = first; step < steps; step++) launch(token, step, wayAt(wayTo(step)));
}

/** A hold with an end of its own is over, unless its units were sold or given back before. */
function holdOver(token: Token): void {
  const order = token.order;
  if (expireLater(token, order)) release(order);
  close(token);
  release(order);
}

/** One thing less refers to the order; when none is left, it is put away. */
function release(order: Token): void {
  const left = --order.references;
  if (left > 0) return;
  check(order);
  close(order);
}

export {
  addSource,
  beginTimeline,
  edgesAt,
  failuresAt,
  figuresAt,
  found,
  heightsAt,
  innerAt,
  levelsAt,
  live,
  metersAt,
  newStation,
  openSources,
  prepare,
  sample,
  settingsAt,
  sourceAt,
  stepAt,
  taskAt,
  timelineAt,
  wayAt,
  wayBetween,
  wayTo,
  wayToEnd,
};
