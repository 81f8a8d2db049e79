// The messages of the language that the page speaks. English is the only one so far.
import { en } from './en.ts';

export type Messages = typeof en;
export const t: Messages = en;
