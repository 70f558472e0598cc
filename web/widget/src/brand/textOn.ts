/** White where it can be read, else black: one of them always reaches 4.5 (a test tries them all). */
export const textOn = (fill: string): string => {
  const parts = parseInt(fill.slice(1), 16);
  // the share of each part in the light of the whole, by WCAG 2.2; 35400 is a light of 0.18
  return (parts >> 16) ** 2.2 * 0.2126 + ((parts >> 8) & 255) ** 2.2 * 0.7152 + (parts & 255) ** 2.2 * 0.0722 > 35400
    ? "#000"
    : "#fff";
};
