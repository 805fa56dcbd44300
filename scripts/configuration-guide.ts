type Schema = {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  pattern?: string;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
};

type Row = { path: string; schema: Schema; required: boolean };

/** How a configuration names an environment variable. */
const variable = ['`$', '{NAME}`'].join('');

/** What stands above the tables of each section; the order is the schema's. */
const introductions: Readonly<Record<string, string>> = {
  cloud: 'Which Azure. `public`, `usgov` and `china` are known; a cloud of your own is a block.',
  state: 'Who shares the state folder.',
  auth: 'How Lifeboat signs in. [Lifeboat and Azure](azure.md) has what each method needs.',
  auths: 'Further sign-ins by name, each with the keys of `auth:`.',
  storage: 'Where backups go, by name.',
  services: 'The services to keep safe, by what you call them.',
  watch: 'How `apim watch` and the Slack bot work while nobody looks.',
  reminders: 'How long before the last restorable backup ends people want to hear of it.',
  notify: 'Who hears of it. [Notifications](notifications.md) has what is posted.',
  people: 'One person is one person in all doors.',
  approvals: 'What wants a second person, and who may be that.',
  slack: 'The Slack bot. Its tokens are in the environment only.',
};

/**
 * `docs/configuration.md` from the schema of the configuration file: a table a section, with every
 * key, what it takes and what holds when it is left out. Throws when a key has no description.
 */
export function configurationGuide(document: Record<string, unknown>): string {
  const { properties = {} } = document as Schema; // as `schemaDocument` makes it
  const sections = Object.entries(properties).map(([name, schema]) => sectionOf(name, schema));
  return [
    '# The configuration',
    '',
    '<!-- Made from the schema: `npx -y pnpm@12 exec vitest run test/docs/configuration-guide.test.ts --update` writes it anew. -->',
    '',
    'Every key of `config.yaml`. `apim paths` says where the file is; `apim init` writes one; `apim doctor` checks it.',
    `Durations are numbers with units: \`90m\`, \`24h\`, \`7d\`, \`1d12h\`. A secret is never written here: ${variable} reads the`,
    'environment. Every mistake is told with its line, all at once. An example of a whole file is in [the guide](guide.md#the-configuration).',
    '',
    ...sections,
  ].join('\n');
}

function sectionOf(name: string, schema: Schema): string {
  const rows = rowsOf(name, schema, false).filter(({ schema: each }) => !isBlock(each));
  const table = rows.map(
    ({ path, schema: each, required }) =>
      `| \`${path}\` | ${describe(path, each)} | ${formOf(each)} | ${required ? 'needed' : defaultOf(each)} |`,
  );
  const introduction = introductions[name];
  return [
    `## ${name}`,
    '',
    ...(introduction === undefined ? [] : [introduction, '']),
    '| key | what | takes | left out |',
    '|---|---|---|---|',
    ...table,
    '',
  ].join('\n');
}

/** All keys below one, in the order of the schema. */
function rowsOf(path: string, schema: Schema, required: boolean): Row[] {
  const own = { path, schema, required };
  const block = schema.anyOf?.find((each) => each.properties !== undefined) ?? schema;
  const below = Object.entries(block.properties ?? {}).flatMap(([key, each]) =>
    rowsOf(`${path}.${key}`, each, block.required?.includes(key) ?? false),
  );
  const { additionalProperties: named, items } = schema;
  const byName =
    typeof named === 'object' ? rowsOf(`${path}.${placeholder(path)}`, named, false) : [];
  const entries = items?.properties === undefined ? [] : rowsOf(`${path}[]`, items, false);
  return [own, ...below, ...byName, ...entries];
}

function placeholder(path: string): string {
  return path.endsWith('channels') ? 'CHANNEL' : 'NAME';
}

/** A block has no value of its own: its keys have rows. */
function isBlock(schema: Schema): boolean {
  const hasKeys =
    schema.properties !== undefined || typeof schema.additionalProperties === 'object';
  return hasKeys || schema.items?.properties !== undefined;
}

function describe(path: string, { description, items }: Schema): string {
  const words = description ?? items?.description;
  if (words === undefined) throw new Error(`${path} has no description in the schema`);
  return cell(words);
}

function formOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((each) => `\`${each}\``).join(', ');
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((each) => (each.properties ? 'a block' : formOf(each))).join(', or ');
  if (schema.items !== undefined) return `a list: ${formOf(schema.items)}`;
  if (schema.type === 'boolean') return '`true`, `false`';
  if (schema.type === 'integer') return `${schema.minimum} to ${schema.maximum}`;
  if (schema.examples !== undefined)
    return `such as ${schema.examples.map((each) => `\`${each}\``).join(', ')}`;
  return wordsOfPattern(schema.pattern ?? '');
}

function wordsOfPattern(pattern: string): string {
  if (pattern.startsWith('^[0-9a-fA-F]{8}')) return 'a GUID';
  if (pattern.startsWith('^https:')) return 'an https address';
  if (pattern.startsWith('^https?:')) return 'a web address';
  if (pattern.startsWith('^\\$\\{')) return variable;
  if (pattern.includes('from-azure')) return `\`from-azure\`, or ${variable}`;
  return 'text';
}

function defaultOf({ default: byDefault }: Schema): string {
  if (byDefault === undefined) return '–';
  return Array.isArray(byDefault) ? `\`[${byDefault.join(', ')}]\`` : `\`${String(byDefault)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
