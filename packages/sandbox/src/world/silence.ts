/** How something goes silent: 503, no answer at all, or a connection that is cut before an answer. */
export const silences = ['unavailable', 'hang', 'refuse'] as const;

/** One of these ways. */
export type Silence = (typeof silences)[number];
