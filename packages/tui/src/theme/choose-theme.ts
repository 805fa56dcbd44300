import type { Environment } from '../cli/look.ts';
import type { ThemeName } from './styles.ts';

/**
 * The theme for a terminal: what was asked for, else none where colour is not wanted, else by the
 * background that `COLORFGBG` names (rxvt, Konsole and others set it), else dark.
 */
export function chooseTheme(options: {
  wanted: ThemeName | null;
  color: boolean;
  environment: Environment;
}): ThemeName {
  const { wanted, color, environment } = options;
  if (wanted === 'none' || !color) return 'none';
  return wanted ?? (isLight(environment.COLORFGBG) ? 'light' : 'dark');
}

/** Whether the last of its numbers, the background, is white or light grey. */
function isLight(colorFgBg: string | undefined): boolean {
  const background = colorFgBg?.split(';').at(-1);
  return background === '7' || background === '15';
}

/**
 * Whether a terminal's answer to OSC 11, such as `rgb:ffff/ffff/dddd`, tells of a light background;
 * null when it tells nothing. Source: xterm control sequences, OSC 11.
 */
export function isLightBackground(answer: string): boolean | null {
  const parts = /rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i.exec(answer);
  if (parts === null) return null;
  const [red = 0, green = 0, blue = 0] = parts
    .slice(1, 4)
    .map((hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1));
  // Rec. 709 luma: how bright the eye finds it.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.5;
}
