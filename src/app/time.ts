// Virtual times as text, in UTC.

/** `10:42:07` of an epoch time in ms. */
export const clockText = (at: number): string => new Date(at).toISOString().slice(11, 19);
