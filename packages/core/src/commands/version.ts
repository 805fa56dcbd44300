/** Lifeboat's version, as in every package.json of the workspace. */
export const version = '0.1.0';
