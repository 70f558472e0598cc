/** What few visitors need, or need late: fetched while the browser has nothing else to do, or when it is asked for. */
import files from "./files.css";
import list from "./list.css";
import style from "./seldom.css";

export { After } from "./After.tsx";
export { AwayForm } from "./AwayForm.tsx";
export { BeforeForm } from "./BeforeForm.tsx";
export { Emoji } from "./Emoji.tsx";
export { Event } from "./Event.tsx";
export { Files } from "./Files.tsx";
export { HomeMore } from "./HomeMore.tsx";
export { More } from "./More.tsx";
export { Replies } from "./Replies.tsx";
export { chime } from "./chime.ts";
export { Sound } from "./Sound.tsx";
export { share } from "./shared.ts";
export { coming } from "./time.ts";
export { trap } from "./trap.ts";
export { warn } from "./warn.ts";
export { upload } from "./upload.ts";

export { own as words } from "./own.ts";
export const sheet = new CSSStyleSheet();
sheet.replaceSync(list + style + files);
