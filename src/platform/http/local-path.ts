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
