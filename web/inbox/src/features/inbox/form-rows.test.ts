import { describe, expect, it } from "vitest";
import { formRows } from "./form-rows";

describe("what was filled in of a form", () => {
  it("is a row for each field", () => {
    expect(formRows("Name: Eva\nTime - when: 10: 30")).toEqual([
      { label: "Name", answer: "Eva" },
      { label: "Time - when", answer: "10: 30" },
    ]);
  });

  it("keeps the lines of an answer, also empty ones", () => {
    expect(formRows("Message: Hello\n\t\n\tBye: see you")).toEqual([
      { label: "Message", answer: "Hello\n\nBye: see you" },
    ]);
  });

  it("shows what has no label, as a platform's form may have it", () => {
    expect(formRows("just words\n")).toEqual([{ label: "", answer: "just words" }]);
    expect(formRows("")).toEqual([]);
  });
});
