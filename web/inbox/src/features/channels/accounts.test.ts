import { expect, test } from "vitest";
import { Problem } from "../../lib/api/problem";
import { ASKED, bodyOf, faultsOf, fieldOf, KINDS, newToken, newVerifyToken } from "./accounts";

const GIVEN = { app_id: " 104200000000000 ", app_secret: "s", page_id: "2001", page_token: " t " };
const refused = (field: string) => new Problem({ title: "Invalid", status: 422, code: "Invalid", field });

test("all that is asked for is needed, and ids are digits", () => {
  expect(faultsOf("messenger", GIVEN)).toEqual({});
  expect(faultsOf("messenger", { ...GIVEN, page_token: " ", page_id: "clayshop" })).toEqual({
    page_token: "channels.missing",
    page_id: "channels.digits",
  });
  expect(Object.keys(faultsOf("whatsapp", {}))).toEqual(ASKED.whatsapp.map(({ field }) => field));
});

test("what is sent is what the kind asks for, without spaces around it", () => {
  expect(bodyOf("messenger", "in_1", { ...GIVEN, access_token: "of another kind" })).toEqual({
    kind: "messenger",
    inbox: "in_1",
    app_id: "104200000000000",
    app_secret: "s",
    page_id: "2001",
    page_token: "t",
  });
});

test("what the server refuses lands at the field that the screen has for it", () => {
  expect(KINDS.map((kind) => fieldOf(refused("page_token"), kind))).toEqual(["page_token", "page_token", "access_token"]);
  expect(KINDS.map((kind) => fieldOf(refused("page_id"), kind))).toEqual(["page_id", "account_id", "phone_number_id"]);
  expect(fieldOf(refused("inbox"), "messenger")).toBe("inbox");
  expect(fieldOf(refused("of_next_year"), "messenger")).toBe("");
});

test("a new token is told under the name that the kind has for it", () => {
  expect(newToken("messenger", " t ")).toEqual({ page_token: "t" });
  expect(newToken("whatsapp", "t")).toEqual({ access_token: "t" });
});

test("a verify token is long, never the same, and goes through an address as it is", () => {
  const made = newVerifyToken();

  expect(made).toMatch(/^[\w-]{32}$/);
  expect(newVerifyToken()).not.toBe(made);
});
