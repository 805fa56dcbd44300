import { describe, expect, it } from 'vitest';
import { filePlaces } from '../../../packages/core/src/config/file-places.ts';

const linux = { environment: {}, platform: 'linux', homedir: '/home/ana', workingFolder: '/work' };

describe('where files are', () => {
  it('follows the XDG folders on Linux', () => {
    expect(filePlaces(linux)).toEqual({
      configuration: '/home/ana/.config/lifeboat/config.yaml',
      stateFolder: '/home/ana/.local/state/lifeboat',
      store: '/home/ana/.local/state/lifeboat/store.json',
      audit: '/home/ana/.local/state/lifeboat/audit.jsonl',
      log: '/home/ana/.local/state/lifeboat/log',
      archive: '/home/ana/.local/state/lifeboat/archive',
      tokenCache: '/home/ana/.local/state/lifeboat/tokens',
    });
  });

  it('follows the XDG variables, but no relative ones', () => {
    const environment = { XDG_CONFIG_HOME: '/etc/xdg', XDG_STATE_HOME: 'state' };
    const places = filePlaces({ ...linux, environment });

    expect(places.configuration).toBe('/etc/xdg/lifeboat/config.yaml');
    expect(places.stateFolder).toBe('/home/ana/.local/state/lifeboat');
  });

  it('is what the environment says before anything else, from the working folder', () => {
    const environment = {
      LIFEBOAT_CONFIG: 'my.yaml',
      LIFEBOAT_STATE_DIR: '../state',
      XDG_CONFIG_HOME: '/x',
    };
    const places = filePlaces({ ...linux, environment });

    expect(places).toMatchObject({
      configuration: '/work/my.yaml',
      stateFolder: '/state',
      store: '/state/store.json',
    });
  });

  it('ignores variables that are empty', () => {
    const environment = {
      LIFEBOAT_CONFIG: '',
      LIFEBOAT_STATE_DIR: '',
      XDG_CONFIG_HOME: '',
      XDG_STATE_HOME: '',
    };

    expect(filePlaces({ ...linux, environment })).toEqual(filePlaces(linux));
  });

  it('follows the Library on macOS', () => {
    const places = filePlaces({ ...linux, platform: 'darwin', homedir: '/Users/ana' });

    expect(places.configuration).toBe(
      '/Users/ana/Library/Application Support/lifeboat/config.yaml',
    );
    expect(places.stateFolder).toBe('/Users/ana/Library/Application Support/lifeboat');
  });

  it('follows AppData on Windows', () => {
    const environment = { LOCALAPPDATA: 'D:\\Local' };
    const places = filePlaces({
      environment,
      platform: 'win32',
      homedir: 'C:\\Users\\ana',
      workingFolder: 'C:\\',
    });

    expect(places.configuration).toBe('C:\\Users\\ana\\AppData\\Roaming\\lifeboat\\config.yaml');
    expect(places.store).toBe('D:\\Local\\lifeboat\\store.json');
  });
});
