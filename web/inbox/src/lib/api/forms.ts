/** The routes of forms: how one is set up. All throw `Problem`. */
import type { components } from "../../../../api/api";
import { to } from "./address";
import { get, query, send } from "./request";

type Schemas = components["schemas"];

export type FormJson = Schemas["FormJson"];
export type FormFieldJson = Schemas["FormFieldJson"];
export type FieldKind = FormFieldJson["kind"];
export type FormWords = Schemas["ShortWordsJson"];
export type FormLanguage = keyof FormWords;
type Changeable = Exclude<keyof Schemas["FormBody"], "version">;
/** What of a form is to be changed; each part comes whole. */
export type FormPart = Partial<Pick<FormJson, Changeable>>;

export const formApi = {
  form: (channel: string) => get<FormJson>(to("/channels/{channel_id}/form", channel)),
  save: (channel: string, version: number, part: FormPart) =>
    send<FormJson>("PUT", to("/channels/{channel_id}/form", channel), { version, ...part }),
  add: (body: { name: string; inbox: string }) =>
    send<{ channel: string }>("POST", to("/channels"), { kind: "form", ...body }),
  /** The page as everybody sees it; nothing can be sent from it. */
  preview: (channel: string, values: { lang: FormLanguage; theme: string; version: number }) =>
    `/api${to("/channels/{channel_id}/form/page", channel)}${query(values)}`,
};
