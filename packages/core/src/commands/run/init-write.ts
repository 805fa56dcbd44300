import { configurationText } from '../../config/configuration-text.ts';
import { emptyConfiguration, loadConfiguration } from '../../config/load-configuration.ts';
import type { Configuration } from '../../domain/configuration.ts';
import { LifeboatError } from '../../domain/error.ts';
import { configurationOf, type Draft } from '../../workflows/init-draft.ts';
import type { CommandContext, Input } from '../definition.ts';

/**
 * Writes the configuration a draft describes, after reading it back as a later run will; `remarks`
 * stand at its end as comments.
 * Errors: `usage` when what was given makes no configuration; those of the file.
 */
export async function writeDraft(
  { lifeboat }: CommandContext,
  input: Input,
  draft: Draft,
  remarks: readonly string[],
): Promise<Configuration> {
  const { configurationFile, ports } = lifeboat;
  const { path } = configurationFile;
  const model = configurationOf(draft, emptyConfiguration());
  const comments = remarks
    .map((line) => `# ${line.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')}\n`)
    .join('');
  const text = `${configurationText(model, { path, schemaAddress: null })}${comments}`;
  const configuration = readBack(text, path, ports.clock.now());
  await configurationFile.write(text, { replace: input.has('replace') });
  return configuration;
}

function readBack(text: string, path: string, loadedAt: number): Configuration {
  try {
    return loadConfiguration({ text, path, environment: {}, loadedAt });
  } catch (error) {
    if (!(error instanceof LifeboatError)) throw error;
    throw new LifeboatError(
      'usage',
      `What was given makes no configuration, so none was written. ${error.message}`,
      {
        ...(error.data === null ? {} : { data: error.data }),
        hint: 'Mend the flags or answers it is about.',
      },
    );
  }
}
