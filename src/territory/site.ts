// The face of an authority: what pages need to know of whose counter this is, its theme and its logo.
import { anonymous } from '#platform/actor.ts'
import type { Database } from '#platform/db/db.ts'
import { themeUrl } from '#platform/ui/theme.ts'
import { readLogo } from '#platform/ui/logo.ts'
import type { Site } from '#platform/ui/site.ts'
import { openingSentence } from './opening.ts'
import { townHallOf } from './receptions.ts'
import { type Authority, type Territory, territory } from './territory.ts'

/** Before any territory is known: the page still tells what to do. */
export const neutralSite: Site = {
  slug: 'parvis',
  name: 'Parvis',
  faceTitle: 'Guichet en ligne',
  title: 'Guichet en ligne',
  themeUrl: null,
  phone: null,
  email: null,
  address: null,
  openingText: null,
  isMetropolis: true,
  metropolisName: '',
  commune: null,
  centre: null,
}

/** Address of the theme of an authority, or null when it keeps the default colours. */
const themeOf = ({ profile: { brand = '', brandStrong = '' } }: Authority): string | null =>
  brand === '' || brandStrong === '' ? null : themeUrl({ brand, brandStrong })

function hoursOf(place: Territory, authority: Authority): string | undefined {
  const hall = townHallOf(place, authority)
  return hall === undefined ? undefined : capital(openingSentence(hall.calendar))
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The first of its host names that answers. */
export function counterHost(place: Territory, { id }: Authority): string | undefined {
  const awaited = place.awaitedOf(id)
  return place.hostsOf(id).find((host) => !awaited.includes(host))
}

/** The installation, under that host name. */
export function addressUnder(publicUrl: string, host: string): string {
  const url = new URL('/', publicUrl)
  url.hostname = host
  return url.href
}

/** Where residents find the counter of an authority: under a host name that answers, else its page on the counter of the metropolis. */
export function counterAddress(publicUrl: string, place: Territory, authority: Authority): string {
  const host = counterHost(place, authority)
  if (authority.id === place.metropolis.id) return new URL('/', publicUrl).href
  return host === undefined
    ? new URL(`/communes/${authority.slug}`, publicUrl).href
    : addressUnder(publicUrl, host)
}

/** Whose site that host is. */
export const siteAt = (db: Database, host: string): Promise<Site> =>
  db.read(anonymous(), async (tx) => {
    const place = await territory(tx)
    return siteOf(place, place.siteOf(host))
  })

/** The site of an authority; what it does not say is the metropolis's. */
export function siteOf(place: Territory, authority: Authority): Site {
  const { profile } = authority
  const main = place.metropolis.profile
  const isMetropolis = authority.id === place.metropolis.id
  const { name } = authority
  return {
    slug: authority.slug,
    name,
    faceTitle: 'Guichet en ligne',
    title: `Guichet en ligne, ${name}`,
    logo: authority.logoSvg === null ? null : readLogo(authority.logoSvg),
    themeUrl: themeOf(authority),
    phone: profile.phone ?? main.phone ?? null,
    email: profile.email ?? main.email ?? null,
    address: profile.address ?? null,
    openingText: profile.openingText ?? hoursOf(place, authority) ?? main.openingText ?? null,
    isMetropolis,
    metropolisName: place.metropolis.name,
    commune: isMetropolis ? null : authority.code,
    centre: profile.centre ?? main.centre ?? null,
  }
}
