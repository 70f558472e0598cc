// @vitest-environment node
import { expect, test } from "vitest";
import { isAddress, joined, readAddresses } from "./addresses";

test.each(["ana@example.com", "ana.ruiz+shop@mail.example.co", "o'neil@example.com", "ñandú@correo.example"])(
  "%s is an address",
  (text) => {
    expect(isAddress(text)).toBe(true);
  },
);

test.each(["", "ana", "ana@", "@example.com", "ana@example", "a na@example.com", "ana@@example.com", "ana@example.", "x".repeat(320) + "@example.com"])(
  "%s is no address",
  (text) => {
    expect(isAddress(text)).toBe(false);
  },
);

test("a pasted line becomes one address each, with the names that stand in it", () => {
  expect(readAddresses('"Ruiz, Ana" <ana@example.com>, Bo K <bo@example.com>; mia@example.com\n')).toEqual([
    { address: "ana@example.com", name: "Ruiz, Ana" },
    { address: "bo@example.com", name: "Bo K" },
    { address: "mia@example.com", name: "" },
  ]);
});

test("addresses with only blanks between them are taken apart", () => {
  expect(readAddresses("ana@example.com  bo@example.com").map(({ address }) => address)).toEqual([
    "ana@example.com",
    "bo@example.com",
  ]);
});

test("what is no address stays as it was typed, to be shown as wrong", () => {
  expect(readAddresses("Ana Ruiz")).toEqual([{ address: "Ana Ruiz", name: "" }]);
});

test("the same address in other letters is not added twice", () => {
  const list = joined([{ address: "Ana@example.com", name: "Ana" }], readAddresses("aNA@example.com, bo@example.com"));

  expect(list.map(({ address }) => address)).toEqual(["Ana@example.com", "bo@example.com"]);
});
