/** Words that are fetched with the panes of a conversation. */
import { mail } from "./mail";
import { platform } from "./platform";
import { thread } from "./thread";

export const threads = { mail, platform, thread };
