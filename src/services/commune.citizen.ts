// « Ma commune »: chosen once, kept a year in a cookie that holds an INSEE code and nothing else.
import { BadInput } from '#platform/errors.ts'
import { COMMUNE } from '#platform/http/cookies.ts'
import { type Context, page, type Reply } from '#platform/http/route.ts'
import { territory } from '#territory'
import { z } from 'zod'
import { communesPage } from './pages/communes.ts'
import { localPath, personArea } from './where.ts'

const YEAR = 365 * 24 * 3600
const UNKNOWN = 'Choisissez une commune de la liste.'

export const communeInput = z.object({
  commune: z.string(UNKNOWN).max(10, UNKNOWN),
  retour: z.string().max(2000).default('/'),
})

/** POST /commune: an empty value forgets the commune. */
export async function chooseCommune(ctx: Context, input: z.infer<typeof communeInput>): Promise<Reply> {
  const back = localPath(input.retour)
  if (input.commune === '')
    return {
      kind: 'redirect',
      to: back,
      flash: 'Votre commune est oubliée.',
      cookies: [{ name: COMMUNE, value: null }],
    }
  const area = await ctx.db.read(ctx.actor, async (tx) => (await territory(tx)).area(input.commune))
  if (area === undefined) throw new BadInput([{ field: 'commune', message: UNKNOWN }])
  return {
    kind: 'redirect',
    to: back,
    flash: `Votre commune : ${area.name}. Nous la gardons un an sur cet appareil.`,
    cookies: [{ name: COMMUNE, value: area.code, maxAge: YEAR }],
  }
}

/** GET /communes, and POST /commune again after a wrong value. */
export async function showCommunes(ctx: Context, wrong?: string): Promise<Reply> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const known = await territory(tx)
    const communes = known.communes.map((area) => {
      const { profile } = known.authority(area.authorityId)
      const host = profile.hosts?.[0]
      return {
        code: area.code,
        name: area.name,
        counter: host === undefined ? null : addressOf(ctx, host),
        website: profile.website ?? null,
      }
    })
    return page(
      communesPage(ctx, { communes, chosen: personArea(ctx, known) ?? null, wrong }),
      wrong === undefined ? 200 : 422,
    )
  })
}

/** The counter of a commune is this program under another host name. */
function addressOf(ctx: Context, host: string): string {
  const url = new URL(ctx.config.publicUrl)
  url.hostname = host
  return url.href
}
