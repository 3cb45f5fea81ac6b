import { type Fault, KINDS } from "../../model/index.ts";
import { log } from "../kernel/math.ts";
import { Idle } from "./idle.ts";
import type { Inventory } from "./inventory.ts";
import type { Queue } from "./queue.ts";
import type { Service } from "./service.ts";
import type { Instances } from "./work.ts";
import type { World } from "./world.ts";

/** Puts the faults of the document, and random crashes, on the run's agenda. */
export function planFaults(world: World): void {
  world.scenario.faults.forEach((fault, index) => {
    if ("target" in fault && world.part(world.indexOf(fault.target)) instanceof Idle) return;
    const { begin, end } = effectOf(world, fault, `fault/${index}`);
    world.agenda.at(fault.at, begin);
    world.agenda.at(fault.at + fault.duration, end);
  });
  world.scenario.architecture.components.forEach((component, index) => {
    if (component.kind !== "orchestrator" || component.config.crashes === null) return;
    if (world.part(index) instanceof Idle) return;
    const { crashes, instances } = component.config;
    for (let i = 0; i < instances; i++) {
      planCrashes(world, world.part(index) as unknown as Instances, i, crashes, `${component.id}/crash/${i}`);
    }
  });
}

interface Effect {
  readonly begin: () => void;
  readonly end: () => void;
}

function effectOf(world: World, fault: Fault, name: string): Effect {
  if (fault.kind === "partition") {
    return {
      begin: () => world.partition(fault.from, fault.to, 1),
      end: () => world.partition(fault.from, fault.to, -1),
    };
  }
  const index = world.indexOf(fault.target);
  const part = world.part(index);
  switch (fault.kind) {
    case "crash":
      return crashOf(part, fault.instance);
    case "pause": {
      const orchestrator = part as unknown as Instances;
      return onInstances(
        orchestrator,
        fault.instance,
        (i) => orchestrator.pause(i),
        (i) => orchestrator.proceed(i),
      );
    }
    case "clockSkew": {
      const inventory = part as Inventory;
      return { begin: () => inventory.skewClock(fault.skew), end: () => inventory.skewClock(-fault.skew) };
    }
    case "slowdown": {
      const service = part as Service;
      return { begin: () => service.slowDown(fault.factor), end: () => service.speedUp(fault.factor) };
    }
    case "brownOut": {
      const service = part as Service;
      return { begin: () => service.limitServers(fault.share), end: () => service.restoreServers(fault.share) };
    }
    case "outage":
    case "errorBurst": {
      const service = part as Service;
      const operations = Object.keys(KINDS[world.component(index).kind].operations);
      const trouble = {
        operation: fault.kind === "outage" && fault.operation !== null ? operations.indexOf(fault.operation) : -1,
        share: fault.kind === "outage" ? 1 : fault.probability,
        silent: fault.kind === "outage" && fault.answers === "nothing",
        luck: world.purpose(name),
      };
      return { begin: () => service.addTrouble(trouble), end: () => service.removeTrouble(trouble) };
    }
  }
}

function crashOf(part: object, instance: number | null): Effect {
  if (hasInstances(part)) {
    return onInstances(
      part,
      instance,
      (i) => part.crash(i),
      (i) => part.recover(i),
    );
  }
  const one = part as Service | Queue;
  return { begin: () => one.crash(), end: () => one.recover() };
}

function hasInstances(part: object): part is Instances {
  return "instanceNumbers" in part;
}

/** What strikes one instance, or all that there are when it begins. */
function onInstances(
  orchestrator: Instances,
  instance: number | null,
  begin: (instance: number) => void,
  end: (instance: number) => void,
): Effect {
  let struck: readonly number[] = [];
  return {
    begin: () => {
      struck = instance === null ? orchestrator.instanceNumbers() : [instance];
      struck.forEach(begin);
    },
    end: () => struck.forEach(end),
  };
}

/** Crashes after exponential times, each drawn for its occurrence. */
function planCrashes(
  world: World,
  orchestrator: Instances,
  instance: number,
  { meanTimeBetween, restart }: { readonly meanTimeBetween: number; readonly restart: number },
  name: string,
): void {
  const luck = world.purpose(name);
  const plan = (occurrence: number, from: number): void => {
    const at = from - log(luck.uniform(occurrence, 0)) * meanTimeBetween;
    if (at > world.horizon) return;
    world.agenda.at(at, () => {
      orchestrator.crash(instance);
      world.agenda.at(at + restart, () => {
        orchestrator.recover(instance);
        plan(occurrence + 1, at + restart);
      });
    });
  };
  plan(0, 0);
}
