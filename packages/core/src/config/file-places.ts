import { posix, win32 } from 'node:path';
import type { Places } from '../domain/places.ts';
import type { Environment } from './fill-variables.ts';

/** The system as far as it decides where files go. */
export type PlacesInput = {
  environment: Environment;
  /** As Node names it: `linux`, `darwin`, `win32`, … */
  platform: string;
  homedir: string;
  /** Relative paths in the environment start here. */
  workingFolder: string;
};

/**
 * Where Lifeboat's files are. The configuration: `$LIFEBOAT_CONFIG`, else `lifeboat/config.yaml` in
 * the platform's configuration folder. The state: `$LIFEBOAT_STATE_DIR`, else `lifeboat/` in the
 * platform's state folder. Pure; absolute paths.
 * Source: XDG Base Directory Specification 0.8 (a relative value is ignored); Apple, "File System
 * Programming Guide"; Microsoft, "KNOWNFOLDERID" (roaming for settings, local for state).
 */
export function filePlaces(input: PlacesInput): Places {
  const { join, resolve } = input.platform === 'win32' ? win32 : posix;
  const given = (name: string) => {
    const value = input.environment[name];
    return value === undefined || value === '' ? null : resolve(input.workingFolder, value);
  };
  const folders = platformFolders(input);
  const stateFolder = given('LIFEBOAT_STATE_DIR') ?? join(folders.state, 'lifeboat');
  return {
    configuration:
      given('LIFEBOAT_CONFIG') ?? join(folders.configuration, 'lifeboat', 'config.yaml'),
    stateFolder,
    store: join(stateFolder, 'store.json'),
    audit: join(stateFolder, 'audit.jsonl'),
    log: join(stateFolder, 'log'),
    archive: join(stateFolder, 'archive'),
    tokenCache: join(stateFolder, 'tokens'),
  };
}

function platformFolders(input: PlacesInput): { configuration: string; state: string } {
  const { environment, homedir, platform } = input;
  const { join, isAbsolute } = platform === 'win32' ? win32 : posix;
  const folder = (name: string, ...otherwise: string[]) => {
    const value = environment[name];
    return value !== undefined && isAbsolute(value) ? value : join(homedir, ...otherwise);
  };
  switch (platform) {
    case 'darwin': {
      const support = join(homedir, 'Library', 'Application Support');
      return { configuration: support, state: support };
    }
    case 'win32':
      return {
        configuration: folder('APPDATA', 'AppData', 'Roaming'),
        state: folder('LOCALAPPDATA', 'AppData', 'Local'),
      };
    default:
      return {
        configuration: folder('XDG_CONFIG_HOME', '.config'),
        state: folder('XDG_STATE_HOME', '.local', 'state'),
      };
  }
}
