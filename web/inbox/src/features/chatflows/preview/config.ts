/** What the server would write behind the launcher, made of a draft and of the settings as they are. */
import type { ChatLanguage, ChatSettingsJson, FlowContent } from "../../../lib/api/chat-types";
import type { AgentJson } from "../../../lib/api/types";
import { panel } from "virtual:chat-launcher";

export interface PreviewFace {
  id: string;
  name: string;
  avatar: string;
  meeting_url: string;
  meeting_text: string;
}

export interface Shown {
  draft: FlowContent;
  settings: Pick<
    ChatSettingsJson,
    "away" | "reply_time" | "look" | "uploads" | "languages" | "privacy_url" | "channel" | "name"
  >;
  company: string;
  faces: PreviewFace[];
}

export const faceOf = (agent: AgentJson): PreviewFace => ({
  id: agent.id,
  name: agent.public_name || agent.name,
  avatar: agent.avatar,
  meeting_url: "",
  meeting_text: "",
});

/** One group that asks for nothing: who sees it is asked elsewhere. */
const EVERYBODY = [[]];

const AT_ONCE = { after_seconds: null, scroll_percent: null, exit_intent: false, small_screens: true };

/** The widget shows one language: that of the preview, whatever the browser speaks. */
export function previewConfig({ draft, settings, company, faces }: Shown, language: ChatLanguage): object {
  const { build, display, options } = draft;
  return {
    channel: "preview",
    api: `${location.origin}/api`,
    site: location.origin,
    country: "",
    available: true,
    away: { ...settings.away, back_at: null },
    reply_time: settings.reply_time,
    look: settings.look,
    uploads: settings.uploads,
    languages: [language],
    privacy_url: settings.privacy_url,
    company,
    panel,
    faces,
    chatflows: [
      {
        id: "preview",
        target: EVERYBODY,
        // What would open it later is not waited for.
        display: { ...display, ...AT_ONCE },
        heading: build.heading,
        welcome: build.welcome,
        email: build.email,
        consent: options.consent,
        language,
        rating: options.rating,
        faces: build.faces,
        yield_when_away: false,
      },
    ],
  };
}
