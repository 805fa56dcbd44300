import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { full, guid, load, loadError, loadFailure, mistakesOf, tryLoad } from './load.ts';

const service = `subscription: ${guid}, resourceGroup: rg`;
const storage = 'main: {account: stcontoso, container: backups';

describe('one mistake', () => {
  it.each<[string, string, string, string | null]>([
    ['servces: {}', 'servces', 'is not a known key', 'services'],
    [
      `services: {a: {${service}, standbye: a}}`,
      'services.a.standbye',
      'is not a known key',
      'standby',
    ],
    ['slack: {roles: {aprover: []}}', 'slack.roles.aprover', 'is not a known key', 'approver'],
    ['cloud: {name: public, cafile: x}', 'cloud.cafile', 'is not a known key', 'caFile'],
    [
      'notify: {webhooks: [{url: "https://a.example"}, {url: "https://a.example"}]}',
      'notify.webhooks[1].url',
      'is the same address as that of webhook 1',
      null,
    ],
    ['cloud: pubic', 'cloud', 'must be one of public, usgov, china', 'public'],
    ['cloud: [public]', 'cloud', 'must be one of public, usgov, china', null],
    ['auth: {method: azurecli}', 'auth.method', 'must be one of azure-cli', 'azure-cli'],
    ['auth: {tenantId: x}', 'auth.method', 'is missing', null],
    ['readOnly: yes', 'readOnly', 'must be true or false', null],
    ['readOnly: "true"', 'readOnly', 'must be true or false', null],
    ['services: []', 'services', 'must be a block of keys and values', null],
    [
      'services: {a: {subscription: 12, resourceGroup: rg}}',
      'services.a.subscription',
      'must be a GUID',
      null,
    ],
    [
      'services: {a: {subscription: 0b1c2d3e-1111-2222-3333-44445555666, resourceGroup: rg}}',
      'services.a.subscription',
      'must be a GUID',
      null,
    ],
    [`services: {a: {subscription: ${guid}}}`, 'services.a.resourceGroup', 'is missing', null],
    [
      `services: {a: {subscription: ${guid}, resourceGroup: rg.}}`,
      'services.a.resourceGroup',
      'no dot at the end',
      null,
    ],
    [`services: {a: {${service}, name: 1}}`, 'services.a.name', 'must be text', null],
    [`services: {a: {${service}, name: "1st"}}`, 'services.a.name', 'a letter first', null],
    [
      `services: {a: {${service}, name: ${'x'.repeat(51)}}}`,
      'services.a.name',
      '1 to 50 letters',
      null,
    ],
    [`services: {a@b: {${service}}}`, 'services."a@b"', 'must be a name', null],
    [
      `services: {a_b: {${service}}}`,
      'services.a_b',
      'is no name of an API Management service',
      null,
    ],
    [
      `services: {a: {${service}, every: 24}}`,
      'services.a.every',
      'must be a duration with a unit',
      null,
    ],
    [`services: {a: {${service}, every: "24"}}`, 'services.a.every', 'needs a unit after 24', null],
    [
      `services: {a: {${service}, keep: 30days}}`,
      'services.a.keep',
      'has "a" where a whole number belongs',
      null,
    ],
    [
      `services: {a: {${service}, schedule: "@daily"}}`,
      'services.a.schedule',
      'must have five cron fields',
      null,
    ],
    [
      `services: {a: {${service}, schedule: "0 0 2 * * *"}}`,
      'services.a.schedule',
      'must have five cron fields',
      null,
    ],
    [
      `services: {a: {${service}, schedule: "61 2 * * *"}}`,
      'services.a.schedule',
      'is not a cron expression',
      null,
    ],
    [
      `services: {a: {${service}, schedule: "0 2 30 2 *"}}`,
      'services.a.schedule',
      'never fires',
      null,
    ],
    [
      `services: {a: {${service}, schedule: "0 2 * * 0", every: 24h}}`,
      'services.a.schedule',
      'runs every 7 d at most, but every wants a backup each 24 h',
      null,
    ],
    [`services: {a: {${service}, ping: ftp://x}}`, 'services.a.ping', 'must be an address', null],
    [
      `services: {a: {${service}, ping: "https://u:p@x.example"}}`,
      'services.a.ping',
      'must not carry a user name or password',
      null,
    ],
    [
      `services: {a: {${service}, storage: mian}}\nstorage: {${storage}}}`,
      'services.a.storage',
      'names nothing under storage:',
      'main',
    ],
    [
      `services: {a: {${service}, standby: a}}`,
      'services.a.standby',
      'cannot be the service itself',
      null,
    ],
    [
      `services: {a: {${service}, standby: constructor}}`,
      'services.a.standby',
      'names nothing under services:',
      null,
    ],
    [
      `services: {a: {${service}, auth: other}}`,
      'services.a.auth',
      'names nothing under auths:',
      null,
    ],
    [
      `services: {a: {${service}, access: user-identity, storage: main}}\nstorage: {${storage}}}`,
      'services.a.clientId',
      'is missing; user-identity needs it',
      null,
    ],
    [
      `storage: {${storage}, access: user-identity}}`,
      'storage.main.clientId',
      'is missing; user-identity needs it',
      null,
    ],
    [
      `storage: {${storage}, access: user-identty}}`,
      'storage.main.access',
      'must be one of',
      'user-identity',
    ],
    [
      `storage: {${storage}, accessKey: abc}}`,
      'storage.main.accessKey',
      `must be from-azure or \${NAME}`,
      null,
    ],
    [
      'storage: {main: {account: StContoso, container: backups}}',
      'storage.main.account',
      '3 to 24 lower-case letters and digits',
      null,
    ],
    [
      'storage: {main: {account: st, container: backups}}',
      'storage.main.account',
      '3 to 24 lower-case letters and digits',
      null,
    ],
    [
      'storage: {main: {account: stcontoso, container: a--b}}',
      'storage.main.container',
      '3 to 63 lower-case',
      null,
    ],
    [
      'storage: {main: {account: stcontoso, container: -ab}}',
      'storage.main.container',
      '3 to 63 lower-case',
      null,
    ],
    ['auths: {default: {method: environment}}', 'auths.default', 'cannot be used', null],
    [
      'auths: {a: {method: environment}, A: {method: environment}}',
      'auths.A',
      'differs from a in upper and lower case only',
      null,
    ],
    ['watch: {auth: bot}', 'watch.auth', 'names nothing under auths:', null],
    ['watch: {concurrency: 0}', 'watch.concurrency', 'must be a whole number from 1 to 64', null],
    [
      'watch: {metricsPort: 1.5}',
      'watch.metricsPort',
      'must be a whole number from 1 to 65535',
      null,
    ],
    ['reminders: {before: 7d}', 'reminders.before', 'must be a list', null],
    ['reminders: {before: [7d, 90s]}', 'reminders.before[1]', 'is shorter than 1h', null],
    ['reminders: {before: [31d]}', 'reminders.before[0]', 'is longer than 30d', null],
    ['reminders: {before: [90m]}', 'reminders.before[0]', 'must be whole hours', null],
    [
      'notify: {webhooks: [{url: https://x.example, secret: hunter2}]}',
      'notify.webhooks[0].secret',
      'must not be written here',
      null,
    ],
    [
      'notify: {webhooks: [{url: https://x.example, events: [falure]}]}',
      'notify.webhooks[0].events[0]',
      'must be one of',
      'failure',
    ],
    ['people: {ana: {slack: ana}}', 'people.ana.slack', 'must be a Slack user id', null],
    ['approvals: {by: [raj]}', 'approvals.by[0]', 'names nothing under people:', null],
    [
      `services: {a: {${service}, environment: production}}\npeople: {raj: {slack: U0BBB}}\napprovals: {restore: prodution, by: [raj]}`,
      'approvals.restore',
      'names an environment that no service has',
      'production',
    ],
    [
      `services: {a: {${service}, environment: production}}\napprovals: {restore: [production]}`,
      'approvals',
      'wants a second person, but `by` names nobody',
      null,
    ],
    [
      `services: {a: {${service}, environment: production}}\npeople: {raj: {}}\napprovals: {restore: production, by: [raj]}`,
      'approvals.by[0]',
      'neither azure: nor slack:',
      null,
    ],
    ['slack: {channels: {general: {}}}', 'slack.channels.general', "must be a channel's id", null],
    [
      'slack: {channels: {C0123456: {services: [x]}}}',
      'slack.channels.C0123456.services[0]',
      'names nothing under services:',
      null,
    ],
    [
      'slack: {channels: {C0123456: {timeZone: Rome}}}',
      'slack.channels.C0123456.timeZone',
      'must be a time zone',
      null,
    ],
    [
      'slack: {roles: {approver: [S0AAA]}}',
      'slack.roles.approver[0]',
      'must be a Slack user id',
      null,
    ],
    [
      'slack: {apiUrl: "http://x.example"}',
      'slack.apiUrl',
      'must be an address that begins with https://',
      null,
    ],
    ['state: {group: " "}', 'state.group', 'must not be empty', null],
    ['__proto__: {readOnly: true}', '__proto__', 'is not a known key', null],
    ['constructor: x', 'constructor', 'is not a known key', null],
  ])('in %s is at %s', (text, path, message, suggestion) => {
    const mistakes = loadFailure(text);

    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]?.path).toBe(path);
    expect(mistakes[0]?.message).toContain(message);
    expect(mistakes[0]?.suggestion).toBe(suggestion);
  });

  it.each([
    ['auth: {method: client-secret}', ['auth.tenantId', 'auth.clientId', 'auth.clientSecret']],
    [
      'auths: {x: {method: client-certificate}}',
      ['auths.x.tenantId', 'auths.x.clientId', 'auths.x.certificatePath'],
    ],
    ['cloud: {name: mine}', ['cloud.authorityHost', 'cloud.resourceManager', 'cloud.blobEndpoint']],
  ])('is each thing that %s lacks', (text, paths) => {
    expect(loadFailure(text).map((mistake) => mistake.path)).toEqual(paths);
  });

  it('is the second key of the same service in Azure, whatever its case', () => {
    const text = `services:\n  one: {${service}, name: contoso}\n  two: {${service.toUpperCase().replace('SUBSCRIPTION', 'subscription').replace('RESOURCEGROUP', 'resourceGroup')}, name: Contoso}`;

    expect(loadFailure(text)).toEqual([
      {
        path: 'services.two',
        line: 3,
        column: 3,
        message: 'is the same service in Azure as one (line 2)',
        suggestion: null,
      },
    ]);
  });

  it('is one human being under two names, who could approve their own requests', () => {
    const id = '44444444-4444-4444-8444-44444444444a';
    const text = `people:\n  ana: {azure: ${id}, slack: U0ANA}\n  raj: {azure: ${id.toUpperCase()}}\n  eve: {slack: U0ANA}`;

    expect(loadFailure(text)).toMatchObject([
      { path: 'people.raj.azure', line: 3, message: 'is that of ana (line 2) too' },
      { path: 'people.eve.slack', line: 4, message: 'is that of ana (line 2) too' },
    ]);
  });

  it('is no schedule that runs often enough at times', () => {
    const text = `services: {a: {${service}, schedule: "0 2 * * 1-5", every: 24h}}`;

    expect(load(text).services).toHaveLength(1);
  });

  it('is no client id that each service brings along', () => {
    const text = `storage: {${storage}, access: user-identity}}\nservices: {a: {${service}, storage: main, clientId: ${guid}}}`;

    expect(load(text).services[0]?.storage?.clientId).toBe(guid);
  });
});

