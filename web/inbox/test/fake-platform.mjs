/** What the fake server has of Messenger, Instagram and WhatsApp: what they can do, accounts, and conversations. */
import { blank, byAgent, byContact, DAY, MINUTE, system } from "./fake-data.mjs";

const HOUR = 60 * MINUTE;
const MB = 1_000_000;

const aKind = (kind, values = {}) => ({
  kind,
  text_length: 0,
  file_sizes: { "*": 25 * MB },
  files_each: 10,
  quick_replies: 0,
  quick_reply_length: 20,
  window: null,
  receipts: ["delivered", "read"],
  typing: true,
  shows: [],
  templates: false,
  shows_address: false,
  mail: false,
  ...values,
});

export const kinds = [
  aKind("email", { receipts: ["delivered"], typing: false, shows_address: true, mail: true }),
  aKind("chat", { receipts: ["read"] }),
  aKind("messenger", {
    shows: ["typing", "seen"],
    text_length: 2_000,
    file_sizes: { image: 8 * MB, "*": 25 * MB },
    quick_replies: 13,
    window: { open: 24, people: 168 },
  }),
  aKind("instagram", {
    shows: ["typing", "seen"],
    text_length: 1_000,
    file_sizes: { image: 8 * MB, audio: 25 * MB, video: 25 * MB, application: 25 * MB },
    quick_replies: 13,
    window: { open: 24, people: 168 },
  }),
  aKind("whatsapp", {
    shows: ["typing", "seen"],
    text_length: 4_096,
    file_sizes: { image: 5 * MB, audio: 16 * MB, video: 16 * MB, "*": 25 * MB },
    quick_replies: 3,
    window: { open: 24, people: 0 },
    templates: true,
    shows_address: true,
  }),
  aKind("custom"),
];

export const templates = [
  {
    name: "order_shipped",
    language: "en_US",
    category: "UTILITY",
    body: "Hello {{1}}, your order {{2}} is on its way.",
    variables: ["1", "2"],
  },
  { name: "hello_again", language: "es", category: "UTILITY", body: "Hola, ¿podemos ayudarte?", variables: [] },
];

const anAccount = (now, id, kind, values = {}) => ({
  id,
  kind,
  inbox: "in_support",
  name: "Clay Shop",
  account_id: "2041000000001",
  business_id: "",
  app_id: "104200000000000",
  picture: "",
  instant_reply: "",
  instant_reply_on: false,
  shows_activity: true,
  webhook_url: `https://inbox.shop.example/webhooks/meta/${id}`,
  trouble: "",
  detail: "",
  missing: [],
  token_ends: null,
  checked_at: new Date(now - MINUTE).toISOString(),
  paused: false,
  heard_at: new Date(now - 12 * MINUTE).toISOString(),
  version: 0,
  ...values,
});

export const makeAccounts = (now) =>
  new Map(
    [
      anAccount(now, "ch_page", "messenger", {
        trouble: "missing",
        missing: ["message_reads"],
        instant_reply: "Hello. A person answers you here, usually within 5 minutes.",
        instant_reply_on: true,
      }),
      anAccount(now, "ch_insta", "instagram", { name: "clay.shop", account_id: "1784100000001" }),
      anAccount(now, "ch_phone", "whatsapp", {
        name: "Clay Shop",
        account_id: "1060000000001",
        business_id: "1020000000001",
        trouble: "token",
        detail: "The session was ended because the password changed",
      }),
    ].map((account) => [account.id, account]),
  );

const part = (kind, values) => ({ kind, title: "", text: "", url: "", payload: "", where: "", ...values });
const file = (id, name, content_type, size) => ({ id, name, content_type, size, inline: false });

const said = (values = {}) => ({
  direction: "in",
  text: "",
  sender: null,
  to: [],
  cc: [],
  subject: "",
  html: false,
  quoted: false,
  text_cut: false,
  remote_images: 0,
  chat: true,
  attachments: [],
  why: [],
  ...values,
});
const ours = (text, values = {}) =>
  said({ direction: "out", text, bcc: [], delivery: "queued", delivery_reason: "", ...values });

/** In the order in which it happened: minutes ago, who, what kind, and what else. */
function tell(row, now, lines) {
  return lines.map(([minutesAgo, actor, kind, fields], index) => {
    const at = new Date(now - minutesAgo * MINUTE).toISOString();
    return { ...blank(row.id, index + 1, kind, at, actor), ...fields };
  });
}

