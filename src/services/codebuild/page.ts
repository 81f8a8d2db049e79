// Pages of a list of names: a hundred at a time, as CodeBuild gives them.

const PAGE = 100;

/** The page of `all` that `token` names, under the member `name`. */
export function pageOf<K extends string>(
  name: K,
  all: readonly string[],
  token: string | undefined,
): { [P in K]?: string[] } & { nextToken?: string } {
  const from = Number(token ?? 0);
  const page = { [name]: all.slice(from, from + PAGE) } as { [P in K]?: string[] };
  return from + PAGE < all.length ? { ...page, nextToken: String(from + PAGE) } : page;
}
