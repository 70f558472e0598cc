import { expect, test } from "vitest";
import { fill, language, t } from "../lib/i18n.svelte";
import { en as first } from "./en";
import { later } from "./en/later";
import * as lists from "./en/lists";
import * as reasons from "./en/reasons";
import { threads } from "./en/threads";
import { es } from "./es";

const en = { ...first, ...later, ...threads, ...lists, ...reasons };
type Message = string | { one: string; other: string };
const names = (message: Message) =>
  [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

const messages = Object.entries(en).flatMap(([part, texts]) =>
  Object.entries(texts as Record<string, Message>).map(([key, text]) => ({ part, key, text })),
);

test.each(messages)("$part.$key has the same values in Spanish, and is not empty", ({ part, key, text }) => {
  const other = (es as Record<string, Record<string, Message>>)[part]?.[key];

  expect(other).toBeTruthy();
  expect(typeof other).toBe(typeof text);
  expect(names(other ?? "")).toEqual(names(text));
});

test("plurals and numbers follow the language", async () => {
  expect(t("inbox.newConversations", { count: 1 })).toBe("1 new conversation");
  expect(t("inbox.newConversations", { count: 3 })).toBe("3 new conversations");

  await language.set("es");

  expect(t("inbox.newConversations", { count: 12_345 })).toBe("12.345 conversaciones nuevas");
  expect(document.documentElement.lang).toBe("es");
  await language.set("en");
});

test("a value is put in as it is, also when it looks like a place for another", () => {
  expect(fill("{name} wrote", { name: "{count}" })).toBe("{count} wrote");
});
