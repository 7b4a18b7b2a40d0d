// Colours are seen before they are kept: the form comes again in them, and leads to the counter as it would be.
import { NotFound } from '#platform/errors.ts'
import { html, type Html } from '#platform/html.ts'
import type { Context, Reply } from '#platform/http/route.ts'
import { notice } from '#platform/ui/feedback.ts'
import { icon } from '#platform/ui/icon.ts'
import { type Theme, themeName, themeNamed, themeUrl } from '#platform/ui/theme.ts'
import { showFirstPage } from '#services'
import type { Authority } from '#territory'
import { authorityHref } from '../units/addresses.ts'
import { asked } from './asked.ts'

const NONE: Theme = { brand: '', brandStrong: '' }
/** What an address says of none: the counter has those that it had first. */
const ORIGINAL = 'origine'

const isNone = ({ brand, brandStrong }: Theme): boolean => brand === '' && brandStrong === ''
const nameOf = (theme: Theme): string => (isNone(theme) ? ORIGINAL : themeName(theme))
const coloursNamed = (name: string): Theme | null => (name === ORIGINAL ? NONE : themeNamed(name))

const WORN =
  'Pour vous seul, cette page les porte déjà\u00a0: son bandeau, son bouton, ses liens. Regardez aussi le guichet comme les habitants le verraient, puis enregistrez, ou changez-les.'
const TAKEN_AWAY =
  'Sans elles, le guichet reprend les couleurs d’origine. Regardez-le comme les habitants le verraient, puis enregistrez, ou remettez-les.'

/** Null: nothing to see, the colours are the same; or those that nobody could read, which the act refuses beside them. */
export function coloursTried({ slug, profile }: Authority, typed: Theme): Html | null {
  const name = nameOf(typed)
  if (name === nameOf({ ...NONE, ...profile }) || coloursNamed(name) === null) return null
  const isTakenAway = isNone(typed)
  return html`${!isTakenAway && html`<link rel="stylesheet" href="${themeUrl(typed)}">`}${notice(
    'info',
    isTakenAway ? 'Les couleurs ne sont pas encore retirées' : 'Ces couleurs ne sont pas encore enregistrées',
    html`<p>${isTakenAway ? TAKEN_AWAY : WORN}</p>
    <p><a class="button quiet" href="${authorityHref(slug)}/couleurs/${name}" target="_blank">${icon('external-link')}Voir le guichet dans ces couleurs<span class="hidden"> (nouvel onglet)</span></a></p>`,
  )}`
}

/** GET …/collectivites/:collectivite/couleurs/:couleurs */
export async function showInColours(ctx: Context): Promise<Reply> {
  const theme = coloursNamed(ctx.params.couleurs ?? '')
  if (theme === null) throw new NotFound()
  const authority = await ctx.db.read(ctx.actor, (tx) => asked(tx, ctx))
  const tried = { ...authority, profile: { ...authority.profile, ...theme } }
  const flash = 'Couleurs à l’essai\u00a0: elles ne sont pas enregistrées, vous seul les voyez.'
  return showFirstPage({ ...ctx, flash }, tried)
}
