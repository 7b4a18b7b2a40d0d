// The communes of the territory, with the counter of those that have one, and the choice of one's own.
import { of, town } from '#platform/french/noun.ts'
import { frameOf } from '#platform/http/frame.ts'
import type { Context } from '#platform/http/route.ts'
import { type Html, html } from '#platform/html.ts'
import { linkList, section } from '#platform/ui/content.ts'
import { errorSummary } from '#platform/ui/feedback.ts'
import { plural } from '#platform/ui/french.ts'
import { icon } from '#platform/ui/icon.ts'
import { citizenPage } from '#platform/ui/layout.ts'
import { communeChooser } from './commune.ts'

export interface CommunesView {
  communes: { code: string; name: string; href: string; counter: string | null; website: string | null }[]
  chosen: { code: string; name: string } | null
  wrong?: string | undefined
}

/** GET /communes */
export function communesPage(ctx: Context, { communes, chosen, wrong }: CommunesView): Html {
  const hosted = communes.flatMap(({ name, counter }) =>
    counter === null ? [] : [html`<li><a href="${counter}">Guichet ${of(town(name))}</a></li>`],
  )
  const items = communes.map(({ name, href }) => ({ href, label: name, end: icon('arrow-right') }))
  const summary =
    wrong === undefined ? null : errorSummary([{ id: 'commune', message: wrong }], 'Rien n’a été changé.')
  const main = html`<div class="stack wide reading"><h1>${plural(communes.length, 'commune', 'communes')}</h1>${summary}
    <p class="lead">Une seule entrée pour toutes. Dites la vôtre une fois&nbsp;: elle est gardée.</p>
    ${communeChooser(ctx, { chosen, communes })}
    ${hosted.length > 0 && section('Les communes qui ont leur guichet ici', html`<p>Mêmes démarches, mêmes délais, aux couleurs de la commune.</p><ul class="plain">${hosted}</ul>`, { id: 'guichets' })}
    ${section('Toutes les communes', html`<p>La mairie, ses horaires, ses informations et ses démarches.</p>${linkList(items)}`, { id: 'toutes' })}</div>`
  return citizenPage(frameOf(ctx), {
    title: 'Les communes',
    main,
    crumbs: [{ href: '/', label: 'Accueil' }],
    errorCount: wrong === undefined ? 0 : 1,
  })
}
