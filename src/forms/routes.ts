// Files people sent, and the address search of the location field.
import { z } from 'zod'
import { type AccessTable, anyone } from '#platform/access.ts'
import { NotFound } from '#platform/errors.ts'
import { servingHeaders } from '#platform/files/headers.ts'
import { type Context, json, one, type Reply, type Route } from '#platform/http/route.ts'
import { territory } from '#territory'
import { fileById } from './queries.files.ts'

// Who may see a file is the second wall's to say: one's own, or one of a request one may see.
export const access: AccessTable = { 'file.read': [anyone], 'address.search': [anyone] }

async function sendFile(ctx: Context, part: 'file' | 'thumbnail'): Promise<Reply> {
  const id = z.uuid().safeParse(ctx.params.id)
  const file = id.success ? await ctx.db.read(ctx.actor, (tx) => fileById(tx, id.data)) : undefined
  const key = part === 'file' ? file?.storageKey : file?.thumbnailKey
  if (file === undefined || key === undefined || key === null)
    throw new NotFound('Ce fichier n’existe pas, ou ne vous concerne pas.')
  const body = await ctx.files.get(key)
  if (body === null) throw new NotFound('Ce fichier n’est plus disponible.')
  const mediaType = part === 'file' ? file.mediaType : 'image/webp'
  return { kind: 'stream', body, headers: servingHeaders({ mediaType, name: file.name }) }
}

/** Addresses of the territory that look like what was typed; none when the service does not answer. */
async function searchAddresses(ctx: Context): Promise<Reply> {
  const q = one(ctx.query, 'q').slice(0, 200).trim()
  if (q.length < 3) return json([])
  const commune = one(ctx.query, 'commune')
  const place = await ctx.db.read(ctx.actor, territory)
  const found = await ctx.geocoder.searchAddress(q, {
    limit: 8,
    ...(place.area(commune) === undefined ? {} : { citycode: commune }),
  })
  return json(found.filter((item) => place.area(item.citycode) !== undefined))
}

async function reverseAddress(ctx: Context): Promise<Reply> {
  const [lat, long] = [Number(one(ctx.query, 'lat')), Number(one(ctx.query, 'long'))]
  if (!(Math.abs(lat) <= 90 && Math.abs(long) <= 180)) return json([])
  const place = await ctx.db.read(ctx.actor, territory)
  const found = [(await ctx.geocoder.reverse(lat, long)) ?? []].flat()
  return json(found.filter((item) => place.area(item.citycode) !== undefined))
}

export const routes: readonly Route[] = [
  {
    get: '/fichiers/:id',
    action: 'file.read',
    title: 'Fichier',
    face: 'machine',
    handle: (ctx: Context) => sendFile(ctx, 'file'),
  },
  {
    get: '/fichiers/:id/vignette',
    action: 'file.read',
    title: 'Vignette',
    face: 'machine',
    handle: (ctx: Context) => sendFile(ctx, 'thumbnail'),
  },
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
]
