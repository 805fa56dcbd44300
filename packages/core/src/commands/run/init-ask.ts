import type { Cloud, SignIn, Storage, StorageAccess } from '../../domain/configuration.ts';
import { readDuration } from '../../domain/duration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { tierHasBackup } from '../../domain/tier.ts';
import type { Azure } from '../../ports/azure.ts';
import type { Draft, WantedService } from '../../workflows/init-draft.ts';
import { visibleAccounts } from '../../workflows/locate-account.ts';
import { errorOfUnseen } from '../../workflows/unseen.ts';
import { visibleServices, visibleSubscriptions } from '../../workflows/visible-services.ts';
import type { CommandContext, DoorSide, Input } from '../definition.ts';
import type { InitStart } from './init-start.ts';
import { readServiceId, readStorageUrl, storageOf } from './named-places.ts';
import { readChoices } from './read-choices.ts';

type Ask = NonNullable<DoorSide['ask']>;
type Choice = { value: string; label: string };

const methods: readonly (Choice & { value: SignIn['method'] })[] = [
  { value: 'azure-cli', label: 'azure-cli: the sign-in of `az login`' },
  { value: 'browser', label: 'browser: on this machine' },
  { value: 'device-code', label: 'device-code: with a browser on another machine' },
  { value: 'managed-identity', label: 'managed-identity: this virtual machine or app' },
  { value: 'workload-identity', label: 'workload-identity: this pod' },
  { value: 'client-secret', label: 'client-secret: an application with a secret' },
  { value: 'client-certificate', label: 'client-certificate: an application with a certificate' },
  { value: 'environment', label: 'environment: what AZURE_… variables say' },
];

/**
 * Asks for all that a configuration needs, after listing what the signed-in person can see.
 * Errors: those of the sign-in; `azure-unreachable`, `not-allowed` when nothing can be listed.
 */
export async function askForDraft(
  context: CommandContext,
  ask: Ask,
  input: Input,
  start: InitStart,
  azureOf: (start: InitStart) => Azure,
): Promise<Draft> {
  const { door, signal } = context;
  const signIn = input.has('auth') ? start.signIn : await askSignIn(ask, start.signIn);
  const begun = { cloud: start.cloud, signIn };
  const azure = azureOf(begun);
  const identity = await signedIn(azure, signIn, context);
  door.say({ kind: 'sentence', tone: 'good', text: `Signed in as ${identity}.` });
  const subscriptions = await visibleSubscriptions(azure, signal);
  if (subscriptions.why !== null) {
    throw errorOfUnseen(subscriptions.why, 'the subscriptions', 'not-allowed');
  }
  const ids = subscriptions.found.map(({ subscription }) => subscription);
  const services = await askServices(context, ask, azure, ids);
  const storage = await askStorage(context, ask, input, azure, start.cloud, ids);
  const everyMs = input.durationMs('every') ?? (await askEvery(ask));
  return { ...begun, services, storage, everyMs };
}

async function askSignIn(ask: Ask, base: SignIn): Promise<SignIn> {
  const method = await ask({
    text: 'How do you sign in to Azure?',
    choices: [...methods],
    fallback: base.method,
  });
  const chosen = methods.find(({ value }) => value === method)?.value ?? base.method;
  const signIn = { ...base, method: chosen };
  const needed = async (text: string, known: string | null): Promise<string> =>
    (await ask({ text, choices: null, fallback: known })).trim();
  switch (chosen) {
    case 'client-secret':
      return {
        ...signIn,
        tenantId: await needed('Tenant (GUID or domain)', base.tenantId),
        clientId: await needed('Client id of the application', base.clientId),
        clientSecretVariable: await needed(
          'Environment variable that holds its secret',
          base.clientSecretVariable,
        ),
      };
    case 'client-certificate':
      return {
        ...signIn,
        tenantId: await needed('Tenant (GUID or domain)', base.tenantId),
        clientId: await needed('Client id of the application', base.clientId),
        certificatePath: await needed(
          'PEM file with certificate and key (absolute path)',
          base.certificatePath,
        ),
      };
    case 'browser':
    case 'device-code': {
      const tenant = await ask({
        text: 'Tenant (GUID or domain; Enter for your own)',
        choices: null,
        fallback: signIn.tenantId ?? '',
      });
      return { ...signIn, tenantId: tenant.trim() === '' ? null : tenant.trim() };
    }
    case 'azure-cli':
    case 'managed-identity':
    case 'workload-identity':
    case 'environment':
      return signIn;
  }
}

/** Who is signed in; signs a person in where the method does that by asking. */
async function signedIn(
  azure: Azure,
  { method }: SignIn,
  { door, signal }: CommandContext,
): Promise<string> {
  try {
    return (await azure.session.identity(signal)).who;
  } catch (error) {
    const asks = method === 'browser' || method === 'device-code';
    const out = error instanceof LifeboatError && error.code === 'not-signed-in';
    if (!asks || !out) throw error;
    return (await azure.session.login((step) => door.signIn(step), signal)).who;
  }
}

