/** What the first press of "Start a conversation" needs beyond the home screen: fetched while that is looked at. */
import style from "./conversation.css";
import forms from "./forms.css";

export { Conversation } from "./Conversation.tsx";
export { en } from "./en.ts";
export { chime } from "./sound.ts";
export { attach } from "./upload.ts";

export const sheet = new CSSStyleSheet();
sheet.replaceSync(style + forms);
