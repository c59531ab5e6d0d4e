/** Stands in wrangler.toml until the database exists. */
export const PLACEHOLDER_DATABASE_ID = '00000000-0000-0000-0000-000000000000'

/** wrangler.toml with the database's id in place of the placeholder; everything else, comments included, stays. */
export function withDatabaseId(toml: string, id: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id))
    throw new TypeError(`"${id}" is no database id`)
  return toml.replace(PLACEHOLDER_DATABASE_ID, id)
}
