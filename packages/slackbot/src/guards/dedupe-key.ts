/**
 * What makes a payload the same as another: Slack gives no one id to all kinds. Null where it cannot
 * be told; that is never acted upon.
 */
export function dedupeKey(body: Readonly<Record<string, unknown>>): string | null {
  if (typeof body.command === 'string') return joined('command', body.trigger_id);
  switch (body.type) {
    case 'block_actions': {
      const actions = Array.isArray(body.actions) ? body.actions : [];
      const { container, user } = body;
      const place = text(container, 'message_ts') ?? text(container, 'view_id');
      return joined('click', place, text(actions[0], 'action_ts'), text(user, 'id'));
    }
    case 'view_submission':
    case 'view_closed':
      return joined(String(body.type), text(body.view, 'id'), text(body.view, 'hash'));
    case 'event_callback':
      return joined('event', body.event_id);
    default:
      return null;
  }
}

function joined(kind: string, ...parts: readonly unknown[]): string | null {
  return parts.every((part) => typeof part === 'string' && part !== '')
    ? [kind, ...parts].join(' ')
    : null;
}

function text(of: unknown, key: string): string | null {
  if (typeof of !== 'object' || of === null) return null;
  const value: unknown = Reflect.get(of, key);
  return typeof value === 'string' ? value : null;
}
