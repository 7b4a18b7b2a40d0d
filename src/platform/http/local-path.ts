// Where to go after signing in: a page of this site, never another one (OWASP: unvalidated redirects).

const HERE = 'https://here.invalid'

/** The path when it stays on this site and leads somewhere; null otherwise. */
export function localPath(path: string): string | null {
  // Browsers read « \ » as « / », and drop tabs and line feeds: « /\t/other.example » would leave.
  if (!/^\/(?![/\\])/.test(path) || /[\\\s\p{Cc}]/u.test(path)) return null
  const url = URL.parse(path, HERE)
  if (url === null || url.origin !== HERE || url.pathname.startsWith('//')) return null
  return /^\/(connexion|deconnexion|inscription)(\/|$)/.test(url.pathname)
    ? null
    : url.pathname + url.search + url.hash
}

/** What an address may carry that opens something to whoever holds it: a link of a mail, a tracking code, an answer of a provider. */
const SECRETS: ReadonlySet<string> = new Set(['jeton', 'code', 'billet', 'state', 'token', 'challenge'])
const LONGEST = 500

/** Where to come back to after signing in from a page: the page itself, unless it holds a secret, or is where one arrives anyway. */
export function backTo(url: string): string | null {
  const path = localPath(url)
  if (path === null || path.length > LONGEST || /^\/(mot-de-passe[^?]*)?(\?|$)/.test(path)) return null
  const { searchParams } = new URL(path, HERE)
  return searchParams.keys().some((name) => SECRETS.has(name.toLowerCase())) ? null : path
}
