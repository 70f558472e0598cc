/** The pages of the manual, which `guides.ts` beside the build makes of `docs/`. In English, whatever the screen speaks. */
const page = (name: string): string => `/guides/${name}.html`;

export const GUIDES = {
  messenger: page("messenger"),
  instagram: page("instagram"),
  whatsapp: page("whatsapp"),
  custom: page("custom"),
  form: page("form"),
  identity: `${page("chat")}#who-the-visitor-is-identify`,
  tokens: page("api-tokens"),
  webhooks: page("webhooks"),
} as const;
