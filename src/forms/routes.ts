// The address search of the fields that ask for a place, and of postal addresses, which may be anywhere (`partout`).
import { type AccessTable, anyone } from '#platform/access.ts'
import { type Context, json, one, type Reply, type Route } from '#platform/http/route.ts'
import { networkOf } from '#platform/limits/throttle.ts'
import { territory } from '#territory'
import { communeOf } from './answers/commune-of.ts'
import { sendModel } from './models/show.ts'

export const access: AccessTable = {
  'address.search': [anyone],
  // The second wall says who: whoever may see a form that names it.
  'form.model': [anyone],
}

/** Addresses that look like what was typed, of the territory unless asked everywhere; none when the service does not answer. */
async function searchAddresses(ctx: Context): Promise<Reply> {
  const q = one(ctx.query, 'q').slice(0, 200).trim()
  if (q.length < 3) return json([])
  const [commune, isEverywhere] = [one(ctx.query, 'commune'), one(ctx.query, 'partout') === '1']
  const place = await ctx.db.read(ctx.actor, territory)
  const found = await ctx.geocoder.searchAddress(q, {
    limit: 8,
    network: networkOf(ctx.ip),
    ...(place.area(commune) === undefined ? {} : { citycode: commune }),
  })
  return json(found.filter((item) => isEverywhere || place.area(item.citycode) !== undefined))
}

async function reverseAddress(ctx: Context): Promise<Reply> {
  const [lat, long] = [Number(one(ctx.query, 'lat')), Number(one(ctx.query, 'long'))]
  if (!(Math.abs(lat) <= 90 && Math.abs(long) <= 180)) return json([])
  const place = await ctx.db.read(ctx.actor, territory)
  const found = [(await ctx.geocoder.reverse(lat, long, networkOf(ctx.ip))) ?? []].flat()
  return json(found.filter((item) => place.area(item.citycode) !== undefined))
}

/** The commune that an address says, alone; nothing when it says none. */
async function showCommune(ctx: Context): Promise<Reply> {
  const area = await communeOf(ctx, one(ctx.query, 'q').slice(0, 200).trim())
  return json(area === undefined ? [] : [{ citycode: area.code, label: area.name }])
}

export const routes: readonly Route[] = [
  {
    get: '/adresses',
    action: 'address.search',
    title: 'Recherche d’adresse',
    face: 'machine',
    handle: searchAddresses,
  },
  {
    get: '/adresses/inverse',
    action: 'address.search',
    title: 'Adresse d’un point',
    face: 'machine',
    handle: reverseAddress,
  },
  {
    get: '/adresses/commune',
    action: 'address.search',
    title: 'Commune d’une adresse',
    face: 'machine',
    handle: showCommune,
  },
  {
    get: '/formulaires/modeles/:empreinte',
    action: 'form.model',
    title: 'Modèle à remplir',
    face: 'machine',
    handle: sendModel,
  },
]
