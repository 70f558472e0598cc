// @vitest-environment node
import { expect, test } from "vitest";
import { find } from "./finding";

const items = [{ label: "Assign to me" }, { label: "Sin asignación" }, { label: "Customer A", hint: "Order 2041" }];

test("every typed word must begin a word, whatever accents or capitals", () => {
  expect(find(items, "as").map(({ label }) => label)).toEqual(["Assign to me", "Sin asignación"]);
  expect(find(items, "ASIGNACION")).toHaveLength(1);
  expect(find(items, "cust 2041")).toHaveLength(1);
  expect(find(items, "ssign")).toHaveLength(0);
});

test("nothing typed finds everything", () => {
  expect(find(items, "  ")).toBe(items);
});
