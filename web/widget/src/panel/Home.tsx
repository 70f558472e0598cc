/** The first screen: who is there, how to begin, and what was said before. */
import { Faces } from "./Faces.tsx";
import { CALENDAR, Close, Icon, NEXT, PLANE } from "./Icon.tsx";
import { facesOf, said, written, type Scene } from "./scene.ts";
import { status } from "./status.ts";
import { short } from "./time.ts";

export function Home({ scene }: { scene: Scene }) {
  const { words, config, flow } = scene;
  const faces = facesOf(scene);
  const [state, isHere] = status(scene, true);
  return (
    <>
      <div class="hd">
        <div class="top">
          <Faces of={faces} site={config.site} />
          <Close scene={scene} />
        </div>
        <h2>{written(scene, flow?.heading) || config.company}</h2>
      </div>
      <div class="home">
        <div class="hc go">
          <p class="stat x13 m">
            <i class={isHere ? "" : "off"} />
            {state}
          </p>
          <button class="bbtn" onClick={() => scene.go("new")}>
            <Icon d={PLANE} />
            {words.start}
          </button>
        </div>
        <Meeting scene={scene} />
        <Earlier scene={scene} />
        <p class="by">{words.made}</p>
      </div>
    </>
  );
}

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
