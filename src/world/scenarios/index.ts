// The scenarios by the names that people give: one line each.
import type { ScenarioSpec } from '../scenario.ts';
import { firstRelease } from './firstRelease.ts';
import { staticSite } from './staticSite.ts';

export const scenarios: Readonly<Record<string, ScenarioSpec>> = {
  'first-release': firstRelease,
  'static-site': staticSite,
};
