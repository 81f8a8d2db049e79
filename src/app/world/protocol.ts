// What the page and the home of a world say to each other.
import type { Data } from '../../lib/json.ts';
import type { FrameDelta } from '../../kernel/frames.ts';
import type { Moment } from '../../kernel/history.ts';
import type { JournalEntry, Origin } from '../../kernel/journal.ts';
import type { Speed } from '../../kernel/pacer.ts';

/** A branch as the page lists it. */
export interface BranchInfo {
  readonly id: string;
  readonly parent?: { readonly branch: string; readonly at: Moment };
  readonly end: Moment;
  /** When things entered it: the marks of the timeline. */
  readonly entries: readonly {
    readonly at: number;
    readonly step: number;
    readonly who: string;
    readonly kind: string;
  }[];
}

/** A world as a file: all that is needed to make it again. */
export interface WorldFile {
  readonly slipway: 1;
  readonly origin: Origin;
  readonly branch: string;
  readonly branches: readonly {
    readonly id: string;
    readonly parent?: { readonly branch: string; readonly at: Moment };
    readonly journal: readonly JournalEntry[];
    readonly end: Moment;
  }[];
}

/** From the page. */
export type ToWorld =
  | { readonly kind: 'open'; readonly world: string }
  | { readonly kind: 'enter'; readonly who: string; readonly entry: string; readonly payload: Data }
  | { readonly kind: 'pace'; readonly speed: Speed; readonly paused: boolean }
  | { readonly kind: 'step' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'look'; readonly moment: { readonly at: number } }
  | { readonly kind: 'branch'; readonly at: number }
  | { readonly kind: 'choose'; readonly branch: string }
  | { readonly kind: 'undo'; readonly who: string }
  | { readonly kind: 'redo' }
  | { readonly kind: 'query'; readonly id: number; readonly name: string; readonly params: Data }
  | { readonly kind: 'export'; readonly id: number };

/** Why a world cannot go on. */
export type Trouble =
  | { readonly code: 'locked' }
  | { readonly code: 'unknownWorld' }
  | { readonly code: 'noStorage' }
  | { readonly code: 'stopped'; readonly text: string };

/** To the page. */
export type FromWorld =
  | { readonly kind: 'frame'; readonly whole: boolean; readonly delta: FrameDelta }
  | { readonly kind: 'past'; readonly delta: FrameDelta }
  | {
      readonly kind: 'branches';
      readonly branch: string;
      readonly branches: readonly BranchInfo[];
      readonly canUndo: boolean;
      readonly canRedo: boolean;
    }
  | { readonly kind: 'pace'; readonly speed: Speed; readonly paused: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble };
