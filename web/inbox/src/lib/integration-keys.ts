/** Where the cache keeps channels of any platform, and webhooks: apart from the keys that every screen loads. */
export const integrationKeys = {
  custom: (channel: string) => ["custom", channel] as const,
  webhooks: ["webhooks"] as const,
  webhook: (id: string) => ["webhooks", id] as const,
  /** What was tried for a channel or a webhook. */
  calls: (of: string) => ["calls", of] as const,
};
