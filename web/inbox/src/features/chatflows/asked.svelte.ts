import type { WhoBody } from "../../lib/api/chat-types";

type Device = NonNullable<WhoBody["device"]>;

/** The page view that was asked about last: it stays while somebody goes from one chatflow to another. */
export const asked = $state({ url: "", known: "unknown", country: "", device: "desktop" as Device });
