import type {
  BareContext,
  DoorSide,
  Progress,
} from '../../../packages/core/src/commands/definition.ts';
import { commands } from '../../../packages/core/src/commands/index.ts';
import { parseCommand } from '../../../packages/core/src/commands/parse.ts';
import type { Block, Report } from '../../../packages/core/src/commands/report.ts';
import { splitLine } from '../../../packages/core/src/commands/split-line.ts';
import { createLifeboat, type Lifeboat } from '../../../packages/core/src/lifeboat.ts';
import type { SignInPrompt } from '../../../packages/core/src/ports/sign-in.ts';
import { fixedDisk, memoryConfigurationFile } from '../../../packages/core/src/testing.ts';
import type { Company } from '../workflows/world.ts';

/** A door that keeps what it is told and answers nothing. */
export function recordingDoor(): DoorSide & {
  said: Block[];
  progressed: Progress[][];
  signIns: SignInPrompt[];
} {
  const said: Block[] = [];
  const progressed: Progress[][] = [];
  const signIns: SignInPrompt[] = [];
  return {
    name: 'cli',
    said,
    progressed,
    signIns,
    say: (block) => said.push(block),
    progress: (all) => progressed.push(all),
    signIn: (step) => signIns.push(step),
    confirm: null,
    ask: null,
  };
}

/** The company's Lifeboat, as a door would have opened it. */
export function lifeboatOf(company: Company, changes: Partial<Lifeboat> = {}): Lifeboat {
  return createLifeboat({
    ports: company.work.ports,
    configuration: company.work.configuration,
    configurationFile: memoryConfigurationFile(),
    disk: fixedDisk(),
    places: {
      configuration: '/etc/lifeboat/config.yaml',
      stateFolder: '/state',
      store: '/state/store.json',
      audit: '/state/audit.jsonl',
      log: '/state/log',
      archive: '/state/archive',
      tokenCache: '/state/tokens',
    },
    version: '0.1.0',
    azureFor: () => company.work.ports.azure,
    close: async () => {},
    ...changes,
  });
}

/** Runs a line such as `doctor contoso-prod` and gives its report. */
export async function runLine(
  lifeboat: Lifeboat,
  line: string,
  bare: Partial<BareContext> = {},
): Promise<Report> {
  const parsed = parseCommand(commands, splitLine(line), 'cli');
  if (parsed.kind !== 'run') throw new Error(`"${line}" parsed as ${parsed.kind}`);
  const { signal = new AbortController().signal, door = recordingDoor() } = bare;
  return parsed.definition.run({ lifeboat, door, signal }, parsed.input);
}
