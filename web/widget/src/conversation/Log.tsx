/** What was said, in order; below it what is on its way. */
import type { Entry } from "../talk/frames.ts";
import type { Pending } from "../talk/outbox.ts";
import { Bubble } from "./Bubble.tsx";
import { groups, type Group } from "./groups.ts";
import { Icon, WARN } from "../panel/Icon.tsx";
import { said, written, type Scene } from "../panel/scene.ts";
import { Seldom, Waiting } from "./Seldom.tsx";
import { clock } from "../panel/time.ts";
import type { ComponentChildren } from "preact";

const NEAR = 80; // pixels from the end at which new messages are still followed

export function Log({ scene, children }: { scene: Scene; children?: ComponentChildren }) {
  const { chat, words, flow } = scene;
  const thread = scene.thread();
  const items = chat.outbox.items.filter(({ to }) => to === scene.at);
  const entries = thread?.entries ?? [];
  const greeting = !thread && written(scene, flow?.welcome);
  return (
    <div
      class="log"
      role="log"
      aria-live="off"
      aria-label={words.chat}
      tabIndex={0}
      ref={(log: HTMLElement | null) => {
        if (log && scene.follows) log.scrollTop = log.scrollHeight;
      }}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        scene.follows = scrollHeight - scrollTop - clientHeight < NEAR;
      }}
    >
      <div class="room" />
      {thread && !thread.loaded && !entries.length && <Waiting />}
      {greeting && <Bubble mine={false} text={greeting} />}
      {groups(entries).map((group, at, all) => (
        <GroupOf key={group.key} scene={scene} group={group} isLast={at === all.length - 1 && !items.length} seen={thread!.seen} />
      ))}
      {items.map((item) => (
        <Going key={item.id} scene={scene} item={item} />
      ))}
      <Tail scene={scene} />
      {children}
    </div>
  );
}

/** What is not said yet, by the visitor or by the team. */
function Tail({ scene: { words, held, thread } }: { scene: Scene }) {
  const typing = thread()?.typing;
  return (
    <>
      {held && (
        <>
          <p class="who me">{words.you}. {words.held}</p>
          <Bubble mine text={held} />
        </>
      )}
      {typing && (
        <>
          <p class="who">{said(words.typing, typing.name)}</p>
          <div class="dots" aria-hidden="true"><i /><i /><i /></div>
        </>
      )}
    </>
  );
}

function GroupOf({ scene, group, isLast, seen }: { scene: Scene; group: Group; isLast: boolean; seen: number }) {
  const { words, region, config } = scene;
  const { by, entries, agent } = group;
  const last = entries.at(-1)!;
  const Event = scene.parts?.Event;
  if (!by) return Event ? <Event scene={scene} entry={last} /> : null;
  const mine = by === "visitor";
  const mark = last.seq <= seen ? `. ${said(words.seen, clock(last.at, region))}` : isLast ? `. ${words.sent}` : "";
  return (
    <>
      {mine ? (
        <p class="who me">{words.you}{mark}</p>
      ) : (
        <p class="who">
          {by === "bot" && <span class="lab">{words.bot}</span>}
          {agent?.name ?? config.company}
        </p>
      )}
      {entries.map((entry) => (
        <Message key={entry.seq} scene={scene} entry={entry} mine={mine} />
      ))}
      {isLast && last.quick_replies && <Seldom scene={scene} part="Replies" of={last} />}
    </>
  );
}

const Message = ({ scene, entry, mine }: { scene: Scene; entry: Entry; mine: boolean }) => (
  <>
    {entry.text && <Bubble mine={mine} text={entry.text} />}
    {entry.files[0] && <Seldom scene={scene} part="Files" of={entry} />}
  </>
);

function Going({ scene, item }: { scene: Scene; item: Pending }) {
  const { words, chat } = scene;
  const failed = item.state === "failed";
  return (
    <>
      <p class="who me">{words.you}{failed ? "" : `. ${words.waiting}`}</p>
      {item.text && <Bubble mine failed={failed} text={item.text} />}
      {item.file && <Seldom scene={scene} part="Files" of={item} />}
      {failed && (
        <p class="err">
          <Icon d={WARN} size={16} />
          {words.failed}{" "}
          {!item.file || item.extras.files ? (
            <button onClick={() => chat.tryAgain(item.id)}>{words.again}</button>
          ) : (
            <button onClick={() => item.file?.stop?.()}>{words.cancel}</button>
          )}
        </p>
      )}
    </>
  );
}
