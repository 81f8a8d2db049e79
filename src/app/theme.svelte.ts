// Light or dark: what the system says, until the viewer chooses.
export type Theme = 'light' | 'dark';

const KEY = 'slipway.theme';

class ThemeChoice {
  value = $state<Theme>('light');

  choose(theme: Theme): void {
    this.value = theme;
    document.documentElement.dataset.theme = theme;
  }

  toggle(): void {
    this.choose(this.value === 'light' ? 'dark' : 'light');
    localStorage.setItem(KEY, this.value);
  }
}

export const theme = new ThemeChoice();

/** Takes up the viewer's choice, or the system's, and follows the system while there is no choice. */
export function beginTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = localStorage.getItem(KEY);
  theme.choose(chosen === 'light' || chosen === 'dark' ? chosen : system.matches ? 'dark' : 'light');
  system.addEventListener('change', () => {
    if (localStorage.getItem(KEY) === null) theme.choose(system.matches ? 'dark' : 'light');
  });
}
