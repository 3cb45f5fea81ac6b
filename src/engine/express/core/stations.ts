import { addressAt, SERVED, taskOf } from "./address.ts";
import { exponential } from "./chance.ts";
import { draw } from "./host.ts";
import { giveBack, Leaf, NO_LEAF, newLeaf } from "./leaves.ts";
import { Level } from "./level.ts";
import { taskAt } from "./settings.ts";
import { moreFigures, STATION_BYTES, state } from "./state.ts";
import { Token } from "./token.ts";
import { place } from "./wheel.ts";

/**
 * Servers that all live as long as the run, and their first-in-first-out waiting room. As a level, it is that of its busy
 * servers. The engine knows this order.
 */
@unmanaged
export class Station extends Level {
  waiting: f64;
  waitingPeak: f64;
  waitingArea: f64;
  waitingSince: f64;
  /** Waiting and service times of all calls so far, in seconds. */
  waited: f64;
  served: f64;
  /** Its servers, and how many may wait; Infinity when unlimited. */
  servers: f64;
  room: f64;
  /** Calls since the start, or the end of the warm-up. */
  completed: f64;
  finished: f64;
  started: f64;
  refused: f64;
  /** First and last leaf of its waiting room, and how many tokens of the first one have gone. */
  first: Leaf;
  last: Leaf;
  gone: i32;

  get queue(): Level {
    return changetype<Level>(changetype<usize>(this) + offsetof<Station>("waiting"));
  }
}

/** A station of so many servers. */
export function newStation(servers: f64, room: f64): usize {
  const at = moreFigures(STATION_BYTES);
  const station = changetype<Station>(at);
  station.first = newLeaf(NO_LEAF);
  station.last = station.first;
  station.servers = servers;
  station.room = room;
  return at;
}

function stationOf(task: i32): Station {
  return changetype<Station>(taskAt(task).station);
}

/** A token comes and goes in the same instant, where nobody ever waits and nothing takes any time. */
export function pass(task: i32): void {
  const station = stationOf(task);
  station.started++;
  station.completed++;
  station.finished++;
}

/** A token comes for a task; false when the waiting room is full and it is refused. */
// @inline
export function enter(token: Token, task: i32): bool {
  const station = stationOf(task);
  const now = state.clock;
  token.entered = now;
  token.address = addressAt(SERVED, task);
  if (station.value < station.servers) {
    station.rise(now);
    start(station, token, task);
    return true;
  }
  if (station.waiting >= station.room) {
    station.refused++;
    return false;
  }
  station.queue.rise(now);
  if (station.last.isFull) {
    station.last.next = newLeaf(NO_LEAF);
    station.last = station.last.next;
  }
  station.last.add(token);
  return true;
}

/** The token has had its service: its server takes the next one. */
// @inline
export function leave(token: Token, task: i32): void {
  const station = stationOf(task);
  const now = state.clock;
  station.completed++;
  station.finished++;
  station.served += now - token.entered;
  if (station.waiting === 0) {
    station.fall(now);
    return;
  }
  const next = nextOf(station);
  station.queue.fall(now);
  station.waited += now - next.entered;
  next.entered = now;
  start(station, next, taskOf(next.address));
}

/** Takes the first token out of a waiting room that is not empty. */
// @inline
function nextOf(station: Station): Token {
  let leaf = station.first;
  if (station.gone === leaf.size) {
    leaf = giveBack(leaf);
    station.first = leaf;
    station.gone = 0;
    leaf.touch();
  }
  return leaf.at(station.gone++);
}

/** The token's service begins. */
// @inline
function start(station: Station, token: Token, number: i32): void {
  const task = taskAt(number);
  station.started++;
  let time: f64 = NaN;
  if (task.isExponential !== 0) time = exponential(task.key0, task.key1, token.number) * task.mean;
  if (isNaN(time)) time = draw(number, token.number);
  token.time = state.clock + time;
  // The end of a service is of the first class: its rank is its place in the sequence.
  token.rank = state.sequence++;
  place(token);
}
