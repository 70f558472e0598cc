/** The pages of the manual that say how an account is connected. */
import custom from "../../../../../docs/channels/custom.md?url";
import instagram from "../../../../../docs/channels/instagram.md?url";
import messenger from "../../../../../docs/channels/messenger.md?url";
import whatsapp from "../../../../../docs/channels/whatsapp.md?url";
import type { PlatformKind } from "../../lib/api/types";

export const GUIDES: Record<PlatformKind, string> = { messenger, instagram, whatsapp };
export const CUSTOM_GUIDE = custom;
