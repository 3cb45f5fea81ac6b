import { beforeEach, describe, expect, it } from "vitest";
import { type DocumentInput, type FieldMeta, KINDS } from "../model/index.ts";
import { useDocument } from "./document-store.ts";
import { useDrafts } from "./drafts-store.ts";
import { componentsOf, remove } from "./edits.ts";
import { configPlace, documentPlace, namePlace } from "./places.ts";
import { currentProblems } from "./problems.ts";

const drawing: DocumentInput = {
  format: "doorbuster",
  version: 1,
  architecture: { components: [{ id: "payment", kind: "payment", config: { servers: 100 } }] },
};

const field = (key: string) => {
  const meta = (KINDS.payment.fields as Readonly<Record<string, FieldMeta>>)[key];
  if (meta === undefined) throw new Error(key);
  return configPlace("payment", "payment").at(meta, key);
};
const config = () => componentsOf(useDocument.getState().document)[0]?.config;
const { submit } = useDrafts.getState();

beforeEach(() => {
  useDrafts.getState().clear();
  useDocument.getState().commit(drawing);
  useDocument.temporal.getState().clear();
});

describe("a value that fits", () => {
  it("becomes part of the document, as one step", () => {
    submit(field("servers"), 7, "7");
    expect(config()).toEqual({ servers: 7 });
    expect(useDocument.temporal.getState().pastStates).toHaveLength(1);
    useDocument.temporal.getState().undo();
    expect(config()).toEqual({ servers: 100 });
    expect(useDocument.getState().scenario.architecture.components[0]?.config).toMatchObject({ servers: 100 });
  });

  it("leaves the document short when it is the default", () => {
    submit(field("servers"), 64, "64");
    expect(config()).toBeUndefined();
  });
});

describe("a value that does not fit", () => {
  it("is kept as typed, with the reason, beside the document as it was", () => {
    submit(field("servers"), 0, "0");
    expect(config()).toEqual({ servers: 100 });
    expect(useDrafts.getState().drafts[field("servers").key]).toMatchObject({
      text: "0",
      message: "must be at least 1",
    });
    expect(currentProblems().filter(({ severity }) => severity === "error")).toContainEqual(
      expect.objectContaining({ componentId: "payment", path: "architecture.components[0].config.servers" }),
    );
  });

  it("becomes part of the document as soon as what stood against it is gone", () => {
    submit(field("instances"), 4, "4");
    expect(config()).toEqual({ servers: 100 });
    expect(useDrafts.getState().drafts[field("instances").key]?.message).toContain("servers");
    submit(field("servers"), undefined, "");
    expect(config()).toEqual({ instances: 4 });
    expect(useDrafts.getState().drafts).toEqual({});
  });

  it("goes when its component goes", () => {
    submit(field("servers"), "many", "many");
    useDocument.getState().commit(remove(useDocument.getState().document, new Set(["payment"]), new Set()));
    expect(useDrafts.getState().drafts).toEqual({});
  });
});

it("a name that is emptied is the kind's own again", () => {
  submit(namePlace("payment", "payment"), "Card", "Card");
  expect(componentsOf(useDocument.getState().document)[0]?.name).toBe("Card");
  submit(namePlace("payment", "payment"), undefined, "");
  expect(componentsOf(useDocument.getState().document)[0]).not.toHaveProperty("name");
});

it("settings of the document are written and left out in their own group", () => {
  const seed: FieldMeta = { type: "count", label: "Seed", help: "", min: 0, max: 9, step: 1, default: 1 };
  const place = documentPlace(seed, "run", "seed");
  submit(place, 5, "5");
  expect(useDocument.getState().document.run).toEqual({ seed: 5 });
  expect(place.path(useDocument.getState().document)).toBe("run.seed");
  submit(place, 1, "1");
  expect(useDocument.getState().document).not.toHaveProperty("run");
  expect(componentsOf(useDocument.getState().document)).toHaveLength(1);
});

it("a document that cannot be read is refused, and the one there stays", () => {
  const before = useDocument.getState().document;
  const problems = useDocument.getState().commit({ ...drawing, goals: [{ name: "", figure: "x" }] });
  expect(problems.length).toBeGreaterThan(0);
  expect(useDocument.getState().document).toBe(before);
});
