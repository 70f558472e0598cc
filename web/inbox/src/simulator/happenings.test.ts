import { expect, test } from "vitest";
import { language, t } from "../lib/i18n.svelte";
import { happenings } from "./happenings";
import type { LogLine } from "./mail-api";
import type { PlatformLine } from "./phone-api";

await language.more();

const MAIL: LogLine = {
  ...{ id: "sent:1", at: "2026-11-24T10:00:01+00:00", way: "in", name: "Ana", address: "ana@x.test" },
  ...{ subject: "A chip", files: 1, deliveries: 2, result: "kept_once", conversation: "cv_1" },
};
const LINE: PlatformLine = {
  ...{ id: 1, at: "2026-11-24T10:00:00.500+00:00", way: "in", kind: "said", channel: "messenger" },
  ...{ account: "Lamp shop", person: "24", name: "Nuno", text: "Hello", files: 0 },
  ...{ statuses: [200], code: 0, held: false, kept: 0, conversation: "" },
};

function of(line: Partial<PlatformLine>) {
  const [found] = happenings([], [{ ...LINE, ...line }], t);
  if (!found) throw new Error("nothing happened");
  return found;
}

test("mails and webhooks stand in one list, the newest first", () => {
  const [mail, webhook] = happenings([MAIL], [LINE], t);

  expect(mail).toMatchObject({
    channel: "email",
    who: "Ana, in",
    what: "“A chip”",
    more: "1 file, sent twice by the network",
    result: "Kept once",
    conversation: "cv_1",
  });
  expect(webhook).toMatchObject({ channelName: "Messenger", who: "Nuno, in", what: "“Hello”", conversation: null });
});

test.each([
  [{ statuses: [200] }, "200", "plain"],
  [{ statuses: [200, 200], kept: 1 }, "200 × 2, kept once", "ok"],
  [{ statuses: [200, 200], kept: 2 }, "200 × 2, kept twice", "bad"],
  [{ statuses: [403] }, "403", "bad"],
  [{ statuses: [0, 200] }, "Nobody took it, 200", "bad"],
  [{ held: true, statuses: [] }, "Held back", "warn"],
  [{ kind: "passed", statuses: [] }, "Done", "plain"],
  [{ way: "out", kind: "message", statuses: [200] }, "200", "ok"],
  [{ way: "out", kind: "message", statuses: [400], code: 10 }, "400, error 10", "bad"],
] as [Partial<PlatformLine>, string, string][])("%o is told as %s", (line, result, tone) => {
  expect(of(line)).toMatchObject({ result, tone });
});

test.each([
  [{ kind: "press", text: "Buy" }, "Pressed “Buy”"],
  [{ kind: "passed", text: "24" }, "Hours passed for this person: 24"],
  [{ kind: "GET me", text: "" }, "GET me"],
] as [Partial<PlatformLine>, string][])("%o says what was done", (line, words) => {
  expect(of(line).what).toBe(words);
});
