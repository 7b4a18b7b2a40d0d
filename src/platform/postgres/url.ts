// The two ways into one database: as its owner (migrations, jobs' schema) and as the role that owns nothing.

/** The role under which the program works: it owns no table and cannot bypass row-level security. */
export const appRole = 'parvis_app'

/** The same database, entered as `parvis_app` from the first statement on (startup option `-c role=`). */
export function appUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  const options = [url.searchParams.get('options'), `-c role=${appRole}`].filter(Boolean).join(' ')
  url.searchParams.set('options', options)
  return url.href.replaceAll('+', '%20')
}

/** The same server, another database. */
export function databaseAt(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}
