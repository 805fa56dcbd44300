/** What a terminal's sixteen colours look like in a picture, black to white and the bright ones. */
export type Palette = {
  front: string;
  back: string;
  frame: string;
  colours: readonly string[];
};

/** Dark enough for a page in either scheme; each colour keeps 4.5 : 1 to the ground. */
export const darkPalette: Palette = {
  front: '#d5dae2',
  back: '#181b21',
  frame: '#3a404b',
  colours: [
    '#4b525f',
    '#f27d83',
    '#86d39a',
    '#e5c062',
    '#7cb0f7',
    '#cf9bea',
    '#66c9d6',
    '#d5dae2',
    '#8b93a1',
    '#ff9ba0',
    '#a6e6b5',
    '#f3d586',
    '#a3c9ff',
    '#e0b9f5',
    '#8fe0ea',
    '#ffffff',
  ],
};

/** The same on white. */
export const lightPalette: Palette = {
  front: '#22262d',
  back: '#fcfcfa',
  frame: '#c3c7ce',
  colours: [
    '#22262d',
    '#b3261e',
    '#1b7535',
    '#7d5a00',
    '#0b57c4',
    '#86279f',
    '#0b6b7a',
    '#6a707b',
    '#4a505a',
    '#c4372e',
    '#25894a',
    '#946b00',
    '#1f6fe0',
    '#9c3fb5',
    '#14808f',
    '#000000',
  ],
};