describe('several mistakes', () => {
  const text = `cloud: pubic
services:
  prod:
    subscription: ${guid}
    resourceGrup: rg
    every: 30
auth:
  method: client-secret
  tenantId: contoso.com
  clientId: ${guid}
  clientSecret: hunter2
`;

  it('are told all at once, one a line, with place and suggestion', () => {
    expect(
      loadError(text).message,
    ).toBe(`The configuration /etc/lifeboat/config.yaml has 5 mistakes:
  line 1, column 8: cloud must be one of public, usgov, china; did you mean public?
  line 3, column 3: services.prod.resourceGroup is missing
  line 5, column 5: services.prod.resourceGrup is not a known key; did you mean resourceGroup?
  line 6, column 12: services.prod.every must be a duration with a unit, such as 24h
  line 11, column 17: auth.clientSecret must not be written here: put it in the environment and write \${NAME}`);
  });

  it('exit 9, change nothing, and never repeat what may be a secret', () => {
    const error = loadError(text);

    expect(error.hint).toBe('Mend /etc/lifeboat/config.yaml; nothing was changed or sent.');
    expect(JSON.stringify([error.message, error.hint, error.data])).not.toContain('hunter2');
  });

  it('are cut after fifty', () => {
    const many = Array.from({ length: 60 }, (_, index) => `wrong${index}: x`).join('\n');
    const error = loadError(many);

    expect(error.message).toContain('has 60 mistakes');
    expect(error.message.split('\n').at(-1)).toBe('  and 10 more');
    expect(loadFailure(many)).toHaveLength(50);
  });
});

