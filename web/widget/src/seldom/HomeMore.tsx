/** What the first screen shows besides: a way to meet, and what was said before. */
import { facesOf, Icon, said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";
import { short } from "./time.ts";

const CALENDAR = "M4 7h16v14H4zM4 11h16M8.5 3v4M15.5 3v4";
const NEXT = "M9 6l6 6-6 6";

export const HomeMore = ({ scene }: { scene: Scene }) => (
  <>
    <Meeting scene={scene} />
    <Earlier scene={scene} />
  </>
);

/** The link of the first who has one. */
function Meeting({ scene }: { scene: Scene }) {
  const face = facesOf(scene).find(({ meeting_url = "" }) => /^https?:/.test(meeting_url));
  return face ? (
    <a class="hc li" href={face.meeting_url} target="_blank" rel="noopener noreferrer">
      <span class="sq">
        <Icon d={CALENDAR} />
      </span>
      <span class="w">
        <b>{scene.words.meet}</b>
        <span class="x13 m">{face.meeting_text || face.name}</span>
      </span>
      <Icon d={NEXT} size={16} />
    </a>
  ) : null;
}

function Earlier({ scene }: { scene: Scene }) {
  const { words, region, chat } = scene;
  const all = [...chat.threads.values()].map(({ summary }) => summary).sort((one, other) => (one.at < other.at ? 1 : -1));
  if (!all.length) return null;
  return (
    <div class="hc hist">
      <h3>{words.earlier}</h3>
      {all.map(({ id, subject, preview, by, at, unread, number }) => (
        <button key={id} class="li" onClick={() => scene.go(id)}>
          <span class="w">
            <b class="cut" title={subject || preview}>
              {subject || preview || (number ? `#${number}` : "…")}
            </b>
            <span class="x13 m cut" title={preview}>
              {by === "visitor" ? words.you : scene.config.company}
              {subject && subject !== preview && `: ${preview}`}
              {unread > 0 && `. ${said(words.unread, unread)}`}
            </span>
          </span>
          {unread > 0 && <span class="dot" />}
          <span class="x12 m">{short(at, region)}</span>
        </button>
      ))}
    </div>
  );
}
