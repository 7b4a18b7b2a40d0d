// The addresses that a link of a rich text may lead to: a secure site, a mail address, a telephone, a page of this site.
import { isWebAddress } from '#platform/outside/web-address.ts'
import { MOST } from './document.ts'

const SCHEMES = /^(?:mailto:[^@]+@[^@]+$|tel:\+?[\d.() -]+$)/i
/** Browsers read « \ » as « / »: two of them would name another host. */
const INNER = /^\/(?![/\\])/

/** May a link lead there? */
export function isHref(href: string): boolean {
  if (href.length > MOST.href || /[\s\p{Cc}\\<>]/u.test(href)) return false
  if (INNER.test(href)) return true
  return isWebAddress(href) || (SCHEMES.test(href) && URL.canParse(href))
}

/** Does it leave this site? */
export const isOutside = (href: string): boolean => /^https:/i.test(href)