/** Every kind of entry that platforms have. */
function richLog(row, now) {
  const they = byContact(row.contact);
  const platform = system("platform");
  const ad = part("referral", { title: "Winter sale", url: "https://shop.example/winter" });
  return tell(row, now, [
    [200, they, "message", said({ text: "Hello, do you have this one in blue?", parts: [ad] })],
    [200, system("instant_reply"), "message", ours("Hello. A person answers you here soon.", { automatic: true })],
    [199, system("delivery"), "delivery", { of: 2, delivery: "delivered", delivery_reason: "" }],
    [198, they, "message", said({ attachments: [file("at_m1", "cup.png", "image/png", 240_000)] })],
    [190, byAgent("ag_ana"), "message", ours("Yes, two are left. Which size?", {
      parts: [part("quick_reply", { title: "Small" }), part("quick_reply", { title: "Large" })],
    })],
    [189, system("delivery"), "delivery", { of: 5, delivery: "delivered", delivery_reason: "" }],
    [188, they, "reacted", { of: 5, emoji: "❤️", taken_back: false }],
    [187, they, "message", said({ text: "Large", parts: [part("choice", { title: "Large", payload: "large" })] })],
    [186, they, "message", said({ text: "Please send it to this adress", answers: 5 })],
    [185, they, "edited", { of: 9, text: "Please send it to this address" }],
    [185, they, "message", said({
      parts: [
        part("location", { title: "Atelier", text: "Calle Mayor 1, Madrid", where: "40.4168,-3.7038" }),
        part("contact", { title: "Nuno Reis", text: "+351 900 000 000\nnuno@example.com" }),
      ],
    })],
    [184, they, "message", said({ withdrawn: true })],
    [180, platform, "noted", { note: "thread_passed", text: "" }],
    [179, platform, "message", ours("We pack it this afternoon.", { chat: false, delivery: "sent" })],
    [120, they, "message", said({
      parts: [
        part("shared", { title: "Cup set", text: "Six cups, hand made", url: "https://shop.example/p/cups" }),
        part("lost_file", { title: "film.mp4", text: "larger than 25 MB" }),
      ],
    })],
    [119, they, "message", said({ source: true, parts: [part("unsupported", { title: "poll" })] })],
    [60, byAgent("ag_bo"), "message", ours("The parcel left today.")],
    [59, system("delivery"), "delivery", { of: 17, delivery: "failed", delivery_reason: "They cannot be reached there now" }],
    [58, byAgent("ag_bo"), "message", ours("The parcel left today, number 2041.")],
    [57, system("delivery"), "delivery", { of: 19, delivery: "sent", delivery_reason: "" }],
  ]);
}

const plainLog = (row, now) =>
  tell(row, now, [
    [90, byContact(row.contact), "message", said({ text: row.preview })],
    [80, byAgent("ag_ana"), "message", ours("We look into it.")],
    [79, system("delivery"), "delivery", { of: 2, delivery: "delivered", delivery_reason: "" }],
  ]);

export const logOfPlatform = (row, now) => (row.id === "cv_rich" ? richLog(row, now) : plainLog(row, now));

const ahead = (now, milliseconds) => new Date(now + milliseconds).toISOString();

/** One conversation for each state of the window. `like` is a row to be like. */
export function platformRows(like, now) {
  const made = [
    ["cv_rich", "messenger", "Eva Blanco", "Please send it to this address", { state: "open", until: ahead(now, 20 * HOUR) }],
    ["cv_soon", "messenger", "Sara Lind", "Is the lid in stock?", { state: "open", until: ahead(now, 192.5 * MINUTE) }],
    ["cv_people", "instagram", "Nora Bell", "Do you ship to Porto?", { state: "people_only", until: ahead(now, 5 * DAY + 3.5 * HOUR) }],
    ["cv_closed", "messenger", "Iker Sanz", "Thank you", { state: "closed", until: null }],
    ["cv_template", "whatsapp", "Lena Vogt", "Where is my order?", { state: "templates_only", until: null }],
    ["cv_own", "custom", "Ada Moss", "Can I pay by card?", null],
  ];
  const wroteAgo = { cv_soon: 24 * HOUR - 192.5 * MINUTE, cv_people: 2 * DAY - 3.5 * HOUR, cv_closed: 8 * DAY, cv_template: 30 * HOUR };
  return made.map(([id, kind, name, preview, window], index) => ({
    ...like,
    id,
    number: 30_000 + index,
    channel: { messenger: "ch_page", instagram: "ch_insta", whatsapp: "ch_phone", custom: "ch_own" }[kind],
    channel_kind: kind,
    contact: { id: `co_${id}`, name, email: kind === "whatsapp" ? "34600000000" : `80000000000000${index}` },
    emails: id === "cv_closed" ? ["iker@example.com"] : [],
    subject: "",
    preview,
    owner: index === 0 ? "ag_ana" : null,
    unread: index === 1,
    waiting_since: wroteAgo[id] ? ahead(now, -wroteAgo[id]) : null,
    wrote_at: ahead(now, -(wroteAgo[id] ?? HOUR)),
    last_activity_at: new Date(now - (index + 1) * MINUTE).toISOString(),
    linked: [],
    why: [],
    window,
    shut: kind === "custom" ? "no_address" : "",
    seen_through: id === "cv_rich" ? 5 : 0,
    participants: [],
  }));
}
