/** People of the team: a picture, or their initials where there is none or the page does not allow it. */

export interface Shown {
  name: string;
  avatar?: string;
}

export const initials = (name: string): string => name.replace(/(\S)\S*\s*/gu, "$1").slice(0, 2);

/** An address of our own is given without its site. */
export const Faces = ({ of, site, small }: { of: Shown[]; site: string; small?: boolean }) => (
  <span class={small ? "faces s" : "faces"} aria-hidden="true">
    {of.slice(0, 3).map(({ name, avatar }) => (
      <span key={name}>
        {initials(name)}
        {avatar && (
          <img
            src={avatar[0] === "/" ? site + avatar : avatar}
            alt=""
            onError={({ currentTarget }) => {
              currentTarget.hidden = true;
            }}
          />
        )}
      </span>
    ))}
  </span>
);
