// Where the viewer is: the hash of the page as a rune.
import { addressOf, parseRoute, type Route, type View } from './route.ts';

class Place {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    addEventListener('hashchange', () => (this.route = parseRoute(location.hash)));
  }

  go(world: string, at: View): void {
    location.hash = addressOf(world, at);
  }
}

export const place = new Place();
