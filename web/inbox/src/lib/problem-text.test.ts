import { afterEach, expect, test } from "vitest";
import { Problem } from "./api/problem";
import { language } from "./i18n.svelte";
import { problemText } from "./problem-text";

const refused = (values: object): Problem =>
  new Problem({ title: "Not right", status: 422, code: "Invalid", detail: "Plain English", ...values });

afterEach(() => language.set("en"));

test("before the words of reasons are there the server's own sentence is shown", () => {
  expect(problemText(refused({ reason: "name_required" }))).toBe("The server did not accept this: Plain English");
});

test("a reason is said in the language of the screen, with its values", async () => {
  await language.more("reasons");
  const problem = refused({ reason: "too_many_files", values: { limit: 1 } });

  expect(problemText(problem)).toBe("A message here can have 1 file. Take the others away.");
  await language.set("es");
  expect(problemText(problem)).toBe("Aquí un mensaje puede llevar 1 archivo. Quita los demás.");
});

test.each(["of_a_newer_server", "constructor", ""])("the reason “%s” is not known: the sentence is shown", async (reason) => {
  await language.more("reasons");

  expect(problemText(refused({ reason }))).toBe("The server did not accept this: Plain English");
});

test("a reason says more than the status: it is no missing permission that keeps a virus in", async () => {
  await language.more("reasons");

  expect(problemText(refused({ status: 403, reason: "virus_locked" }))).toContain("A virus was found");
});