async function askServices(
  { door, signal }: CommandContext,
  ask: Ask,
  azure: Azure,
  subscriptions: readonly string[],
): Promise<WantedService[]> {
  door.say({ kind: 'sentence', tone: 'quiet', text: 'Looking for services …' });
  const { found } = await visibleServices(azure, subscriptions, signal);
  if (found.length === 0) {
    const text = 'You can see no API Management service. Its resource id';
    const check = (typed: string) => wrongWith(() => readServiceId(typed));
    return [readServiceId(await ask({ text, choices: null, fallback: null, check }))];
  }
  const able = found.filter(({ tier }) => tierHasBackup(tier)).map(({ resourceId }) => resourceId);
  const list = found.map(({ resourceId, name }) => ({ value: resourceId, name }));
  const longest = Math.max(...found.map(({ name }) => name.length));
  const read = (typed: string) => readChoices(typed, list, able);
  const typed = await ask({
    text: `Which services? Numbers such as "1,3" or "1 3-5", or all${able.length === found.length ? '' : ` ${able.length} that can be backed up`}`,
    choices: found.map(({ resourceId, name, tier, region }) => ({
      value: resourceId,
      label: `${name.padEnd(longest)}  ${tier}${tierHasBackup(tier) ? '' : ' (has no backup)'}  ${region}`,
    })),
    fallback: able.length === 0 ? null : 'all',
    check: (line) => {
      const answer = read(line);
      return answer.ok ? null : answer.words;
    },
  });
  const chosen = read(typed);
  if (!chosen.ok) throw new LifeboatError('usage', chosen.words);
  return chosen.values.map(readServiceId);
}

const elsewhere = 'another';

async function askStorage(
  { door, signal }: CommandContext,
  ask: Ask,
  input: Input,
  azure: Azure,
  cloud: Cloud,
  subscriptions: readonly string[],
): Promise<Storage> {
  const given = input.text('storage');
  if (given !== null) return readStorageUrl(input, cloud, given);
  door.say({ kind: 'sentence', tone: 'quiet', text: 'Looking for storage accounts …' });
  const homes = await visibleAccounts(azure, subscriptions, signal);
  const account = await ask({
    text: 'Which storage account do backups go to?',
    choices: [
      ...homes.map(({ name, resourceGroup }) => ({
        value: name,
        label: `${name}  ${resourceGroup}`,
      })),
      { value: elsewhere, label: 'another: type the URL of its container' },
    ],
    fallback: homes[0]?.name ?? elsewhere,
  });
  const home = homes.find(({ name }) => name === account);
  if (home === undefined) {
    const check = (typed: string) => wrongWith(() => readStorageUrl(input, cloud, typed));
    const url = await ask({ text: 'URL of the container', choices: null, fallback: null, check });
    const typed = readStorageUrl(input, cloud, url);
    return { ...storageOf(typed, await askAccess(ask, input)) };
  }
  const { subscription, resourceGroup } = home;
  const look = await azure.storageAccounts.containers(
    { subscription, resourceGroup, account },
    signal,
  );
  const names = look.seen ? look.value.map(({ name }) => name) : [];
  const container = await ask({
    text: 'Which container?',
    choices: names.length === 0 ? null : names.map((name) => ({ value: name, label: name })),
    fallback: names.find((name) => name.includes('apim')) ?? names[0] ?? 'apim-backups',
  });
  const storage = storageOf({ account, container }, await askAccess(ask, input));
  return { ...storage, subscription, resourceGroup };
}

async function askAccess(
  ask: Ask,
  input: Input,
): Promise<{ access: StorageAccess; clientId: string | null; variable: string | null }> {
  const choices: (Choice & { value: StorageAccess })[] = [
    { value: 'system-identity', label: 'system-identity: the identity of the service itself' },
    { value: 'user-identity', label: 'user-identity: an identity assigned to it' },
    { value: 'access-key', label: 'access-key: a key of the account, asked from Azure each time' },
  ];
  const answer =
    input.text('access') ??
    (await ask({
      text: 'How does the service get into the storage?',
      choices,
      fallback: 'system-identity',
    }));
  const access = choices.find(({ value }) => value === answer)?.value ?? 'system-identity';
  const clientId =
    access !== 'user-identity'
      ? null
      : (input.text('client-id') ??
        (await ask({ text: 'Client id of that identity', choices: null, fallback: null })));
  return { access, clientId, variable: input.text('access-key-variable') };
}

/** Why an answer cannot be taken, so that it is asked again instead of losing all the others; null when it can. */
function wrongWith(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    if (error instanceof LifeboatError) return `${error.message} ${error.hint ?? ''}`.trim();
    throw error;
  }
}

async function askEvery(ask: Ask): Promise<number | null> {
  const isNone = (answer: string): boolean => answer.toLowerCase() === 'none';
  const answer = await ask({
    text: 'How old may the newest backup become? (such as 24h or 7d; "none" for on demand)',
    choices: null,
    fallback: '24h',
    check: (typed) => {
      const read = readDuration(typed);
      return isNone(typed) || read.ok ? null : `"${typed}" ${read.problem}; or "none".`;
    },
  });
  if (isNone(answer)) return null;
  const read = readDuration(answer);
  if (read.ok) return read.ms;
  throw new LifeboatError('usage', `"${answer}" ${read.problem}.`);
}
