/** Whether this agent takes chats now, as they say themselves. */
import { api } from "../lib/api/client";
import { t } from "../lib/i18n.svelte";
import { problemText } from "../lib/problem-text";
import { tell } from "../lib/undo";
import { session } from "./session.svelte";

export async function beThere(available: boolean): Promise<void> {
  try {
    session.update(await api.saveMe({ available }));
    tell(t(available ? "app.nowAvailable" : "app.nowAway"));
  } catch (error) {
    tell(problemText(error), { tone: "bad" });
  }
}
