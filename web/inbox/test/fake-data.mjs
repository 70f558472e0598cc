/** A made-up company for the fake server: people, inboxes, ten thousand conversations and what was said in some. */
export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const unseen = { public_name: "", avatar: "", available: true };
export const agents = [
  { id: "ag_ana", name: "Ana R.", email: "ana.r@example.com", role: "admin", state: "active", language: null, ...unseen },
  { id: "ag_bo", name: "Bo K.", email: "bo.k@example.com", role: "agent", state: "active", language: null, ...unseen },
  { id: "ag_mia", name: "Mia S.", email: "mia.s@example.com", role: "agent", state: "active", language: "es", ...unseen },
  { id: "ag_tom", name: "Tom L.", email: "tom.l@example.com", role: "agent", state: "invited", language: null, ...unseen },
];
export const me = {
  ...agents[0],
  second_factor: false,
  meeting_url: "",
  meeting_text: "",
  permissions: [
    "own_account",
    "see_conversations",
    "reply",
    "comment",
    "work",
    "see_team",
    "invite",
    "see_quarantine",
    "retry_quarantine",
    "release_quarantine",
    "drop_quarantine",
    "set_up_chat",
    "set_up_platforms",
    "set_up_forms",
    "set_up_email",
    "manage_tokens",
    "manage_webhooks",
  ],
};
const inbox = (id, name, address) => ({
  id,
  name,
  address,
  channels: [{ id: `ch_${id}`, kind: "email", name, address }],
});
export const website = { id: "ch_web", kind: "chat", name: "Website", address: "ch_web" };
const ownPlatform = { id: "ch_own", kind: "custom", name: "Telegram", address: "ch_own" };
const supporting = inbox("in_support", "Support", "support@example.com");
export const inboxes = [
  { ...supporting, channels: [...supporting.channels, website, ownPlatform] },
  inbox("in_sales", "Sales", "sales@example.com"),
];
inboxes[0].channels.push(
  { id: "ch_page", kind: "messenger", name: "Clay Shop", address: "2041000000001" },
  { id: "ch_insta", kind: "instagram", name: "clay.shop", address: "1784100000001" },
  { id: "ch_phone", kind: "whatsapp", name: "Clay Shop", address: "1060000000001" },
);

const subjects = [
  ["Order 2041 arrived with a part missing", "The parcel came today, but the clamps are not in the box.", "en"],
  ["Cannot sign in since the update", "I still never get the reset email", "en"],
  ["Cambiar la dirección", "Es la calle de al lado.", "es"],
  ["Do you ship to Portugal?", "And how long does it take to Porto?", "en"],
  ["Refund for invoice 2038", "I have started the refund", "en"],
  ["Return request", "The label is printed", "en"],
  ["Opening hours in December", "We are open until the 23rd", "en"],
  ["Yearly billing", "Thanks, that is clear now", "en"],
  ["Quote for 40 lamps", "The quote is attached", "en"],
  ["Change of company name", "Done, thank you", "en"],
  ["¿Hay garantía para la lámpara de pie?", "La compré en marzo y parpadea.", "es"],
  [
    "A very long subject that goes on and on about a lamp, its clamp, its cable and the colour of the shade",
    "Well",
    "en",
  ],
];
const nobody = null;
const owners = ["ag_ana", "ag_bo", "ag_ana", nobody, "ag_ana", "ag_bo", "ag_mia", "ag_bo", "ag_ana", "ag_mia"];

export function contactOf(index) {
  const letter = String.fromCharCode(65 + (index % 26));
  const round = Math.floor(index / 26);
  const name = round === 0 ? `Customer ${letter}` : `Customer ${letter}${round}`;
  return { id: `co_${index}`, name, email: `${name.toLowerCase().replace(/ /g, ".")}@example.com` };
}

/** Ages of the first rows in minutes: some today, some on the days before. */
const ages = [38, 62, 12, 6, 60, 95, 130, 26 * 60, 29 * 60, 51 * 60];

export function makeConversations(count, now) {
  const rows = new Map();
  for (let index = 0; index < count; index += 1) {
    const [subject, preview] = subjects[index % subjects.length];
    const age = index < ages.length ? ages[index] * MINUTE : 52 * HOUR + (index - ages.length) * 7 * MINUTE;
    const waiting = index < 4;
    const activity = new Date(now - (index < ages.length ? index * MINUTE : age)).toISOString();
    rows.set(`cv_${index}`, {
      id: `cv_${index}`,
      number: 20_000 - index,
      inbox: index % 5 === 4 ? "in_sales" : "in_support",
      channel: index % 5 === 4 ? "ch_in_sales" : "ch_in_support",
      channel_kind: "email",
      contact: contactOf(index),
      subject: index % 97 === 50 ? "" : subject,
      preview,
      preview_agent: index === 4 ? "ag_ana" : index === 5 || index === 8 ? "ag_bo" : "",
      preview_by: index === 4 || index === 8 ? "agent" : index === 5 ? "note" : "contact",
      status: index % 40 === 39 ? "spam" : index % 9 === 8 && index > 20 ? "closed" : "open",
      owner: index < owners.length ? owners[index] : owners[(index * 7) % owners.length],
      seq: 1,
      unread: index > 0 && index < 4,
      waiting_since: waiting ? new Date(now - age).toISOString() : null,
      wrote_at: new Date(now - age).toISOString(),
      started_at: new Date(now - age - 2 * DAY).toISOString(),
      last_activity_at: index < ages.length ? new Date(now - ages[index] * MINUTE).toISOString() : activity,
      participants: [contactOf(index).email],
      last_inbound_seq: 1,
      opened_through: index > 0 && index < 4 ? 0 : 99,
      linked: [],
      why: [
        { code: "came_to", about: index % 5 === 4 ? "sales@example.com" : "support@example.com" },
        { code: "started_new", about: "" },
      ],
    });
  }
  return rows;
}

