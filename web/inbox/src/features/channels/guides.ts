/** The pages of the manual that say how an account is connected. */
import instagram from "../../../../../docs/channels/instagram.md?url";
import messenger from "../../../../../docs/channels/messenger.md?url";
import whatsapp from "../../../../../docs/channels/whatsapp.md?url";
import type { PlatformKind } from "../../lib/api/types";

export const GUIDES: Record<PlatformKind, string> = { messenger, instagram, whatsapp };
