/** Light, dark, or as the system has it; the page's colours follow `data-theme`. */

const DARK = "(prefers-color-scheme: dark)";
let chosen = "light";

/** `choice`: system, light or dark. */
export function useTheme(choice, { root = document.documentElement, media = matchMedia(DARK) } = {}) {
  chosen = choice;
  root.dataset.theme = themeOf(choice, media.matches);
  media.onchange = ({ matches }) => (root.dataset.theme = themeOf(chosen, matches));
}

export const themeOf = (choice, systemIsDark) => (choice === "system" ? (systemIsDark ? "dark" : "light") : choice);
