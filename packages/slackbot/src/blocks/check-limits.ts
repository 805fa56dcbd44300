import type { KnownBlock } from '@slack/types';
import {
  longestButton,
  longestFallback,
  longestField,
  longestHeader,
  longestId,
  longestText,
  longestValue,
  mostActions,
  mostBlocks,
  mostContext,
  mostFields,
  mostSerialised,
} from './limits.ts';

/** What is said at once: blocks, and the same as text for notifications and screen readers. */
export type SlackMessage = { text: string; blocks: KnownBlock[] };

/** Everything by which Slack would refuse the message, with the place; empty when it takes it. */
export function brokenLimits({ text, blocks }: SlackMessage): string[] {
  const found = [
    ...bounded('text', text, longestFallback),
    ...counted('blocks', blocks.length, mostBlocks),
    ...counted('blocks as JSON', JSON.stringify(blocks).length, mostSerialised),
    ...blocks.flatMap((block, at) => blockLimits(`blocks[${at}]`, block)),
  ];
  const ids = blocks.flatMap(({ block_id }) => block_id ?? []);
  return new Set(ids).size === ids.length ? found : [...found, 'blocks: a block_id stands twice'];
}

function blockLimits(place: string, block: KnownBlock): string[] {
  const id =
    block.block_id === undefined ? [] : bounded(`${place}.block_id`, block.block_id, longestId);
  switch (block.type) {
    case 'header':
      return [...id, ...bounded(place, block.text.text, longestHeader)];
    case 'section': {
      const { fields = [], text } = block;
      return [
        ...id,
        ...(text === undefined ? [] : bounded(place, text.text, longestText)),
        ...(text === undefined && fields.length === 0 ? [`${place}: a section without text`] : []),
        ...counted(`${place}.fields`, fields.length, mostFields),
        ...fields.flatMap((field, at) =>
          bounded(`${place}.fields[${at}]`, field.text, longestField),
        ),
      ];
    }
    case 'context':
      return [
        ...id,
        ...counted(place, block.elements.length, mostContext),
        ...block.elements.flatMap((element, at) =>
          'text' in element ? bounded(`${place}[${at}]`, element.text, longestText) : [],
        ),
      ];
    case 'actions':
      return [...id, ...actionLimits(place, block.elements)];
    case 'divider':
      return id;
    default:
      return [`${place}: ${block.type} is no block that the bot sends`];
  }
}

type Elements = Extract<KnownBlock, { type: 'actions' }>['elements'];

function actionLimits(place: string, elements: Elements): string[] {
  const ids = elements.flatMap(({ action_id }) => action_id ?? []);
  return [
    ...counted(place, elements.length, mostActions),
    ...(new Set(ids).size === ids.length ? [] : [`${place}: an action_id stands twice`]),
    ...ids.flatMap((id) => bounded(`${place}.action_id`, id, longestId)),
    ...elements.flatMap((element) =>
      element.type === 'button'
        ? [
            ...bounded(`${place}.button`, element.text.text, longestButton),
            ...('value' in element && element.value !== undefined
              ? bounded(`${place}.value`, element.value, longestValue)
              : []),
          ]
        : [],
    ),
  ];
}

function bounded(place: string, text: string, most: number): string[] {
  if (text.length === 0) return [`${place}: empty`];
  return counted(`${place}: characters`, text.length, most);
}

function counted(place: string, count: number, most: number): string[] {
  return count > most ? [`${place}: ${count}, at most ${most}`] : [];
}
