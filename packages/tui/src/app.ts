// What tests may import of the terminal UI.
export type { AppOptions } from './app/app-options.ts';
export type { AppParts } from './app/app-parts.ts';
export { runApp } from './app/run-app.tsx';
export { runSpoken } from './app/spoken/run-spoken.ts';
export { fieldKeys } from './keys/field-keys.ts';
export { globalKeys } from './keys/global-keys.ts';
export { listKeys } from './keys/list-keys.ts';
export { paletteKeys } from './keys/palette-keys.ts';
export { screens } from './screens/index.ts';
export type { ScreenName } from './screens/names.ts';
export { type ThemeName, themeNames } from './theme/styles.ts';
