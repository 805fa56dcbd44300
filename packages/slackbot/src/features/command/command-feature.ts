import type { Reply } from '../../listener/reply.ts';
import type { Feature } from '../feature.ts';
import { cardAction, cardButtons, lineOfCardAction } from './card-buttons.ts';
import { runLine } from './run-line.ts';

/** `/apim LINE`: any command of the grammar that works in Slack; alone, the status with buttons. */
export const commandFeature: Feature = {
  name: 'command',
  scopes: ['commands', 'chat:write'],
  events: [],
  commands: [
    { command: '/apim', description: 'Backups of API Management', usage_hint: 'help [command]' },
  ],
  register(app, { lifeboat, listen }) {
    const onCommand = listen('/apim', async (asked, body) => {
      const line = typeof body.text === 'string' ? body.text.trim() : '';
      if (line !== '') return runLine(lifeboat, line, asked);
      return runLine(lifeboat, 'status', { ...asked, reply: withButtons(asked.reply) });
    });
    app.command('/apim', (args) => onCommand(args));
    const onClick = listen('click', async (asked, body) => {
      const line = lineOfCardAction(actionOf(body));
      if (line === null) return asked.refuse('This button is not one of Lifeboat any more.');
      return runLine(lifeboat, line, asked);
    });
    app.action(cardAction, (args) => onClick(args));
  },
};

/** The same answers; buttons stand below the first. */
function withButtons(reply: Reply): Reply {
  let first = true;
  return {
    ...reply,
    async person(message) {
      const blocks = first ? [...message.blocks, cardButtons()].slice(-50) : message.blocks;
      first = false;
      await reply.person({ ...message, blocks });
    },
  };
}

function actionOf(body: Readonly<Record<string, unknown>>): string {
  const [action] = Array.isArray(body.actions) ? body.actions : [];
  const id: unknown = typeof action === 'object' && action ? Reflect.get(action, 'action_id') : '';
  return typeof id === 'string' ? id : '';
}
