import * as z from 'zod/mini';
import { fileShape } from './schema/file.ts';

/**
 * The JSON Schema of the configuration file, for editors: completion, and the mistakes a schema can
 * see. Kept as `docs/lifeboat.schema.json`.
 */
export function schemaDocument(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(fileShape, { io: 'input', target: 'draft-07' });
  return {
    $schema,
    title: 'Lifeboat configuration',
    description: 'Disaster recovery for Azure API Management: lifeboat/config.yaml',
    ...schema,
  };
}
