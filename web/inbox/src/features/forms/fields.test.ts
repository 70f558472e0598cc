import { describe, expect, it } from "vitest";
import { acceptsOf, areRight, faultOf, freeKey, kinds, newField, noWords } from "./fields";

const label = { en: "Name", es: "" };
const name = newField([], "text", label);

describe("the fields of a form", () => {
  it("get keys of their own", () => {
    const second = newField([name], "text", label);
    expect([name.key, second.key]).toEqual(["text", "text_2"]);
    expect(freeKey([name, second], "text")).toBe("text_3");
    expect(newField([], "long_text", label).key).toBe("message");
  });

  it("can be saved as they are made, but a choice says first what there is to choose", () => {
    for (const kind of kinds) expect(faultOf([newField([], kind, label)], 0)).toBe(kind === "select" ? "options" : null);
  });

  it.each([
    [{ label: noWords() }, "label"],
    [{ label: { en: " ", es: "" } }, "label"],
    [{ kind: "hidden" as const, label: noWords() }, null],
    [{ key: "Name" }, "key"],
    [{ key: "_id" }, "key"],
    [{ key: "" }, "key"],
    [{ kind: "select" as const, options: [] }, "options"],
    [{ kind: "select" as const, options: [{ en: "A", es: "" }, { en: "A", es: "B" }] }, "options"],
    [{ kind: "checkbox" as const, options: [] }, null],
    [{ kind: "checkbox" as const, options: [noWords()] }, "options"],
    [{ kind: "file" as const, accepts: ["pdf"] }, "accepts"],
    [{ kind: "file" as const, accepts: [".pdf", "image/*"] }, null],
  ])("are told what is missing: %j", (changed, fault) => {
    expect(faultOf([{ ...name, ...changed }], 0)).toBe(fault);
  });

  it("have each a key of their own", () => {
    expect(faultOf([name, name], 1)).toBe("sameKey");
    expect(faultOf([name, name], 0)).toBeNull();
  });

  it("are saved when all are right and people see one", () => {
    expect(areRight([name])).toBe(true);
    expect(areRight([])).toBe(false);
    expect(areRight([{ ...name, kind: "hidden" }])).toBe(false);
    expect(areRight([name, { ...name, key: "" }])).toBe(false);
  });

  it("take kinds of files as somebody writes them", () => {
    expect(acceptsOf(" .PDF, image/*\n.doc ")).toEqual([".pdf", "image/*", ".doc"]);
  });
});
