/** What was said in the fake server's conversations. */
import { blank, box, byAgent, byContact, DAY, MINUTE, support, system } from "./fake-data.mjs";

const DAY_MINUTES = DAY / MINUTE;
const OUTCOMES = ["delivered", "bounced", "failed", "sent"];
const REASONS = { bounced: "there is no such mailbox", failed: "the mail server refused the sender" };

/** A message of the contact. */
export function mailFields(row, text, more = {}) {
  return {
    direction: "in",
    text,
    sender: box(row.contact.email, row.contact.name),
    to: [support],
    cc: [],
    subject: row.subject,
    html: false,
    quoted: false,
    text_cut: false,
    remote_images: 0,
    attachments: [],
    why: [],
    ...more,
  };
}

/** A message of the team. */
export function answerFields(row, text, more = {}) {
  return {
    direction: "out",
    text,
    sender: support,
    to: [box(row.contact.email, row.contact.name)],
    cc: [],
    bcc: [],
    subject: `Re: ${row.subject}`,
    html: false,
    quoted: true,
    attachments: [],
    delivery: "queued",
    delivery_reason: "",
    ...more,
  };
}

class Telling {
  entries = [];

  constructor(row, now) {
    this.row = row;
    this.now = now;
  }

  add(kind, minutesAgo, actor, fields = {}) {
    const at = new Date(this.now - minutesAgo * MINUTE).toISOString();
    this.entries.push({ ...blank(this.row.id, this.entries.length + 1, kind, at, actor), ...fields });
    return this.entries.length;
  }

  mail(minutesAgo, text, more) {
    this.add("message", minutesAgo, byContact(this.row.contact), mailFields(this.row, text, more));
  }

  answer(minutesAgo, agent, text, delivery) {
    const seq = this.add("message", minutesAgo, byAgent(agent), answerFields(this.row, text));
    const fields = { of: seq, delivery, delivery_reason: REASONS[delivery] ?? "" };
    this.add("delivery", minutesAgo - 0.2, system("delivery"), fields);
  }
}

/** Every kind of entry there is, in one conversation. */
function richLog(row, now) {
  const telling = new Telling(row, now);
  const order = "Hello, has the order left already?\n\nIt is number 2041, see https://shop.example.com/orders/2041.";
  telling.mail(DAY_MINUTES + 60, order, { quoted: true });
  telling.answer(DAY_MINUTES + 40, "ag_bo", "Yes, it left this morning.", "delivered");
  telling.answer(DAY_MINUTES + 38, "ag_bo", "You get the tracking number by mail.", "sent");
  telling.add("status", DAY_MINUTES + 30, byAgent("ag_bo"), { status: "closed", why: [] });
  telling.add("status", 40, system("mail"), { status: "open", why: [{ code: "reopened_by_message", about: "" }] });
  telling.add("assigned", 40, byAgent("ag_bo"), { owner: "ag_bo", why: [] });
  telling.add("assigned", 39, byAgent("ag_bo"), { owner: "ag_ana", why: [] });
  telling.mail(38, "The parcel came today, but the clamps are not in the box.", {
    html: true,
    quoted: true,
    remote_images: 2,
    cc: [box("warehouse@example.com")],
    attachments: [
      { id: "at_1", name: "delivery-note.pdf", content_type: "application/pdf", size: 84_200, inline: false },
      { id: "at_2", name: "box.png", content_type: "image/png", size: 1_204_000, inline: false },
    ],
  });
  telling.add("comment", 31, byAgent("ag_bo"), { text: "@Ana both clamps are here, they can leave today." });
  telling.answer(26, "ag_ana", "Both clamps leave today and reach you on Thursday.", "unsure");
  return telling.entries;
}

/** Contact and team take turns; the eighth conversation is a long one. */
export function makeLog(row, now) {
  if (row.id === "cv_0") return richLog(row, now);
  const index = Number(row.id.slice(3));
  const turns = index === 7 ? 120 : 2 + (index % 4);
  const telling = new Telling(row, Date.parse(row.last_activity_at));
  for (let turn = 0; turn < turns; turn += 1) {
    const minutesAgo = (turns - turn - 1) * 47;
    const last = turn === turns - 1;
    if (turn % 2 === 0)
      telling.mail(minutesAgo, last ? row.preview : `${row.subject}\n\nHello, a question about this.`, {
        quoted: turn > 0,
      });
    else {
      const text = last ? row.preview : "Thank you for writing. We look into it.";
      telling.answer(minutesAgo, row.owner ?? "ag_bo", text, OUTCOMES[index % OUTCOMES.length]);
    }
  }
  return telling.entries;
}