describe('a text that is no configuration', () => {
  it.each([
    ['nothing', '', 1, 'is empty'],
    ['a comment', '# later\n', 1, 'is empty'],
    ['an empty document', '---\n', 1, 'is empty'],
    ['a word', 'hello', 1, 'must be a block of keys and values'],
    ['a list', '- a', 1, 'must be a block of keys and values'],
    ['a tab', 'auth:\n\tmethod: x', 2, 'indented with a tab'],
    ['an open bracket', 'cloud: public\nservices: {', 2, 'cannot be read as YAML'],
    ['an open quote', 'cloud: "public', 1, 'cannot be read as YAML'],
    ['a key twice', 'cloud: public\ncloud: usgov', 2, 'the same block already has'],
    ['two documents', 'cloud: public\n---\ncloud: usgov', 2, 'a second document'],
    ['a tag', 'cloud: !!js/function x', 1, 'has a tag'],
    ['a tag of its own', 'cloud: !env X', 1, 'has a tag'],
    ['an unquoted cron', 'services:\n  a:\n    schedule: * * * * *', 3, 'put it in quotes'],
    ['a complex key', '? [a]\n: 1', 1, 'no plain text'],
    ['UTF-16', 'c\0l\0o\0u\0d\0', 1, 'not UTF-8'],
    ['bytes that are no UTF-8', 'cloud: public\nauth: \uFFFD', 2, 'not UTF-8'],
    ['too much', `cloud: public # ${'x'.repeat(600_000)}`, 1, 'larger than 512 KiB'],
    ['an endless alias', 'readOnly: &a [*a]', 1, 'nested too deeply'],
  ])('such as %s is a mistake with its line', (_what, text, line, words) => {
    const mistakes = loadFailure(text);

    expect(
      mistakes.some((mistake) => mistake.line === line && mistake.message.includes(words)),
    ).toBe(true);
  });

  it('costs little, however it explodes', () => {
    const layers = 'abcdefghij'.split('').map(
      (name, index, all) =>
        `${name}: &${name} [${Array(9)
          .fill(index === 0 ? 'x' : `*${all[index - 1]}`)
          .join()}]`,
    );

    expect(
      loadFailure(layers.join('\n')).some((mistake) => mistake.message.includes('too many values')),
    ).toBe(true);
    expect(loadFailure('['.repeat(100_000)).length).toBeLessThan(51);
    expect(loadFailure('{a: '.repeat(50_000)).length).toBeLessThan(51);
  }, 10_000);
});

