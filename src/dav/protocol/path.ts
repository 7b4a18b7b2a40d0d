// Addresses under /dav/: names as they are, one encoded part each; nothing of a path hides in a name.
import { DavError } from './dialect.ts'

export const AT = '/dav'

const unread = () => new DavError(400, 'Cette adresse ne se lit pas.')
// Separators, controls, marks that turn the reading around.
const HIDDEN = /[/\\\p{Cc}\p{Cf}\u2028\u2029]/u

function nameIn(part: string): string {
  try {
    const name = decodeURIComponent(part).normalize('NFC')
    if (name === '.' || name === '..' || HIDDEN.test(name)) throw unread()
    return name
  } catch (error) {
    throw error instanceof URIError ? unread() : error
  }
}

/** The names of an address of ours, from the space down. @throws DavError 400 */
export function namesIn(url: string): string[] {
  const [path = ''] = url.split('?', 1)
  if (url.includes('#') || (path !== AT && !path.startsWith(`${AT}/`))) throw unread()
  const parts = path.slice(AT.length).split('/').slice(1)
  if (parts.at(-1) === '') parts.pop()
  if (parts.includes('')) throw unread()
  return parts.map(nameIn)
}

export const hrefOf = (names: readonly string[], isFolder: boolean): string =>
  `${AT}/${names.map(encodeURIComponent).join('/')}${isFolder && names.length > 0 ? '/' : ''}`

/** The names of an address that a header tells, whole or as a path. @throws DavError 502 for another server’s, 400 */
export function namesOfHeader(said: string | null, hosts: readonly (string | null)[]): string[] {
  if (said === null || said.length > 4000)
    throw new DavError(400, 'Dites où\u00a0: l’en-tête Destination manque.')
  if (said.startsWith('/')) return namesIn(said)
  const [, host = '', path = ''] = /^https?:\/\/([^/@?#]+)(\/[^]*)$/i.exec(said) ?? []
  if (!hosts.includes(host.toLowerCase())) throw new DavError(502, 'Cette adresse est d’un autre serveur.')
  return namesIn(path)
}
