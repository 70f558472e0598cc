// @vitest-environment node
import { expect, test } from "vitest";
import { aConversation } from "../../testing";
import { mergeChoices } from "./merge-choices";

const here = { id: "cv_1", inbox: "in_support" };

test("those of the same contact come first, and each once", () => {
  const [mine, other] = [aConversation({ id: "cv_2", number: 7 }), aConversation({ id: "cv_3", number: 8 })];

  const choices = mergeChoices(here, [mine], [other, mine]);

  expect(choices.map(({ label }) => label.slice(0, 2))).toEqual(["7 ", "8 "]);
});

test("neither itself, nor spam, nor one of another inbox can be picked", () => {
  const rows = [
    aConversation({ id: "cv_1" }),
    aConversation({ id: "cv_2", status: "spam" }),
    aConversation({ id: "cv_3", inbox: "in_sales" }),
    aConversation({ id: "cv_4", status: "closed", subject: "" }),
  ];

  expect(mergeChoices(here, rows, rows).map(({ id }) => id)).toEqual(["cv_4"]);
});
