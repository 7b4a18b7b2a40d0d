// On the home of the administration: units of one's own to which requests come and where nobody works. Before a counter opens
// nothing comes there yet, and its steps say what is missing.
import { html, type Html } from '#platform/html.ts'
import type { Context } from '#platform/http/route.ts'
import { panel } from '#platform/ui/desk.ts'
import { plural } from '#platform/ui/french.ts'
import { localDay, territory, theirs } from '#territory'
import { HOME } from './addresses.ts'
import { authoritiesOf } from './list.ts'
import { silentAmong, TAKEN_UP } from './silent.ts'

export function silentBlock(ctx: Context): Promise<Html | null> {
  return ctx.db.read(ctx.actor, async (tx) => {
    const place = await territory(tx)
    const [own] = authoritiesOf(tx, place)
    const opensOn = own?.opensOn ?? null
    if (opensOn !== null && opensOn > localDay(tx.now, place.zone)) return null
    const units = place.unitsOf(own?.id ?? 0).filter(theirs(tx, place))
    const silent = await silentAmong(tx, units)
    if (silent.length === 0) return null
    return panel(
      'Personne n’y répond',
      html`<p>${plural(silent.length, 'service reçoit', 'services reçoivent')} des demandes et n’${silent.length > 1 ? 'ont' : 'a'} personne pour y répondre. ${TAKEN_UP} <a href="${HOME}?collectivite=${own?.slug}&amp;reponse=personne">Les voir</a></p>`,
    )
  })
}
