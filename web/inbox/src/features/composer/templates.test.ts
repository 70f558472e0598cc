import { expect, test } from "vitest";
import type { TemplateJson } from "../../lib/api/types";
import { filledIn, missingOf, templateKey } from "./templates";

const aTemplate = (body: string, variables: string[]): TemplateJson => ({
  name: "shipped",
  language: "en_US",
  category: "UTILITY",
  body,
  variables,
});

test("a template reads with its values, each wherever it stands", () => {
  const template = aTemplate("Hello {{1}}, order {{ 2 }} is on its way, {{1}}.", ["1", "2"]);

  expect(filledIn(template, ["Ana", "2041"])).toBe("Hello Ana, order 2041 is on its way, Ana.");
});

test("what is missing is seen", () => {
  const template = aTemplate("Hello {{name}}, {{order}}", ["name", "order"]);

  expect(filledIn(template, ["Ana", " "])).toBe("Hello Ana, {{order}}");
  expect(missingOf(template, ["Ana", " "])).toEqual([1]);
  expect(missingOf(template, ["Ana", "2041"])).toEqual([]);
});

test("a value is put in as it is", () => {
  expect(filledIn(aTemplate("{{1}}", ["1"]), ["$& {{1}}"])).toBe("$& {{1}}");
});

test("the same name in two languages is two templates", () => {
  const template = aTemplate("Hello", []);

  expect(templateKey(template)).not.toBe(templateKey({ ...template, language: "es" }));
});