export const box = (address, name = "") => ({ address, name });
export const support = box("support@example.com", "Support");

const ofPlatform = { parts: null, answers: null, withdrawn: null, emoji: null, taken_back: null, note: null };

export function blank(conversation, seq, kind, at, actor) {
  return {
    conversation,
    seq,
    kind,
    at,
    actor,
    text: null,
    direction: null,
    sender: null,
    to: null,
    cc: null,
    bcc: null,
    reply_to: null,
    subject: null,
    text_cut: null,
    html: null,
    quoted: null,
    remote_images: null,
    automatic: null,
    attachments: null,
    delivery: null,
    delivery_reason: null,
    of: null,
    owner: null,
    status: null,
    why: null,
    linked: null,
    chat: null,
    score: null,
    from_inbox: null,
    from_number: null,
    of_conversation: null,
    merged: null,
    ...ofPlatform,
  };
}

export const byAgent = (id) => ({ kind: "agent", id, name: agents.find((agent) => agent.id === id)?.name ?? "" });
export const byContact = (contact) => ({ kind: "contact", id: contact.id, name: contact.name });
export const system = (name) => ({ kind: "system", id: "", name });

const heldMail = (now, number, age, more) => ({
  id: `q_${number}`,
  at: new Date(now - age).toISOString(),
  detail: "",
  recipients: ["support@example.com"],
  tries: 1,
  size: 2_100,
  raw: `at_raw${number}`,
  locked: more.reason === "HasVirus",
  dropped_at: null,
  dropped_by: null,
  note: null,
  kept_until: new Date(now - age + 90 * DAY).toISOString(),
  ...more,
});

export const held = (now) => [
  heldMail(now, 1, 12 * MINUTE, {
    reason: "CannotBeRead",
    detail: "ZeroDivisionError: division by zero",
    sender: "customer.k@example.com",
    tries: 2,
    size: 482_000,
  }),
  heldMail(now, 2, 40 * MINUTE, {
    reason: "Loop",
    detail: "11 automatic mails in 10 minutes",
    sender: "noreply@example.net",
  }),
  heldMail(now, 3, 26 * 60 * MINUTE, {
    reason: "NobodyHasThisAddress",
    sender: "customer.l@example.com",
    recipients: ["sales2@example.com"],
  }),
  heldMail(now, 4, 4 * DAY, { reason: "HasVirus", sender: "invoice@example.org", size: 91_000 }),
  heldMail(now, 5, 5 * DAY, { reason: "TooLarge", sender: "studio@example.com", size: 48_200_000 }),
];

/** What the fake server says of any held mail. */
export const rawMail = `Date: Sun, 22 Nov 2026 09:11:40 +0000
From: customer.k@example.com
To: support@example.com
Subject: Photos of the lamp
Message-ID: <k-4471@example.com>
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8

Hello, here are the photos.

--b1
Content-Type: image/jpeg
Content-Transfer-Encoding: base64

/9j/4AAQSkZJRgABAQAAAQABAAD
`;
/** In it the second part has no end. */
export const faults = [{ code: "MAIL-PART-END", line: 13, part: 2, whole: 1 }];

export const readable = {
  sender: { address: "customer.k@example.com", name: "" },
  to: [{ address: "support@example.com", name: "Support" }],
  subject: "Photos of the lamp",
  date: "2026-11-22T09:11:40Z",
  text: "Hello, here are the photos.",
  parts: [{ name: "", content_type: "image/jpeg", size: 20 }],
  cut: false,
};

export function mailDocument(entry, { images, theme }) {
  const dark = theme === "dark";
  const text = dark ? "#E7EBF0" : "#1A2330";
  const line = dark ? "#2B333E" : "#DFE3E8";
  const escaped = (entry.text ?? "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\n/g, "<br>");
  const table = entry.html
    ? `<table><tr><th>Article</th><th>Ordered</th><th>Received</th></tr><tr><td>Desk lamp, black</td><td>1</td><td>1</td></tr><tr><td>Table clamp</td><td>2</td><td>0</td></tr></table>`
    : "";
  const pictures = images ? `<p>[pictures are shown]</p>` : "";
  const quoted = entry.quoted
    ? `<details class="quoted"><summary>···</summary><blockquote>On Friday somebody wrote:<br>Yes, it left this morning.<br><br>Regards</blockquote></details>`
    : "";
  return `<!doctype html><html><head><meta charset="utf-8"><style>
    body{margin:0;font:14px/22px Inter,system-ui,sans-serif;color:${text};overflow-wrap:anywhere}
    table{border-collapse:collapse;width:100%;font-size:13px;line-height:20px;margin-top:12px}
    th,td{border:1px solid ${line};padding:5px 10px;text-align:left} th{font-weight:500}
    summary{cursor:pointer;margin-top:12px} blockquote{margin:8px 0 0;padding-left:12px;border-left:2px solid ${line}}
    </style></head><body><div>${escaped}</div>${table}${pictures}${quoted}</body></html>`;
}
