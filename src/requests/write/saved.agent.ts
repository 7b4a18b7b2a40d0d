// What a script that keeps a draft is told: the hour is ours, not the one of the device.
import { type Context, json, type Reply } from '#platform/http/route.ts'
import { time } from '#platform/ui/french.ts'
import { territory } from '#territory'

export async function tellSaved(ctx: Context): Promise<Reply> {
  const { zone } = await ctx.db.read(ctx.actor, territory)
  return json({ saved: true, said: `Brouillon enregistré à ${time(ctx.db.clock(), zone)}.` })
}
