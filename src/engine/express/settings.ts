import type { Timer } from "../kernel/scheduler.ts";
import type { Gateway } from "../parts/gateway.ts";
import type { Orchestrator } from "../parts/orchestrator.ts";
import type { Queue } from "../parts/queue.ts";
import type { Service } from "../parts/service.ts";
import type { World } from "../parts/world.ts";
import type { Checkout } from "./checkout.ts";
import type { Core } from "./core.ts";
import { AFTER_EXPIRY, EFFECTS, Settings, Step, Task, TaskInteger, WAY_IS_IMMEDIATE, Way } from "./layout.ts";
import type { Stations } from "./stations.ts";

/* By number in the core. */
const TO_QUEUE = 0;
const TO_WORKER = 1;

/** Tells the core what the document says of a checkout. */
export function writeSettings(core: Core, world: World, checkout: Checkout, stations: Stations): void {
  const part = <T>({ id }: { readonly id: string }) => world.part(world.indexOf(id)) as unknown as T;
  const gateway = part<Gateway>(checkout.gateway);
  const orchestrator = part<Orchestrator>(checkout.orchestrator);
  core.exports.prepare(orchestrator.saga.steps.length);
  writeNumbers(core, world, checkout, gateway, orchestrator);
  writeSaga(core, world, checkout, orchestrator, stations);
  const { steps } = orchestrator.saga;
  writeTask(core, stations, 2 * steps.length, gateway.station, 0, 0);
  writeWay(core, core.exports.wayAt(TO_QUEUE), gateway.way);
  writeWay(core, core.exports.wayAt(TO_WORKER), part<Queue>(checkout.queue).way);
}

function writeNumbers(
  core: Core,
  world: World,
  checkout: Checkout,
  gateway: Gateway,
  { idealRate }: Orchestrator,
): void {
  const { capacity, backPressureDepth } = checkout.queue.config;
  const { station, limiter, way } = gateway;
  const isNear = checkout.sources.every(({ id }) => world.latency(id, checkout.gateway.id) === 0) && way.immediate;
  const inventory = checkout.services.find(({ kind }) => kind === "inventory");
  const stock = inventory?.kind === "inventory" ? inventory.config : null;
  const values = {
    horizon: world.horizon,
    warmUp: world.scenario.run.warmUp,
    deadline: world.deadlineAfterClick,
    workers: checkout.orchestrator.config.workers ?? Infinity,
    capacity: capacity ?? Infinity,
    backPressureDepth: backPressureDepth ?? Infinity,
    idealRate,
    ttl: stock?.hold.ttl ?? Infinity,
    updateTime: stock?.updateTime ?? 0,
    holdsFromClick: stock?.hold.from === "click" ? 1 : 0,
    afterExpiry: AFTER_EXPIRY[stock?.hold.confirmAfterExpiry ?? "fail"],
    expectsPayment: world.ledger.expectsPayment ? 1 : 0,
    isStraight: isNear && limiter === null && station.isPassage ? 1 : 0,
    isLimited: limiter === null ? 0 : 1,
    isPassage: station.isPassage ? 1 : 0,
  };
  const at = core.exports.settingsAt() >> 3;
  for (const name of Object.keys(values) as (keyof typeof values)[]) core.doubles[at + Settings[name]] = values[name];
}

function writeSaga(core: Core, world: World, checkout: Checkout, orchestrator: Orchestrator, stations: Stations): void {
  const { exports } = core;
  const { steps, hops, criticalFrom } = orchestrator.saga;
  steps.forEach((step, number) => {
    const { station } = world.part(step.target) as Service;
    const { operation, compensation } = checkout.orchestrator.config.saga[number];
    writeTask(core, stations, 2 * number, station, step.operation, EFFECTS[operation]);
    // A step that nothing undoes has no such task.
    if (compensation !== null) {
      writeTask(core, stations, 2 * number + 1, station, step.compensation, EFFECTS[compensation]);
    }
    writeLuck(core, world, checkout, number);
    const at = exports.stepAt(number) >> 2;
    core.ints[at + Step.isBestEffort] = step.bestEffort ? 1 : 0;
    core.ints[at + Step.hasCompensation] = step.compensation < 0 ? 0 : 1;
    writeWay(core, exports.wayAt(exports.wayTo(number)), hops.to(number).arrival);
  });
  for (let from = -1; from < steps.length; from++) {
    for (let to = 0; to < steps.length; to++) {
      writeWay(core, exports.wayAt(exports.wayBetween(from, to)), hops.between(from, to).arrival);
    }
    writeWay(core, exports.wayAt(exports.wayToEnd(from)), hops.toEnd(from));
    core.ints[(exports.stepAt(from + 1) >> 2) + Step.critical] = criticalFrom[from + 1];
  }
}

function writeTask(
  core: Core,
  stations: Stations,
  task: number,
  station: Service["station"],
  operation: number,
  effect: number,
): void {
  const place = stations.placeOf(station);
  const sampler = station.samplers[operation];
  stations.timedBy(task, sampler);
  const at = core.exports.taskAt(task);
  const { doubles, ints } = core;
  ints[(at >> 2) + TaskInteger.station] = place;
  ints[(at >> 2) + TaskInteger.effect] = effect;
  const { exponential } = sampler;
  if (exponential === null) return;
  doubles[(at >> 3) + Task.mean] = exponential.mean;
  ints[(at >> 2) + TaskInteger.isExponential] = 1;
  ints[(at >> 2) + TaskInteger.key0] = exponential.purpose.key0;
  ints[(at >> 2) + TaskInteger.key1] = exponential.purpose.key1;
}

/** How likely a step fails by luck, and by which. */
function writeLuck(core: Core, world: World, checkout: Checkout, step: number): void {
  const { component } = checkout.orchestrator.config.saga[step];
  const service = checkout.services.find(({ id }) => id === component);
  if (service === undefined || service.kind === "inventory") return;
  const isPayment = service.kind === "payment";
  const { key0, key1 } = world.purpose(`${component}/${isPayment ? "decline" : "failure"}`);
  const at = core.exports.taskAt(2 * step);
  core.doubles[(at >> 3) + Task.failing] = isPayment
    ? service.config.declineProbability
    : service.config.failureProbability;
  core.ints[(at >> 2) + TaskInteger.luck0] = key0;
  core.ints[(at >> 2) + TaskInteger.luck1] = key1;
}

/** Writes a constant delay to where the core has its like, in bytes. */
export function writeWay(core: Core, at: number, timer: Timer): void {
  core.doubles[(at >> 3) + Way.first] = timer.first;
  core.doubles[(at >> 3) + Way.second] = timer.second;
  core.doubles[(at >> 3) + Way.third] = timer.third;
  core.ints[(at >> 2) + WAY_IS_IMMEDIATE] = timer.immediate ? 1 : 0;
}