describe('an alias', () => {
  it('may repeat what is tedious to write', () => {
    const { services } = load(
      `services:\n  a: {subscription: &s ${guid}, resourceGroup: rg}\n  b: {subscription: *s, resourceGroup: rg}`,
    );

    expect(services.map((each) => each.subscription)).toEqual([guid, guid]);
  });
});

describe('whatever the text', () => {
  const lines = (text: string) => text.split('\n').length;

  function takenOrPlaced(text: string): void {
    const error = tryLoad(text);
    if (error === null) return;
    const mistakes = mistakesOf(error);
    expect(mistakes.length).toBeGreaterThan(0);
    for (const mistake of mistakes) {
      expect(mistake.line).toBeGreaterThanOrEqual(1);
      expect(mistake.line).toBeLessThanOrEqual(lines(text) + 1);
      expect(mistake.column).toBeGreaterThanOrEqual(1);
      expect(mistake.message).not.toBe('');
    }
  }

  it('nothing but config-invalid is thrown and every mistake has a line: any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), takenOrPlaced), {
      numRuns: 2000,
    });
  }, 120_000);

  it('nothing but config-invalid is thrown and every mistake has a line: the characters of YAML', () => {
    const character = fc.constantFrom(
      ...' \n\t:-[]{}&*!|>\'"%@`#,?~<=abc01$'.split(''),
      '\n  ',
      ': ',
      '- ',
      'cloud',
      'services',
      '<<',
    );
    fc.assert(
      fc.property(
        fc.array(character, { maxLength: 80 }).map((each) => each.join('')),
        takenOrPlaced,
      ),
      { numRuns: 3000 },
    );
  }, 120_000);

  it('nothing but config-invalid is thrown and every mistake has a line: data of the wrong shape', () => {
    const key = fc.constantFrom(
      'cloud',
      'auth',
      'auths',
      'storage',
      'services',
      'watch',
      'reminders',
      'notify',
      'people',
      'approvals',
      'slack',
      'state',
      'x',
    );
    const inner = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(null, true, 5, 'main', '24h', `\${X}`, 'default', '0 2 * * *', 'public'),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'name',
            'method',
            'account',
            'container',
            'access',
            'storage',
            'every',
            'schedule',
            'standby',
            'auth',
            'webhooks',
            'channels',
            'services',
            'by',
            'restore',
            'before',
            'main',
            'default',
            '__proto__',
            'constructor',
            'toString',
          ),
          tie('value'),
          { maxKeys: 5 },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(key, inner, { minKeys: 1 }), (data) =>
        takenOrPlaced(JSON.stringify(data, null, 1)),
      ),
      { numRuns: 3000 },
    );
  }, 120_000);

  it('a good file with one character changed is taken, or its mistake has a line', () => {
    fc.assert(
      fc.property(
        fc.nat(full.length - 1),
        fc.constantFrom(...'\n\t :{}[]x0"\'#&*!$-'.split('')),
        (at, character) => {
          takenOrPlaced(full.slice(0, at) + character + full.slice(at + 1));
        },
      ),
      { numRuns: 1500 },
    );
  }, 120_000);

  it('a literal secret is refused and never repeated', () => {
    const secret = fc
      .stringMatching(/^[A-Za-z0-9~+/=_.-]{12,60}$/)
      .filter((each) => each !== 'from-azure');
    fc.assert(
      fc.property(
        secret,
        fc.constantFrom(
          (text: string) => `auth: {method: client-secret, clientSecret: ${JSON.stringify(text)}}`,
          (text: string) => `auths:\n  x:\n    clientSecret: ${text}`,
          (text: string) => `storage: {${storage}, accessKey: ${JSON.stringify(text)}}}`,
          (text: string) => `services: {a: {${service}, accessKey: ${JSON.stringify(text)}}}`,
          (text: string) =>
            `notify: {webhooks: [{url: https://x.example, secret: ${JSON.stringify(text)}}]}`,
          (text: string) => `auth: {method: client-secret, clientSecret: "${text}`,
          (text: string) =>
            `auth: {method: ${JSON.stringify(text)}, tenantId: ${JSON.stringify(`${text} `)}}`,
        ),
        (text, write) => {
          const error = loadError(write(text));

          expect(JSON.stringify([error.message, error.hint, error.data])).not.toContain(text);
        },
      ),
      { numRuns: 1500 },
    );
  }, 120_000);
});
