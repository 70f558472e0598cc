/** The chats of the fake server: which conversations are some, what was said, and what is known of the visitors. */
import { blank, byAgent, byContact, MINUTE, website } from "./fake-data.mjs";

const SHOP = "https://shop.example";
const page = (path, title) => ({ url: `${SHOP}${path}`, title });

/** By the number of the conversation: one without a name who is there now, one who left and rated the chat. */
const visitors = {
  2: {
    name: "Visitor 0312",
    given: "",
    online: true,
    device: "phone",
    country: "ES",
    language: "es-ES",
    pages: [page("/cuenta/direccion", "Cambiar la dirección"), page("/cuenta", "Tu cuenta"), page("/", "Clay Shop")],
    lines: [
      ["contact", 14, "Hola, ¿puedo cambiar la dirección de mi pedido?"],
      ["ag_ana", 13, "Claro. ¿A qué dirección lo enviamos?"],
      ["contact", 12, "Es la calle de al lado."],
    ],
  },
  6: {
    name: "Carla Ruiz",
    given: "Carla Ruiz",
    email: "carla@customer.test",
    online: false,
    device: "desktop",
    country: "PT",
    language: "pt-PT",
    pages: [page("/visit", "Visit the workshop, with opening hours, the way there and where to leave the car")],
    consent: "I agree that Clay Shop keeps my messages to answer me.",
    lines: [
      ["contact", 140, "Are you open between the holidays?"],
      ["ag_mia", 131, "We are open until the 23rd"],
    ],
    rated: { score: 4, text: "Quick and kind" },
  },
};

const numberOf = ({ id }) => Number(id.slice(3));
export const isChat = (row) => row.channel === website.id;

/** These conversations are chats; `name` is what the product calls who gave none. */
export function makeChats(rows) {
  for (const [number, { name }] of Object.entries(visitors)) {
    const row = rows.get(`cv_${number}`);
    if (!row) continue;
    Object.assign(row, {
      channel: website.id,
      channel_kind: "chat",
      contact: { id: `co_${number}`, name, email: "" },
      participants: [],
      why: [],
    });
  }
}

const said = (text, more) => ({
  ...{ text, chat: true, direction: "in", to: [], cc: [], reply_to: [], attachments: [], why: [] },
  ...{ subject: "", html: false, quoted: false, text_cut: false, remote_images: 0, ...more },
});

/** What was said in a chat, in minutes before now. */
export function chatLog(row, now) {
  const { lines, rated } = visitors[numberOf(row)] ?? { lines: [["contact", 1, row.preview]] };
  const entries = [];
  const add = (kind, minutesAgo, actor, fields) => {
    const at = new Date(now - minutesAgo * MINUTE).toISOString();
    entries.push({ ...blank(row.id, entries.length + 1, kind, at, actor), ...fields });
  };
  for (const [who, minutesAgo, text] of lines) {
    if (who === "contact") add("message", minutesAgo, byContact(row.contact), said(text));
    else add("message", minutesAgo, byAgent(who), { ...said(text, { direction: "out", bcc: [] }), ...chatDelivery });
  }
  if (rated) add("rated", 130, byContact(row.contact), rated);
  return entries;
}

export const chatDelivery = { delivery: "queued", delivery_reason: "" };
export const chatAnswer = (text) => ({ ...said(text, { direction: "out", bcc: [] }), ...chatDelivery });

/** Who writes in a chat, as `/conversations/{id}/visitor` tells it. */
export function visitorOf(row, now) {
  const known = visitors[numberOf(row)];
  const ago = (minutes) => new Date(now - minutes * MINUTE).toISOString();
  return {
    contact: row.contact.id,
    visitor: `vi_031${numberOf(row)}`,
    name: known.given,
    email: known.email ?? "",
    email_proven: false,
    identified: false,
    consents: known.consent ? [{ text: known.consent, at: ago(140), page: `${SHOP}/visit` }] : [],
    blocked: null,
    online: known.online,
    since: known.online ? ago(15) : null,
    seen_at: ago(known.online ? 0 : 120),
    pages: known.pages,
    country: known.country,
    device: known.device,
    language: known.language,
  };
}

const live = (visitor, more) => ({
  ...{ channel: website.id, channel_name: website.name, inbox: "in_support", visitor },
  ...{ here: true, contact: null, conversation: null, name: "", email: "", language: "en-GB", seen: 1, ...more },
});

/** Who is on the website: one in a chat, one who only looks, one who has left. */
export function liveVisitors(now) {
  const ago = (minutes) => new Date(now - minutes * MINUTE).toISOString();
  const { country, device, pages } = visitors[2];
  const talks = { country, device, page: pages[0], seen: 3, contact: "co_2", conversation: "cv_2" };
  const looks = { country: "DE", device: "desktop", page: page("/cart", "Your cart"), seen: 2 };
  const left = { country: "", device: "tablet", page: page("/", ""), here: false };
  return [
    live("vi_0312", { ...talks, since: ago(15), seen_at: ago(0) }),
    live("vi_ab12", { ...looks, since: ago(4), seen_at: ago(0) }),
    live("vi_cd34", { ...left, since: ago(9), seen_at: ago(3) }),
  ];
}
