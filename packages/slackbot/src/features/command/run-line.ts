import {
  asLifeboatError,
  type CommandDefinition,
  commandName,
  commandReport,
  commands,
  type Lifeboat,
  LifeboatError,
  overviewReport,
  parseCommand,
  type Report,
  splitLine,
  version,
} from '@lifeboat/core';
import { messagesOfReport } from '../../blocks/messages-of-report.ts';
import { isPublic, needsRestoreSwitch, roleOfCommand } from '../../guards/command-role.ts';
import type { Asked } from '../../listener/listen.ts';
import { inNameOf } from './in-name-of.ts';
import { createSlackDoor } from './slack-door.ts';

/** Runs what was typed behind `/apim`, if the person may, and answers where it belongs. */
export async function runLine(lifeboat: Lifeboat, line: string, asked: Asked): Promise<void> {
  const { user, roles, reply, signal } = asked;
  const grammar: readonly CommandDefinition[] = commands;
  if (!(await roles.has(user, 'viewer')) && !(await roles.has(user, 'approver')))
    return asked.refuse('Lifeboat needs the role `viewer` of you, which nobody gave you.');
  const answer = async (report: Report): Promise<void> => {
    for (const message of messagesOfReport(report, lifeboat.ports.clock.now()))
      await reply.person(message);
  };
  const parsed = parseCommand(grammar, splitLine(line), 'slack');
  if (parsed.globals.config !== null)
    return asked.refuse('Another configuration cannot be read from Slack.');
  switch (parsed.kind) {
    case 'nothing':
      return answer(overviewReport(grammar, 'slack'));
    case 'help':
      return answer(
        parsed.definition === null
          ? overviewReport(grammar, 'slack')
          : commandReport(parsed.definition),
      );
    case 'version':
      return answer({
        data: { version },
        blocks: [{ kind: 'verbatim', text: version }],
        error: null,
      });
    case 'run':
      break;
    default:
      return parsed satisfies never;
  }
  const { definition, input, globals } = parsed;
  const name = commandName(definition);
  const role = roleOfCommand(definition);
  if (!(await roles.has(user, role)))
    return asked.refuse(`\`${name}\` needs the role \`${role}\`, which you do not have.`);
  const destroys = needsRestoreSwitch(definition);
  if (destroys && lifeboat.configuration.slack?.restore !== true)
    return asked.refuse('Restores from Slack are switched off (`slack: restore:`).');
  await asked.audit(`/apim ${line}`);
  const { door, said } = createSlackDoor();
  const named = inNameOf(lifeboat, { user, destroys, readOnly: globals.readOnly });
  const report = await reported(() =>
    definition.needs === 'nothing'
      ? definition.run({ door, signal }, input)
      : definition.run({ door, signal, lifeboat: named }, input),
  );
  const all = { ...report, blocks: [...said(), ...report.blocks] };
  const isForAll = isPublic(definition, input);
  for (const message of messagesOfReport(all, lifeboat.ports.clock.now()))
    await (isForAll ? reply.channel(message) : reply.person(message));
}

/** What is known of a failure is an answer too; the rest is for the wrapper. */
async function reported(run: () => Promise<Report>): Promise<Report> {
  try {
    return await run();
  } catch (thrown) {
    if (!(thrown instanceof LifeboatError) || thrown.code === 'internal') throw thrown;
    return { data: {}, blocks: [], error: asLifeboatError(thrown) };
  }
}
