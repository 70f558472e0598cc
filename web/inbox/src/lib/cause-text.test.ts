import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { causeText } from "./cause-text.svelte";
import { language } from "./i18n.svelte";

const UNREACHED = "They cannot be reached there now: they may have blocked the account or left the platform";
const UNREACHED_ES = "Ahora no se le puede escribir allí: quizá bloqueó la cuenta o dejó la plataforma";

it("in English it is said as the server says it", () => {
  expect(causeText(UNREACHED)).toBe(UNREACHED);
});

describe("in Spanish", () => {
  beforeAll(async () => {
    await language.set("es");
    // fetched when it is first needed; until then it is said as the server says it
    expect(causeText(UNREACHED)).toBe(UNREACHED);
    await vi.waitFor(() => expect(causeText(UNREACHED)).not.toBe(UNREACHED));
  });
  afterAll(() => language.set("en"));

  it.each([
    [UNREACHED, UNREACHED_ES],
    [`${UNREACHED} (error 551/1545041, trace AbC)`, `${UNREACHED_ES} (error 551/1545041, trace AbC)`],
    [`${UNREACHED} (error 551). 1 of 3 parts had gone out`, `${UNREACHED_ES} (error 551). Habían salido 1 de 3 partes`],
    ["The server answered 503", "El servidor respondió 503"],
    ["crack (2).tiff is too large: at most 8 MB can be sent; send a link instead", "crack (2).tiff es demasiado grande: se pueden enviar 8 MB como máximo; envía un enlace en su lugar"],
    ["A variable of the template {} is empty", "Una variable de la plantilla {} está vacía"],
  ])("“%s” is translated, with what is filled in and the platform's numbers", (said, words) => {
    expect(causeText(said)).toBe(words);
  });

  it.each(["550 5.1.1 No such user", "", "constructor", "Meta says something new (error 7)"])(
    "“%s”, which the catalogue does not know, stays as it is",
    (said) => {
      expect(causeText(said)).toBe(said);
    },
  );
});
