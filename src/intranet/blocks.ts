// Blocks of the intranet’s own: favourites, and the way to what an agent chooses for themselves.
import { ownName } from '#platform/actor.ts'
import type { Html } from '#platform/html.ts'
import { ownNav } from '#platform/http/navigation.ts'
import type { Block, Context } from '#platform/http/route.ts'
import { linkList } from '#platform/ui/content.ts'
import { panel } from '#platform/ui/desk.ts'
import { applicationBlock } from './applications/block.ts'
import { showFavourites } from './favourites/favourites.ts'

/** What is an agent’s own, whatever the module: notifications, security, absences. */
async function preferences(ctx: Context): Promise<Html | null> {
  const places = ownName(ctx.actor) === null ? [] : ownNav(ctx)
  return places.length === 0 ? null : panel('Mes préférences', linkList(places), { id: 'bloc-preferences' })
}

export const blocks: readonly Block[] = [
  { on: 'bureau', name: 'favoris', title: 'Mes favoris', order: 50, show: showFavourites },
  applicationBlock,
  { on: 'bureau', name: 'preferences', title: 'Mes préférences', order: 90, show: preferences },
]
