/** The JSON shapes of chatflows and of a website's chat, by the names used here; made from the server's own models. */
import type { components } from "../../../../api/api";

type Schemas = components["schemas"];

export type ChatLanguage = Schemas["ChatSettingsJson"]["languages"][number];
export type RuleLine = Schemas["LineJson"];
export type Targeting = Schemas["TargetJson"];
export type BuildPart = Schemas["BuildJson"];
export type DisplayPart = Schemas["DisplayJson"];
export type OptionsPart = Schemas["OptionsJson"];
/** What is drafted and published together. */
export type FlowContent = Schemas["ContentJson"];
export type ChatflowJson = Schemas["ChatflowJson"];
/** When a chatflow was published, and by whom. */
export type PublicationJson = Schemas["PublicationJson"];
export type VerdictJson = Schemas["JudgedJson"];
export type WhoSeesJson = Schemas["WhoSeesJson"];
/** The page view that "who would see this?" asks about. */
export type WhoBody = Pick<Schemas["PreviewBody"], "channel" | "url"> & Partial<Schemas["PreviewBody"]>;
export type Week = Schemas["WeekJson"];
export type Day = keyof Week;
export type Span = Week[Day][number];
export type ChatSettingsJson = Schemas["ChatSettingsJson"];
export type IdentityKeyJson = Schemas["IdentityKeyJson"];
type Changeable = Exclude<keyof Schemas["ChatSettingsBody"], "version">;
/** What of the settings is to be changed; each part comes whole. */
export type SettingsPart = Partial<Pick<ChatSettingsJson, Changeable>>;
