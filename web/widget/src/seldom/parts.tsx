/** What few visitors need, or need late: fetched while the browser has nothing else to do, or when it is asked for. */
import { en } from "./en.ts";
import { es } from "./es.ts";
import style from "./seldom.css";

export { AfterForm } from "./AfterForm.tsx";
export { AwayForm } from "./AwayForm.tsx";
export { BeforeForm } from "./BeforeForm.tsx";
export { Emoji } from "./Emoji.tsx";
export { Files } from "./Files.tsx";
export { More } from "./More.tsx";
export { Rating } from "./Rating.tsx";
export { chime } from "./sound.ts";
export { upload } from "./upload.ts";

export const words = { en, es };
export const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
